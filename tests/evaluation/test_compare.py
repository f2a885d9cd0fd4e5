"""Paired comparisons: McNemar's test, Holm's correction and the paired bootstrap."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.errors import DataError
from inkread.evaluation.compare import compare_pairs, difference_interval, holm, images_needed, mcnemar

COUNTS = st.integers(0, 400)


def answers(*shares_right, num=2000, seed=0):
    """Independent answers of runs that are right so often."""
    rng = np.random.default_rng(seed)
    return np.stack([rng.random(num) < share for share in shares_right])


# The example of Fagerland et al. 2013: 1 against 7 of 21 pairs, mid-p 0.039.
def test_mid_p_is_that_of_the_paper():
    assert mcnemar(1, 7) == pytest.approx(0.039, abs=5e-4)


@given(COUNTS, COUNTS)
def test_a_p_value_is_one_and_does_not_ask_who_is_first(first, second):
    assert 0 <= mcnemar(first, second) <= 1
    assert mcnemar(first, second) == mcnemar(second, first)


@given(COUNTS)
def test_as_many_either_way_is_no_difference(num):
    assert mcnemar(num, num) == 1.0


def test_false_alarms_are_as_rare_as_promised():
    rng = np.random.default_rng(0)
    alarms = [mcnemar(first, 40 - first) < 0.05 for first in rng.binomial(40, 0.5, 2000).tolist()]
    assert 0.02 <= np.mean(alarms) <= 0.065


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_correction_never_lowers_nor_reorders(p_values):
    adjusted = holm(p_values)
    assert all(after >= before for before, after in zip(p_values, adjusted, strict=True))
    order = np.argsort(p_values, kind="stable")
    assert (np.diff(np.array(adjusted)[order]) >= 0).all()
    assert max(adjusted) <= 1


def test_a_single_p_value_needs_no_correction():
    assert holm([0.03]) == [0.03]


def test_the_interval_holds_the_true_difference_about_as_often_as_it_says():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(100):
        only_first, only_second, _ = rng.multinomial(1000, [0.03, 0.05, 0.92])
        low, high = difference_interval(int(only_first), int(only_second), 1000, seed=0)
        held += low <= 0.02 <= high
    assert 0.88 <= held / 100 <= 0.99


def test_the_interval_is_that_of_drawing_images_with_replacement():
    right = answers(0.9, 0.93)
    low, high = difference_interval(
        int((right[0] & ~right[1]).sum()), int((~right[0] & right[1]).sum()), 2000, seed=0
    )
    rng = np.random.default_rng(5)
    gains = right[1].astype(int) - right[0].astype(int)
    drawn = [gains[rng.integers(0, 2000, 2000)].mean() for _ in range(3000)]
    assert (low, high) == pytest.approx(np.quantile(drawn, [0.025, 0.975]), abs=0.002)


def test_a_clear_difference_is_significant_and_a_tiny_one_is_not():
    clear, _, tiny = compare_pairs(["a", "b", "c"], answers(0.90, 0.95, 0.951), seed=0)
    assert clear.significant
    assert clear.difference == pytest.approx(0.05, abs=0.02)
    assert clear.interval[0] > 0
    assert not tiny.significant
    assert tiny.interval[0] <= 0 <= tiny.interval[1]


def test_every_pair_is_compared_and_corrected_for_all():
    contests = compare_pairs(["a", "b", "c", "d"], answers(0.9, 0.91, 0.92, 0.93), seed=0)
    assert [(contest.first, contest.second) for contest in contests] == [
        ("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d"),
    ]  # fmt: skip
    assert [contest.adjusted for contest in contests] == holm([contest.p_value for contest in contests])


def test_the_same_seed_gives_the_same_interval():
    assert difference_interval(5, 9, 300, seed=3) == difference_interval(5, 9, 300, seed=3)


def test_identical_answers_do_not_differ():
    right = answers(0.9)
    (contest,) = compare_pairs(["a", "b"], np.concatenate([right, right]), seed=0)
    assert (contest.p_value, contest.difference, contest.interval) == (1.0, 0.0, (0.0, 0.0))


@pytest.mark.parametrize(("names", "shape"), [(["a"], (1, 5)), (["a", "b"], (2, 0)), (["a", "b"], (3, 5))])
def test_less_than_a_comparison_is_refused(names, shape):
    with pytest.raises(DataError, match="two runs or more"):
        compare_pairs(names, np.ones(shape, np.bool_), seed=0)


def test_with_as_many_images_as_needed_four_in_five_are_significant():
    num = images_needed(0.01, 0.03)
    drawn = np.random.default_rng(0).multinomial(num, [0.01, 0.02, 0.97], size=1500)
    found = np.mean([mcnemar(int(first), int(second)) < 0.05 for first, second, _ in drawn])
    assert found == pytest.approx(0.8, abs=0.05)
