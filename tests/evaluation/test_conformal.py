"""Conformal limits: every class is covered as often as promised, rare ones by a limit they share."""

import numpy as np
import pytest

from inkread.bundle import SetLimits
from inkread.charset import Charset
from inkread.errors import DataError
from inkread.evaluation.conformal import set_figures, set_limits
from inkread.recognition.sets import members

ABC = Charset(tuple("ABC"))
BLUR = np.array([0.4, 1.0, 3.0])  # how doubtful images of each class are


def drawn(num, seed):
    """Return probabilities of `num` images a class, some classes harder than others, and the labels."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(3), num)
    logits = rng.normal(0, BLUR[labels, None], (len(labels), 3))
    logits[np.arange(len(labels)), labels] += 3.0
    powers = np.exp(logits)
    return powers / powers.sum(axis=1, keepdims=True), labels


@pytest.mark.parametrize("coverage", [0.9, 0.95, 0.99])
def test_every_class_is_covered_as_often_as_promised(coverage):
    limits = set_limits(*drawn(2000, 0), ABC, coverage=coverage)
    table, labels = drawn(4000, 1)
    reached = table[np.arange(len(labels)), labels] >= np.array(limits.limits)[labels]
    for label in range(3):  # hard ones too, which one limit for all would not cover
        assert reached[labels == label].mean() == pytest.approx(coverage, abs=0.012)
    found = set_figures(table, labels, ABC, limits)
    assert found.coverage >= reached.mean()  # the most probable is in every set
    assert (found.share_within, found.num_classes, limits.pooled) == (1.0, 3, ())


def test_the_limit_is_the_kth_smallest_probability_of_the_truth():
    own = np.linspace(0.1, 0.9, 19)
    table = np.column_stack([own, 1 - own])
    found = set_limits(table, np.zeros(19, int), Charset(("A",)), coverage=0.9)
    assert found.limits[0] == own[1]  # floor(0.1 * 20) = 2


def test_rare_classes_share_a_limit_and_are_named():
    table, labels = drawn(400, 2)
    few = (labels != 2) | (np.arange(len(labels)) % 20 == 0)  # of C 20 are left
    limits = set_limits(table[few], labels[few], ABC, coverage=0.99)
    own = table[few][labels[few] == 2, 2]
    assert limits.pooled == ("C",)
    assert limits.limits[2] < np.median(own)  # 20 are too few for 99 %, so that all images decide
    assert limits.limits[0] != limits.limits[2]


def test_too_few_images_for_any_limit_are_refused():
    with pytest.raises(DataError, match="expected at least 99 samples"):
        set_limits(*drawn(5, 0), ABC, coverage=0.99)


def test_the_answer_is_of_its_set_and_sizes_are_counted():
    table = np.array([[0.6, 0.3, 0.1], [0.34, 0.33, 0.33]])
    found = set_figures(table, np.array([1, 0]), ABC, SetLimits(0.9, (0.9, 0.3, 0.9)))
    assert found.mean_size == 2.0  # A and B; A and B
    assert found.coverage == 1.0
    assert members(np.array([0.2, 0.3, 0.5]), np.array([0.1, 0.1, 0.9]), coverage=0.9) == (2, 1, 0)


def test_where_no_character_reaches_its_limit_the_most_probable_are_asked_about():
    none = np.array([0.99, 0.99, 0.99])
    assert members(np.array([0.1, 0.6, 0.3]), none, coverage=0.9) == (1, 2)
    assert members(np.array([0.95, 0.03, 0.02]), none, coverage=0.9) == (0,)
    assert members(np.array([0.4, 0.35, 0.25]), none, coverage=0.99) == (0, 1, 2)
