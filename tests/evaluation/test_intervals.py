"""Spread beside every figure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.evaluation import intervals
from inkread.evaluation.intervals import over_seeds, rate_interval, wilson_interval


def test_wilsons_interval_by_hand():
    # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: 81 of 263.
    low, high = wilson_interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_a_perfect_score_is_not_certainty():
    low, high = wilson_interval(10, 10)
    assert high == 1.0
    assert low == pytest.approx(0.7225, abs=1e-4)


@given(st.integers(1, 5000).flatmap(lambda num: st.tuples(st.integers(0, num), st.just(num))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(counts: tuple[int, int]):
    num_right, num = counts
    low, high = wilson_interval(num_right, num)
    assert 0.0 <= low <= num_right / num <= high <= 1.0
    assert low < high


def test_more_right_than_there_are_is_refused():
    with pytest.raises(ValueError, match="expected 0 to 3 right"):
        wilson_interval(4, 3)


def test_seeds_are_written_as_mean_and_deviation():
    assert str(over_seeds([0.9931, 0.9927, 0.9935], n=10_000)) == "99.31 ± 0.04 (n = 10,000, 3 seeds)"


def test_one_run_has_no_deviation_but_an_interval():
    figure = over_seeds([0.5], n=100)
    assert figure.deviation is None
    assert str(figure) == "50.00, 95 % interval 40.38-59.62 (n = 100, 1 seed)"


def test_no_run_has_no_figure():
    with pytest.raises(ValueError, match="expected at least one value"):
        over_seeds([], n=10)


def test_a_rate_s_interval_is_about_as_wide_as_the_normal_law_says():
    rng = np.random.default_rng(3)
    wholes = np.full(400, 10)
    parts = rng.binomial(10, 0.2, 400)
    low, high = rate_interval(parts.tolist(), wholes.tolist())
    half = 1.96 * (0.2 * 0.8 / 4000) ** 0.5
    assert low < parts.sum() / 4000 < high
    assert (high - low) / 2 == pytest.approx(half, rel=0.15)


def test_errors_that_come_together_make_a_rate_less_sure():
    spread = rate_interval([1] * 40 + [0] * 40, [10] * 80)
    together = rate_interval([10] * 4 + [0] * 76, [10] * 80)
    assert together[1] - together[0] > 2 * (spread[1] - spread[0])


def test_a_rate_s_interval_depends_on_its_seed_alone_however_many_draws_fit_in_memory(monkeypatch):
    parts, wholes = [0, 2, 1, 0, 4, 0], [5, 6, 3, 9, 8, 7]
    first = rate_interval(parts, wholes, seed=1)
    assert rate_interval(parts, wholes, seed=1) == first != rate_interval(parts, wholes, seed=2)
    monkeypatch.setattr(intervals, "AT_ONCE", 600)
    assert rate_interval(parts, wholes, seed=1) == first


def test_a_rate_of_nothing_has_no_interval():
    with pytest.raises(ValueError, match="in all 0"):
        rate_interval([0, 0], [0, 0])
    with pytest.raises(ValueError, match="1 of 2"):
        rate_interval([0], [1, 1])
