"""Copies inside one set: the same image twice, or the same writing processed twice, and whose labels differ.

Exact copies are found by their digests, always and all. Near copies are found as `leaks` finds them between
two splits; as every image would have to be compared with every other, large sets are compared class by
class, and huge ones for a part of their images.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from inkread.datasets.samples import Labels
from inkread.evaluation.leaks import TRAIN_ROWS, Glyphs, Rows, align, is_same_writing, two_closest

MOST_PAIRS = 4e8  # compared over all classes: 20,000 images, some seconds
MOST_CLASS_PAIRS = 8e8  # compared class by class: 116,000 images of 62 classes have 5e8

Scope = Literal["all pairs", "pairs of one class", "a part of each class"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Duplicates:
    """Pairs of one set that show the same writing.

    Attributes:
        exact: rows of pairs alike byte for byte, each copy with the first such image, axes (pairs, 2).
        near: rows of pairs that show the same writing, processed otherwise, axes (pairs, 2).
        correlations: of the near pairs, axes (pairs,).
        conflicts: rows of pairs, exact or near, whose labels differ, axes (pairs, 2).
        scope: which pairs the search for near copies went through.
        num_searched: for how many images near copies were searched.
    """

    exact: Rows
    near: Rows
    correlations: np.ndarray[Any, np.dtype[np.float32]]
    conflicts: Rows
    scope: Scope
    num_searched: int

    def to_dict(self) -> dict[str, Any]:
        """Return the findings as JSON-ready values."""
        return {
            "num_exact": len(self.exact),
            "exact": self.exact.tolist(),
            "num_near": len(self.near),
            "near": self.near.tolist(),
            "num_label_conflicts": len(self.conflicts),
            "label_conflicts": self.conflicts.tolist(),
            "scope": self.scope,
            "num_searched": self.num_searched,
        }


def duplicates(
    glyphs: Glyphs, labels: Labels, digests: Sequence[bytes], *, progress: Progress | None = None
) -> Duplicates:
    """Return the pairs of a set that show the same writing.

    Args:
        glyphs: axes (n, height, width), uint8, white ink on black.
        labels: axes (n,).
        digests: of the images as they are in the set, one each.
        progress: told the images searched and those to search.
    """
    exact = exact_pairs(digests)
    known = {tuple(pair) for pair in exact.tolist()}
    scope, groups = _groups(labels)
    pairs: dict[tuple[int, int], float] = {}
    num_searched, to_search = 0, sum(len(group) for group in groups)
    for group in groups:
        for row, other, correlation in _near(glyphs, group):
            pair = (min(row, other), max(row, other))
            if pair not in known:
                pairs[pair] = correlation
        num_searched += len(group)
        if progress is not None:
            progress(num_searched, to_search)
    near = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    both = np.concatenate([exact, near])
    return Duplicates(
        exact=exact,
        near=near,
        correlations=np.array([pairs[pair] for pair in sorted(pairs)], np.float32),
        conflicts=both[labels[both[:, 0]] != labels[both[:, 1]]],
        scope=scope,
        num_searched=num_searched,
    )


def exact_pairs(digests: Sequence[bytes], others: Sequence[bytes] | None = None) -> Rows:
    """Return rows of equal digests, axes (pairs, 2): each later copy with the first.

    Args:
        digests: of the images of a set.
        others: of another set; then each image of the first with its first copy in the second.
    """
    first: dict[bytes, int] = {}
    for row, digest in enumerate(others or ()):
        first.setdefault(digest, row)
    if others is not None:
        pairs = [(row, first[digest]) for row, digest in enumerate(digests) if digest in first]
    else:
        pairs = [
            (first[digest], row) for row, digest in enumerate(digests) if first.setdefault(digest, row) != row
        ]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _groups(labels: Labels) -> tuple[Scope, list[Rows]]:
    """Return which images are compared with which, as rows, so that it takes seconds."""
    if len(labels) ** 2 <= MOST_PAIRS:
        return "all pairs", [np.arange(len(labels))]
    of_class: dict[int, Rows] = {label: np.flatnonzero(labels == label) for label in np.unique(labels)}
    num_pairs = sum(float(len(rows)) ** 2 for rows in of_class.values())
    if num_pairs <= MOST_CLASS_PAIRS:
        return "pairs of one class", list(of_class.values())
    # Evenly spaced rows of each class, in the share whose square brings the pairs down to the bound.
    share = (MOST_CLASS_PAIRS / num_pairs) ** 0.5
    kept = [
        rows[np.unique(np.linspace(0, len(rows) - 1, max(1, int(share * len(rows)))).astype(np.int64))]
        for rows in of_class.values()
    ]
    return "a part of each class", kept


def _near(glyphs: Glyphs, rows: Rows) -> Iterator[tuple[int, int, float]]:
    """Yield each image of `rows` that has a near copy among them, with that copy and their correlation."""
    if len(rows) < 2:
        return
    units = align(glyphs[rows])
    for start in range(0, len(rows), TRAIN_ROWS):
        closest, first, second = two_closest(units[start : start + TRAIN_ROWS], units, own=start)
        for place in np.flatnonzero(is_same_writing(first, second)):
            yield int(rows[start + place]), int(rows[closest[place]]), float(first[place])
