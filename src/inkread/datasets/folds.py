"""Stratified folds as fold numbers: no writer, and no two copies of an image, on both sides of one.

The shuffles are scikit-learn's, which promises the same folds for the same version only: whoever needs them
again keeps them (as cross-validation does in its folder).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import DataError

LEAST_FOLDS = 2

Folds = npt.NDArray[np.int64]
"""The fold that holds each row out, axes (n,), from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Which rows have to stay together.

    Attributes:
        numbers: axes (n,), int64, from 0 in order of first appearance; rows of one number stay together.
        by_writer: whether the writers are known; else only copies of one image are tied.
    """

    numbers: npt.NDArray[np.int64]
    by_writer: bool

    @property
    def firsts(self) -> npt.NDArray[np.int64]:
        """The first row of each number, axes (numbers,), ascending."""
        rows: npt.NDArray[np.int64] = np.unique(self.numbers, return_index=True)[1]
        return rows


def tie(glyphs: npt.NDArray[np.uint8], writers: Sequence[str] | None = None) -> Ties:
    """Return which images stay together: exact copies, and all of one writer where writers are known.

    A copy under two writers' names ties the two: either of them may have been copied.

    Args:
        glyphs: axes (n, height, width); copies are told by their bytes.
        writers: who wrote each image, or None.
    """
    places: dict[bytes, int] = {}
    copies = np.array(
        [places.setdefault(hashlib.sha256(glyph.tobytes()).digest(), len(places)) for glyph in glyphs],
        np.int64,
    )
    if writers is None or not len(copies):
        return Ties(copies, by_writer=False)
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    _, people = np.unique(np.asarray(writers, np.str_), return_inverse=True)
    # Writers and images are the knots of a graph and each row joins two: what hangs together is tied.
    size = int(people.max()) + 1 + len(places)
    knots = (people, copies + int(people.max()) + 1)
    joined = coo_array((np.ones(len(copies), np.int8), knots), shape=(size, size))
    _, parts = connected_components(joined, directed=False)
    return Ties(_in_order_of_appearance(parts[people]), by_writer=True)


def stratified_folds(labels: Labels, num_folds: int, *, ties: Ties, charset: Charset, seed: int = 0) -> Folds:
    """Return the fold of each row, every class in its share as far as the ties allow.

    Without writers the first of each image's copies is dealt out by scikit-learn's `StratifiedKFold`, and
    the other copies follow it; with writers `StratifiedGroupKFold` deals out the writers.

    Args:
        labels: axes (n,), places in `charset`.
        num_folds: how many, from 2.
        ties: which rows stay together.
        charset: for the names of classes in errors.
        seed: the same seed and rows give the same folds.

    Raises:
        DataError: when there are too few images, classes, writers or images of a class for the folds.
    """
    _check(labels, num_folds, ties=ties, charset=charset)
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    if ties.by_writer:
        dealt = StratifiedGroupKFold(num_folds, shuffle=True, random_state=seed)
        parts = dealt.split(labels, labels, ties.numbers)
        folds = _numbered(parts, len(labels))
    else:
        firsts = ties.firsts
        parts = StratifiedKFold(num_folds, shuffle=True, random_state=seed).split(firsts, labels[firsts])
        folds = _numbered(parts, len(firsts))[ties.numbers]
    _check_training_parts(labels, folds, charset=charset)
    return folds


def _numbered(parts: object, num_rows: int) -> Folds:
    """Return the fold of each row from scikit-learn's pairs of training and held-out rows."""
    folds = np.full(num_rows, -1, np.int64)
    for number, (_, held) in enumerate(parts):  # type: ignore[var-annotated, arg-type]
        folds[held] = number
    return folds


def _check(labels: Labels, num_folds: int, *, ties: Ties, charset: Charset) -> None:
    """Refuse what cannot be dealt into folds."""
    if num_folds < LEAST_FOLDS:
        raise DataError(f"expected at least {LEAST_FOLDS} folds, got {num_folds}; ask for more")
    if not len(labels):
        raise DataError("expected images to deal into folds, got none; name another set")
    counts = np.bincount(labels[ties.firsts], minlength=len(charset))
    held = np.bincount(labels, minlength=len(charset))
    if np.count_nonzero(held) < LEAST_FOLDS:
        only = charset.decode(int(held.argmax()))
        raise DataError(f"expected images of at least two classes, got {only!r} alone; add another class")
    if (held == 0).any():
        lost = charset.decode(int(held.argmin()))
        raise DataError(
            f"expected images of every class, got none of {lost!r}; give it some, or leave it out of the set"
        )
    if ties.by_writer:
        num_groups = len(ties.firsts)
        if num_groups < num_folds:
            raise DataError(
                f"expected at least {num_folds} writers without an image in common, got {num_groups};"
                " ask for fewer folds"
            )
    elif counts.min() < num_folds:
        rare = charset.decode(int(counts.argmin()))
        raise DataError(
            f"expected at least {num_folds} different images of each class, got {counts.min()} of {rare!r};"
            " ask for fewer folds, or give the class more images"
        )


def _check_training_parts(labels: Labels, folds: Folds, *, charset: Charset) -> None:
    """Refuse folds of which one holds all images of a class: nothing could learn it."""
    for label in range(len(charset)):
        if len(np.unique(folds[labels == label])) < LEAST_FOLDS:
            raise DataError(
                f"expected images of {charset.decode(label)!r} in two folds at least, got them in one,"
                " as one writer wrote them all; give the class more writers"
            )


def _in_order_of_appearance(parts: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Return the same grouping, its numbers from 0 in order of first appearance."""
    _, firsts, numbers = np.unique(parts, return_index=True, return_inverse=True)
    ranks = np.empty(len(firsts), np.int64)
    ranks[np.argsort(firsts)] = np.arange(len(firsts))
    return ranks[numbers]
