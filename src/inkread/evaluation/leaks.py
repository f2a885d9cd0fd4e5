"""Leaks between splits: the same image, or the same writing processed twice, on both sides.

MNIST and EMNIST were both cut from NIST Special Database 19, by different chains, so that one pen mark may
be in both under different bytes. A test figure is honest only where no such pair joins test and training.

The thresholds come from looking at EMNIST's pool (116,323 images) against MNIST's test split (10,000). For
digits other than 1 the correlations fall into two heaps: 1,250 pairs from 0.98 up are one pen mark
processed twice (the runner-up is .08 to .11 away), 73 lie between 0.975 and 0.98, and below 0.97 are two
people's similar digits (346 from 0.965, 658 from 0.96, runners-up within .02). Of the letters unlike a 1,
which cannot be in MNIST, one reaches 0.98 and nine get past both conditions (o and O, like a 0). The second
condition, that a pair stands out, is there for the straight strokes of 1, l and I: 7,483 of EMNIST's reach
0.97 with some 1 of MNIST's test split, nearly all by chance, for they look like many; a copy looks like one.
In all 1,532 pairs are found; a seventh of Special Database 19's digits, which the pool is, should hold a
seventh of the 10,000, that is 1,430, so little is missed and little is lost.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

RADIUS = 6.5  # px, root mean square distance of ink from its centre after `align`; MNIST's median is 6.3
SIDE = 28  # px of the aligned image
THRESHOLD = 0.97
RATIO = 0.5
CERTAIN = 0.995  # copies even where the runner-up is as close: the test split may hold a copy of its own
TRAIN_ROWS, TEST_ROWS = 2048, 8192  # of one block of correlations: 67 MB in float32

Glyphs = npt.NDArray[np.uint8]
"""Images, axes (n, height, width), uint8, white ink on black."""

Rows = npt.NDArray[np.int64]
"""Places in a split, axes (num_pairs,), int64."""

Unit = npt.NDArray[np.float32]
"""Aligned images as rows of mean 0 and length 1, axes (n, 784), so that a dot product is a correlation."""


@dataclass(frozen=True, slots=True, eq=False)
class Leaks:
    """Pairs of a training and a test image that show the same writing.

    Attributes:
        train_rows: the training image of each pair, ascending.
        test_rows: its match in the test split; several training images may share one.
        correlations: axes (num_pairs,), float32; 1 for exact copies.
    """

    train_rows: Rows
    test_rows: Rows
    correlations: npt.NDArray[np.float32]

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.train_rows)

    @property
    def num_test_images(self) -> int:
        """How many test images have a match in training."""
        return len(np.unique(self.test_rows))


def exact_duplicates(train: Glyphs, test: Glyphs) -> Leaks:
    """Return each training image that is byte for byte a test image, with the first such test image."""
    places: dict[bytes, int] = {}
    for row, image in enumerate(test):
        places.setdefault(_digest(image), row)
    pairs = [(row, places.get(_digest(image), -1)) for row, image in enumerate(train)]
    rows = np.array([pair for pair in pairs if pair[1] >= 0], dtype=np.int64).reshape(-1, 2)
    return Leaks(rows[:, 0], rows[:, 1], np.ones(len(rows), np.float32))


def near_duplicates(
    train_glyphs: Glyphs,
    test_glyphs: Glyphs,
    *,
    threshold: float = THRESHOLD,
    ratio: float = RATIO,
    progress: Callable[[int, int], None] | None = None,
) -> Leaks:
    """Return each training image that shows the same writing as a test image, with the closest one.

    Both are aligned by centre of mass and radius, and correlated (Pearson). A pair is a leak when its
    correlation reaches `threshold` and it stands out: its distance 1 - correlation is at most `ratio` of the
    distance to the second closest test image (Lowe 2004, section 7.1). From 0.995 a pair counts in any case.

    Args:
        train_glyphs: axes (n, height, width), uint8, white ink on black.
        test_glyphs: likewise; height and width may differ.
        threshold: least Pearson correlation.
        ratio: greatest share of the runner-up's distance; 1 switches the second condition off.
        progress: called with the training images done and the training images in all.
    """
    test = align(test_glyphs)
    kept = [Leaks(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]
    for start in range(0, len(train_glyphs), TRAIN_ROWS):
        block = align(train_glyphs[start : start + TRAIN_ROWS])
        closest, first, second = two_closest(block, test)
        rows = np.flatnonzero(is_same_writing(first, second, threshold=threshold, ratio=ratio))
        kept.append(Leaks(rows + start, closest[rows], first[rows]))
        if progress is not None:
            progress(start + len(block), len(train_glyphs))
    return Leaks(
        np.concatenate([part.train_rows for part in kept]),
        np.concatenate([part.test_rows for part in kept]),
        np.concatenate([part.correlations for part in kept]),
    )


def is_same_writing(
    first: npt.NDArray[np.float32],
    second: npt.NDArray[np.float32],
    *,
    threshold: float = THRESHOLD,
    ratio: float = RATIO,
) -> npt.NDArray[np.bool_]:
    """Return whether the closest of two matches is the same writing, by their correlations, axes (n,)."""
    stands_out = (1.0 - first <= ratio * (1.0 - second)) | (first >= CERTAIN)
    return np.asarray((first >= threshold) & stands_out)


def align(glyphs: Glyphs) -> Unit:
    """Return each image moved and scaled to one centre of mass and one radius, as a row of length 1.

    The radius is the root mean square distance of ink from its centre: unlike a bounding box it needs no
    threshold, so that EMNIST's blur hardly moves it. A blank image becomes zeros, like nothing else.
    """
    aligned = np.zeros((len(glyphs), SIDE, SIDE), np.float32)
    for row, glyph in enumerate(glyphs):
        if glyph.any():
            aligned[row] = _align_one(glyph.astype(np.float32))
    rows: Unit = aligned.reshape(len(glyphs), SIDE * SIDE)  # which -1 could not tell of no image
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return rows


def _align_one(image: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return one image with ink, aligned, axes (28, 28)."""
    down, across = image.sum(axis=1), image.sum(axis=0)
    y, x = np.arange(len(down)), np.arange(len(across))
    mass = float(down.sum())
    row, column = float(down @ y) / mass, float(across @ x) / mass
    spread = (float(down @ (y - row) ** 2) + float(across @ (x - column) ** 2)) / mass
    scale = RADIUS / max(spread**0.5, 0.5)  # half a pixel: a single dot is not blown up over all bounds
    middle = (SIDE - 1) / 2
    matrix = np.array([[scale, 0, middle - scale * column], [0, scale, middle - scale * row]])
    return np.asarray(cv2.warpAffine(image, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR), np.float32)


