"""Splits by class and by writer: complete, disjoint, near their shares, and the same for ever."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkread.charset import Charset
from inkread.datasets.samples import Samples
from inkread.datasets.split import share_writers, split_samples, stratified_group_split, stratified_split
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


def samples_of(labels, writers):
    images = np.zeros((len(labels), 1, 1), np.uint8)
    charset = Charset(tuple(map(chr, range(0x4E00, 0x4E00 + max(labels) + 1))))
    return Samples("set", images, np.asarray(labels), charset, writers and tuple(writers))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=80), st.integers(0, 2**40))
def test_without_writers_samples_are_split_by_class_to_the_bit(labels, seed):
    fractions = (0.6, 0.25, 0.15)
    parts = split_samples(samples_of(labels, None), fractions, seed=seed)
    assert digest(parts) == digest(stratified_split(np.array(labels, np.int64), fractions, seed=seed))


def test_the_published_splits_are_those_of_samples_without_writers():
    assert digest(split_samples(samples_of(LABELS, None))) == "615e8cce04f662d4"
    assert digest(split_samples(samples_of(LABELS, None), (0.8, 0.2), seed=7)) == "aa9f0ff01ce6fee7"


def test_samples_whose_writers_are_known_are_split_by_them():
    labels, writers = many_writers()
    samples = samples_of(labels, writers)
    assert digest(split_samples(samples)) == "5a8dea78e4b5fdbe"
    assert not share_writers([samples.take(rows) for rows in split_samples(samples)])


@pytest.mark.parametrize(
    "writers",
    [
        "a" * 60,  # one person
        "ab" * 30,  # fewer than parts
        "abcd" * 15,  # a fourth each is too much for a part of a tenth, which would stay empty
        "ab" * 29 + "cd",  # a part of one image tells nothing
    ],
)
def test_writers_that_cannot_be_kept_apart_are_split_by_class(writers):
    samples = samples_of(np.zeros(60, np.int64), writers)
    parts = split_samples(samples)
    assert digest(parts) == digest(stratified_split(samples.labels))
    assert share_writers([samples.take(rows) for rows in parts])


def test_every_class_is_trained_on_though_one_writer_wrote_all_of_it():
    labels = np.repeat(np.arange(6), 10)
    samples = samples_of(labels, np.repeat(list("abcdef"), 10).tolist())
    assert digest(split_samples(samples)) == digest(stratified_split(labels))


def test_six_even_writers_are_enough_for_three_parts():
    samples = samples_of(np.zeros(60, np.int64), "abcdef" * 10)
    parts = [samples.take(rows) for rows in split_samples(samples)]
    assert [len(set(part.writers)) for part in parts] == [4, 1, 1]
