"""Folds keep classes in their shares and never part a writer or the copies of an image."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inkread.charset import Charset
from inkread.datasets.folds import stratified_folds, tie
from inkread.errors import DataError

CHARSET = Charset(("A", "B", "C"))


def images(numbers):
    """Return an image of its own for each number, axes (n, 2, 2); equal numbers give copies."""
    return np.repeat(np.asarray(numbers, np.uint8), 4).reshape(-1, 2, 2)


def deal(labels, num_folds, *, numbers=None, writers=None, charset=CHARSET, seed=0):
    labels = np.asarray(labels, np.int64)
    ties = tie(images(range(len(labels)) if numbers is None else numbers), writers)
    return stratified_folds(labels, num_folds, ties=ties, charset=charset, seed=seed)


@settings(max_examples=30)
@given(st.lists(st.integers(4, 20), min_size=3, max_size=3), st.integers(2, 4), st.integers(0, 2**32 - 1))
def test_every_class_is_in_every_fold_within_one_image_of_its_share(counts, num_folds, seed):
    labels = np.repeat(np.arange(3), counts)
    folds = deal(labels, num_folds, seed=seed)
    assert set(folds) == set(range(num_folds))
    for label, count in enumerate(counts):
        held = np.bincount(folds[labels == label], minlength=num_folds)
        assert abs(held - count / num_folds).max() <= 1


def test_the_same_seed_deals_alike_and_another_does_not():
    labels = np.arange(60) % 3
    assert np.array_equal(deal(labels, 5, seed=3), deal(labels, 5, seed=3))
    assert not np.array_equal(deal(labels, 5, seed=3), deal(labels, 5, seed=4))


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_copies_never_straddle_two_folds(seed):
    rng = np.random.default_rng(seed)
    numbers = np.concatenate([np.arange(30), rng.integers(0, 30, 40)])  # 30 images, 40 copies
    folds = deal(numbers % 3, 5, numbers=numbers, seed=seed)
    assert all(len(set(folds[numbers == number])) == 1 for number in range(30))


def test_no_writer_is_on_both_sides():
    labels = np.arange(120) % 3
    writers = [f"w{row // 10}" for row in range(120)]
    folds = deal(labels, 4, writers=writers)
    assert all(
        len({fold for fold, who in zip(folds, writers, strict=True) if who == w}) == 1 for w in writers
    )
    assert np.bincount(folds).tolist() == [30, 30, 30, 30]


def test_a_copy_under_two_names_ties_the_two_writers():
    ties = tie(images([5, 1, 2, 5, 3]), ["a", "a", "b", "c", "b"])
    assert ties.numbers.tolist() == [0, 0, 1, 0, 1]
    assert ties.firsts.tolist() == [0, 2]


def test_without_writers_only_copies_are_tied():
    ties = tie(images([5, 1, 5]))
    assert (ties.numbers.tolist(), ties.by_writer) == ([0, 1, 0], False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([0, 1, 2] * 4, 1), "expected at least 2 folds, got 1"),
        (([], 3), "expected images to deal into folds, got none"),
        (([0] * 9, 3), "expected images of at least two classes, got 'A' alone"),
        (([0, 2] * 9, 3), "expected images of every class, got none of 'B'"),
        (([0, 1] * 9 + [2, 2], 3), "expected at least 3 different images of each class, got 2 of 'C'"),
    ],
)
def test_what_cannot_be_dealt_is_refused(arguments, said):
    with pytest.raises(DataError, match=said):
        deal(*arguments)


def test_copies_do_not_make_a_class_large_enough():
    labels, numbers = [0, 1, 2] * 4, [0, 1, 2, 3, 4, 2, 6, 7, 2, 9, 10, 2]
    with pytest.raises(DataError, match="different images of each class, got 1 of 'C'"):
        deal(labels, 2, numbers=numbers)


def test_fewer_writers_than_folds_are_refused():
    with pytest.raises(DataError, match="expected at least 3 writers without an image in common, got 2"):
        deal([0, 1, 2] * 4, 3, writers=["a", "b"] * 6)


def test_a_class_that_one_writer_wrote_alone_is_refused():
    writers = ["a", "b", "c", "d"] * 4 + ["z"] * 4
    labels = [0, 1, 0, 1, 1, 0, 1, 0] * 2 + [2] * 4
    with pytest.raises(DataError, match="expected images of 'C' in two folds at least, got them in one"):
        deal(labels, 2, writers=writers)
