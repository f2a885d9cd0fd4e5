"""Labelled images of glyphs: the one form that every data-set reader returns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from inkread.charset import Charset
from inkread.errors import DataError
from inkread.trail import GreyImage

Labels = npt.NDArray[np.int64]
"""Labels, axes (n,): places in a charset."""

MIDDLE_GREY = 128  # the least of the brighter half of all levels


@dataclass(frozen=True, slots=True)
class Samples:
    """Images with their labels and, where known, their writers.

    Attributes:
        name: the data set's name, with its split where it has one, such as `mnist-test`.
        images: an array (n, height, width) uint8, or a sequence of (height, width) uint8 images of any
            size and polarity; only after `preprocess` is the framing the contract's.
        labels: axes (n,), int64, places in `charset`.
        charset: what the labels stand for.
        writers: who wrote each image (the group key of folds), or None where nobody knows.

    Raises:
        DataError: when the counts differ or a label is not in the charset.
    """

    name: str
    images: Sequence[GreyImage] | npt.NDArray[np.uint8]
    labels: Labels
    charset: Charset
    writers: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse images without labels and labels without meaning."""
        if len(self.images) != len(self.labels):
            raise DataError(
                f"{self.name}: expected as many labels as images, got {len(self.labels)} labels"
                f" for {len(self.images)} images; do the two files belong together?"
            )
        if self.writers is not None and len(self.writers) != len(self.images):
            raise DataError(
                f"{self.name}: expected as many writers as images, got {len(self.writers)} writers"
                f" for {len(self.images)} images; give each image its writer, or none at all"
            )
        if len(self.labels) and not 0 <= self.labels.min() <= self.labels.max() < len(self.charset):
            raise DataError(
                f"{self.name}: expected labels from 0 to {len(self.charset) - 1}, got"
                f" {self.labels.min()} to {self.labels.max()}; was another charset meant?"
            )

    def __len__(self) -> int:
        """Return the number of images."""
        return len(self.images)

    def take(self, rows: npt.NDArray[np.int64], *, name: str | None = None) -> "Samples":
        """Return the samples at `rows`, in that order, under the same charset."""
        writers = None if self.writers is None else tuple(self.writers[i] for i in rows)
        return Samples(name or self.name, _taken(self.images, rows), self.labels[rows], self.charset, writers)

    def within(self, charset: Charset) -> "Samples":
        """Return the samples that `charset` holds, in their order, under it.

        Raises:
            DataError: when there is none.

        Example:
            >>> images = np.zeros((3, 28, 28), np.uint8)
            >>> samples = Samples("cases", images, np.array([0, 1, 0]), Charset(("a", "B")))
            >>> samples.within(Charset.parse("upper")).labels.tolist()
            [1]
        """
        held = [charset.encode(g) if charset.holds(g) else -1 for g in self.charset.graphemes]
        labels = np.asarray(held, np.int64)[self.labels]
        rows = np.flatnonzero(labels >= 0)
        if not len(rows):
            raise DataError(
                f"{self.name}: expected samples of {''.join(charset.graphemes)!r}, got none among its"
                f" {len(self):,}; choose another charset"
            )
        return replace(self.take(rows), labels=labels[rows], charset=charset)


def is_dark_ink(images: npt.NDArray[np.uint8]) -> bool:
    """Return whether a set of images of one size, axes (n, height, width), holds dark ink on bright paper.

    Told from the top rows of all together, which are paper: a set is written in one polarity, and one
    image whose ink crowds its top must not be taken for another.

    Example:
        >>> is_dark_ink(np.full((2, 28, 28), 255, np.uint8))
        True
    """
    top = images[:, 0]
    return 2 * int(np.count_nonzero(top >= MIDDLE_GREY)) > top.size


@runtime_checkable
class _Takes(Protocol):
    """Images that give a part of themselves without decoding it."""

    def take(self, rows: Sequence[int]) -> Sequence[GreyImage]:
        """Return the images at `rows`."""


def _taken(
    images: Sequence[GreyImage] | npt.NDArray[np.uint8], rows: npt.NDArray[np.int64]
) -> Sequence[GreyImage] | npt.NDArray[np.uint8]:
    """Return the images at `rows`; files stay undecoded, for a thousand photos fill a memory."""
    if isinstance(images, np.ndarray):
        return images[rows]
    if isinstance(images, _Takes):
        return images.take(rows.tolist())
    return [images[row] for row in rows.tolist()]
