"""Marks that hang over several lines, as a tail and the stem that it meets below, cut between the lines."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import MarksTable, marks_table
from inkread.preprocess.segment.profile import Core

COVERED = 0.6  # of the height of a core: a mark that covers so much of two of them belongs to both


def cut_between(table: MarksTable, cores: Sequence[Core]) -> MarksTable:
    """Return the marks with those cut that belong to several lines, each where least of its ink is.

    Args:
        table: the marks.
        cores: of the lines, from top to bottom.
    """
    belongs = np.stack([_covered(table, core) >= COVERED for core in cores])
    shared = np.flatnonzero(belongs.sum(axis=0) > 1)
    if not shared.size:
        return table
    mask = (table.mark_of > 0).view(np.uint8)
    for row in shared.tolist():
        own = [core for core, holds in zip(cores, belongs[:, row], strict=True) if holds]
        top, left = int(table.top[row]), int(table.left[row])
        part = (slice(top, int(table.bottom[row])), slice(left, int(table.right[row])))
        ink = table.pixels_of(np.array([row]), part)
        for place in _cuts(ink, own, top=top):
            mask[part][place][ink[place]] = 0
    return marks_table(mask)


def _covered(table: MarksTable, core: Core) -> npt.NDArray[np.float64]:
    """Return what share of a core's height each mark covers, axes (n,)."""
    shared = np.minimum(table.bottom, core[1]) - np.maximum(table.top, core[0])
    return np.asarray(shared / (core[1] - core[0]))


def _cuts(ink: npt.NDArray[np.bool_], cores: Sequence[Core], *, top: int) -> list[int]:
    """Return the row of a mark, counted from its `top`, with least of its ink between each two cores."""
    amounts = ink.sum(axis=1)
    cuts = []
    for (_, above), (below, _) in itertools.pairwise(cores):
        first = int(np.clip(min(above, below) - top, 0, len(ink) - 1))
        last = int(np.clip(max(above, below) - top, first + 1, len(ink)))
        cuts.append(first + int(amounts[first:last].argmin()))
    return cuts
