"""A line through the signals, and a small network that tells what no line can."""

import numpy as np
import pytest

from inkread.evaluation.gate_judges import bend, weigh
from inkread.recognition.gate import bent, straight


@pytest.fixture(scope="module")
def corners():
    """Characters in two opposite corners of a square, what is none in the other two, one table a corner."""
    rng = np.random.default_rng(0)

    def cloud(across, down):
        return rng.normal((across, down, 0.0), 0.4, (300, 3))

    return [cloud(2, 2), cloud(-2, -2)], [cloud(2, -2), cloud(-2, 2)]


def share_right(evidence_of, good, bad):
    """Return how much of both sides lies on its own side of 0."""
    low, high = (np.concatenate([evidence_of(one) for one in side]) for side in (good, bad))
    return ((low < 0).mean() + (high > 0).mean()) / 2


def test_the_network_tells_what_no_line_can(corners):
    good, bad = corners
    weights, bias = weigh(good, bad, num_signals=2)
    units, answer = bend(good, bad, num_signals=2, seed=0)
    assert share_right(lambda table: straight(table, weights, bias), good, bad) < 0.8
    assert share_right(lambda table: bent(table, units, answer), good, bad) > 0.95


def test_the_same_seed_makes_the_same_network_and_another_another(corners):
    first, again, other = (bend(*corners, num_signals=2, seed=seed) for seed in (3, 3, 4))
    for one, two in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, two)
    assert not np.array_equal(first[0], other[0])


def test_each_kind_weighs_the_same_however_many_images_it_has(corners):
    good, bad = corners
    weights, bias = weigh([good[0]], [bad[0], bad[1][:30]], num_signals=2)
    assert (straight(bad[1], weights, bias) > 0).mean() > 0.9
