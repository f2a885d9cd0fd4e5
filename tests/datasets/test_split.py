"""Splits by class and by writer: complete, disjoint, near their shares, and the same for ever."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.datasets.split import stratified_group_split, stratified_split
from inkread.errors import DataError

LABELS = np.repeat(np.arange(62), np.arange(1, 63) * 5)


def digest(parts):
    return hashlib.sha256(b"|".join(part.astype("<i8").tobytes() for part in parts)).hexdigest()[:16]


@given(st.lists(st.integers(0, 4), max_size=80), st.integers(0, 2**40))
def test_every_row_is_in_exactly_one_split(labels, seed):
    parts = stratified_split(np.array(labels, np.int64), (0.6, 0.25, 0.15), seed=seed)
    assert sorted(np.concatenate(parts)) == list(range(len(labels)))


@pytest.mark.parametrize("fractions", [(0.8, 0.1, 0.1), (0.8, 0.2), (0.5, 0.3, 0.1, 0.1), (1.0,)])
def test_each_class_is_within_a_row_of_its_share(fractions):
    parts = stratified_split(LABELS, fractions)
    for part, fraction in zip(parts, fractions, strict=True):
        counts = np.bincount(LABELS[part], minlength=62)
        assert np.abs(counts - fraction * np.bincount(LABELS)).max() <= 1


def test_a_published_split_never_changes():
    assert digest(stratified_split(LABELS)) == "615e8cce04f662d4"
    assert digest(stratified_split(LABELS, (0.8, 0.2), seed=7)) == "aa9f0ff01ce6fee7"


def test_another_seed_is_another_split():
    assert digest(stratified_split(LABELS, seed=1)) != digest(stratified_split(LABELS, seed=2))


def test_rows_of_a_split_are_ascending_row_numbers():
    for part in stratified_split(LABELS):
        assert part.dtype == np.int64
        assert (np.diff(part) > 0).all()


@pytest.mark.parametrize("fractions", [(), (0.5, 0.4), (1.2, -0.2), (1.0, 0.0), (0.7, 0.7)])
def test_fractions_that_are_no_partition_are_refused(fractions):
    with pytest.raises(DataError, match="add up to 1"):
        stratified_split(LABELS, fractions)


def test_a_negative_seed_is_refused():
    with pytest.raises(DataError, match="got -1"):
        stratified_split(LABELS, seed=-1)


def many_writers():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 26, 4000)
    return labels, [f"writer{number}" for number in rng.integers(0, 60, 4000)]


def test_no_writer_is_in_two_splits():
    labels, writers = many_writers()
    parts = stratified_group_split(labels, writers)
    assert sorted(np.concatenate(parts)) == list(range(len(labels)))
    groups = [{writers[row] for row in part} for part in parts]
    assert sum(map(len, groups)) == len(set(writers))


def test_splits_by_writer_are_near_their_shares():
    labels, writers = many_writers()
    sizes = [len(part) / len(labels) for part in stratified_group_split(labels, writers)]
    assert sizes == pytest.approx([0.8, 0.1, 0.1], abs=0.02)


def test_a_published_split_by_writer_never_changes():
    assert digest(stratified_group_split(*many_writers())) == "5a8dea78e4b5fdbe"


def test_too_few_writers_are_refused():
    with pytest.raises(DataError, match="at least 3 writers, got 2"):
        stratified_group_split(np.zeros(4, np.int64), ["a", "b", "a", "b"])


def test_writers_of_another_number_are_refused():
    with pytest.raises(DataError, match="expected a writer for each of 2 labels, got 1"):
        stratified_group_split(np.zeros(2, np.int64), ["a"], (0.5, 0.5))
