"""What two splits of a set share: copies that would flatter a test figure, and classes that have shifted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from inkread.datasets.explore.classes import ClassFacts
from inkread.datasets.explore.survey import Survey
from inkread.evaluation.duplicates import exact_pairs
from inkread.evaluation.leaks import Rows, near_duplicates

MOST_PAIRS = 1e9  # compared for near copies: MNIST's 60,000 × 10,000 are 6e8

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What one split shares with another.

    Attributes:
        first: the split whose images were looked up, as rows of it.
        second: the split they were looked for in.
        exact: rows (first, second) of images alike byte for byte, axes (pairs, 2).
        near: rows of images that show the same writing, exact copies left out, axes (pairs, 2).
        num_searched: for how many images of `first` near copies were searched.
        shift: half the sum of the differences of the class shares, 0 to 1 (total variation distance);
            None where the two have other classes.
    """

    first: str
    second: str
    exact: Rows
    near: Rows
    num_searched: int
    shift: float | None

    @property
    def num_images(self) -> int:
        """How many images of `first` have a copy in `second`."""
        return len(np.unique(np.concatenate([self.exact[:, 0], self.near[:, 0]])))

    def to_dict(self) -> dict[str, Any]:
        """Return the findings as JSON-ready values."""
        return {
            "first": self.first,
            "second": self.second,
            "num_images": self.num_images,
            "exact": self.exact.tolist(),
            "near": self.near.tolist(),
            "num_searched": self.num_searched,
            "class_shift": None if self.shift is None else round(self.shift, 4),
        }


def overlap(
    first: tuple[str, Survey],
    second: tuple[str, Survey],
    *,
    shift: float | None = None,
    progress: Progress | None = None,
) -> Overlap:
    """Return what two splits, each with its name, share; exact copies are always all found.

    Where the splits are so large that comparing would take minutes, evenly spaced images of the first are
    looked up, and `num_searched` says how many.

    Args:
        first: a split's name and survey; its images are looked up.
        second: those they are looked for among.
        shift: see `class_shift`.
        progress: told the images looked up and those to look up.
    """
    (name, looked_up), (other_name, among) = first, second
    exact = exact_pairs(looked_up.digests, among.digests)
    num = len(looked_up.digests)
    most = max(1, int(MOST_PAIRS / max(len(among.digests), 1)))
    rows = np.arange(num) if num <= most else np.linspace(0, num - 1, most).astype(np.int64)
    found = near_duplicates(looked_up.glyphs[rows], among.glyphs, progress=progress)
    near = np.stack([rows[found.train_rows], found.test_rows], axis=1)
    return Overlap(name, other_name, exact, _without(near, exact), len(rows), shift)


def class_shift(first: ClassFacts, second: ClassFacts) -> float | None:
    """Return the total variation distance between the class shares of two splits, 0 to 1.

    None where the classes differ or one of the two is empty.
    """
    if first.graphemes != second.graphemes or not first.counts.any() or not second.counts.any():
        return None
    shares = first.counts / first.counts.sum() - second.counts / second.counts.sum()
    return float(np.abs(shares).sum() / 2)


def _without(pairs: Rows, known: Rows) -> Rows:
    """Return the pairs whose first image is in none of `known`."""
    return np.asarray(pairs[~np.isin(pairs[:, 0], known[:, 0])])