def two_closest(
    block: Unit, test: Unit, *, own: int | None = None
) -> tuple[Rows, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return for each image of `block` its closest test row, and the two highest correlations, axes (n,).

    Args:
        block: aligned images.
        test: those to look among.
        own: where `block` is a part of `test`, the row of its first image: none is its own match.
    """
    here = np.arange(len(block))
    closest = np.full(len(block), -1, np.int64)
    first, second = np.full(len(block), -1, np.float32), np.full(len(block), -1, np.float32)
    for start in range(0, len(test), TEST_ROWS):
        correlations = block @ test[start : start + TEST_ROWS].T
        if own is not None:
            within = (here + own >= start) & (here + own < start + correlations.shape[1])
            correlations[here[within], here[within] + own - start] = -1.0
        best = correlations.argmax(axis=1)
        value = correlations[here, best].copy()
        correlations[here, best] = -1.0
        second = np.maximum(np.minimum(first, value), np.maximum(second, correlations.max(axis=1)))
        closest = np.where(value > first, best + start, closest)
        first = np.maximum(first, value)
    return closest, first, second


def _digest(image: Glyphs) -> bytes:
    """Return a hash of one image's shape and bytes."""
    return hashlib.sha256(repr(image.shape).encode() + image.tobytes()).digest()
