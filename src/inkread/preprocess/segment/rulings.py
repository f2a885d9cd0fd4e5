"""Ruled lines, underlines, boxes and combs of boxes, found in a mask of many characters.

A mark may be a line with all the characters that touch it. So each large mark is looked at by itself, for
straight thin lines from one of its sides to the other; where a stroke crosses one, the stroke stays whole.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask
from inkread.preprocess.segment.cells import Cells, cells_of
from inkread.preprocess.segment.corners import has_corners
from inkread.preprocess.segment.smaller import smaller
from inkread.preprocess.straight_lines import Line, find_lines, rows_with_room

LEAST_SIDE = 14  # px of a box: smaller ones have no room for a character
LONG = 2.5  # times the height of what stands on it: a line that long is no dash and no bar of a T
WIDE_SHARE = 0.3  # of the picture's width: a shorter line is a character's, unless it closes a box
BOX_SHARE = 0.25  # of the side: a box's lines lie that near its edge
WALL = 0.2  # of the longer side: the walls of two boxes that touch are that thick together, blurred ones too
RESIDUE = 4  # px around a line: what is left there of it goes too
Lines = list[Line]


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """What a form has printed under the writing.

    Attributes:
        pixels: 1 on ruled lines and boxes, axes (height, width).
        cells: the cells of the boxes, axes of `pixels`.
        num_lines: how many lines there are.
    """

    pixels: Mask
    cells: Cells
    num_lines: int


def rulings_of(mask: Mask) -> Rulings:
    """Return the ruled lines and boxes in a mask of many characters."""
    count, mark_of, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    gone, cells = np.zeros_like(mask), np.zeros(mask.shape, np.int32)
    num_lines = number = 0  # the highest number of a cell, of a picture that may have thousands
    for mark in range(1, count):
        left, top, width, height = stats[mark, :4].tolist()
        if not _has_room(height, width, wide=mask.shape[1]):
            continue
        part = (slice(top, top + height), slice(left, left + width))
        beside = partial(_usual, heights, without=mark - 1)
        found = _of_mark(mark_of[part] == mark, wide=mask.shape[1], others=beside)
        if found is not None:
            gone[part][found.pixels > 0] = 1
            before, more = cells[part], max(0, int(found.cells.max()))
            is_lost = not more and number > 0 and bool((before == number).any())
            cells[part] = np.where(found.cells > 0, found.cells + number, np.minimum(before, found.cells))
            number = int(cells.max()) if is_lost else number + more
            num_lines += found.num_lines
    return Rulings(gone, cells, num_lines)


def _usual(heights: npt.NDArray[np.int32], *, without: int) -> float:
    """Return the usual height of the marks but one, px; 0 where there are none."""
    beside = np.delete(heights, without)
    beside = beside[beside >= LEAST_SIDE]  # specks beside the bar of a 7 say nothing of letters
    return float(np.median(beside)) if beside.size else 0.0


def _has_room(height: int, width: int, *, wide: int) -> bool:
    """Return whether a mark in a picture so `wide` is large enough to be a box, or a line."""
    return max(height, width) >= LEAST_SIDE and (
        min(height, width) >= LEAST_SIDE or width >= WIDE_SHARE * wide
    )


def _of_mark(mark: npt.NDArray[np.bool_], *, wide: int, others: Callable[[], float]) -> Rulings | None:
    """Return the ruled lines and boxes of one mark, or None for a mark without any.

    Args:
        mark: axes (height, width).
        wide: of the whole picture, px.
        others: returns the usual height of the other marks, px; 0 where there are none.
    """
    height, width = mark.shape
    small, parts = smaller(mark.view(np.uint8))
    if small.shape[1] * parts < WIDE_SHARE * wide and not _may_close(small):
        return None  # a letter, as most marks are: too short for a line, and no box
    across = find_lines(small, thickest=WALL)
    boxed = _closes(across, small.shape[0]) and min(height, width) >= LEAST_SIDE
    down = find_lines(np.ascontiguousarray(small.T), thickest=WALL) if boxed else []
    boxed = boxed and _closes(down, small.shape[1]) and has_corners(small, _outer(across), _outer(down))
    if not boxed:
        across, down = [line for line in across if line.is_thin()], []
        if not across or not _is_long(small, across, scale=parts, wide=wide, others=others):
            return None
    lines = [(line, False) for line in across] + [(line, True) for line in down]
    whole = np.ones((parts, parts), np.uint8)
    gone = np.kron(_pixels(small, lines), whole)[:height, :width] * mark
    walls = np.kron(_banded(small, lines), whole)[:height, :width]
    cells = cells_of(walls) if boxed else np.zeros(mark.shape, np.int32)
    return Rulings(gone.astype(np.uint8), cells, len(lines))


def _may_close(small: Mask) -> bool:
    """Return whether there is room for a line near the upper and the lower edge of a mark, however thick."""
    rows = rows_with_room(small)
    reach = math.ceil(BOX_SHARE * len(rows) + WALL / 2 * max(small.shape)) + 1
    return bool(rows[:reach].any() and rows[-reach:].any())


def _closes(lines: Lines, length: int) -> bool:
    """Return whether the first and the last line lie near the two edges of a box of this height."""
    middles = [float(line.rows().mean()) for line in lines]
    return len(middles) > 1 and min(middles) < BOX_SHARE * length and max(middles) > (1 - BOX_SHARE) * length


def _outer(lines: Lines) -> tuple[Line, Line]:
    """Return the first and the last of some lines."""
    inward = sorted(lines, key=lambda line: float(line.rows().mean()))
    return inward[0], inward[-1]


def _is_long(small: Mask, across: Lines, *, scale: int, wide: int, others: Callable[[], float]) -> bool:
    """Return whether lines from side to side of a mark are much longer than what stands on them is high."""
    width = small.shape[1] * scale
    rest = small.copy()
    for line in across:
        rest[line.band > 0] = 0
    rows = np.flatnonzero(rest.any(axis=1))
    on_it = scale * float(rows[-1] - rows[0] + 1) if rows.size else 0.0
    high = on_it or others() or width  # nothing but a line is a dash
    return bool(width >= max(WIDE_SHARE * wide, LONG * high))


def _pixels(small: Mask, lines: list[tuple[Line, bool]]) -> Mask:
    """Return 1 on the lines' pixels, but where a stroke touches them; the flag says which ones go down."""
    banded = _banded(small, lines)
    strokes = _without_residue(small * (1 - banded), banded)
    gone = (small > strokes) & (banded == 0)
    for line, goes_down in lines:
        seen, out = (strokes.T, gone.T) if goes_down else (strokes, gone)
        out |= (line.band > 0) & ~line.touched(seen)
    return np.asarray(gone, dtype=np.uint8)


def _banded(small: Mask, lines: list[tuple[Line, bool]]) -> Mask:
    """Return 1 on the bands of the lines; the flag says which ones go down."""
    banded = np.zeros_like(small)
    for line, goes_down in lines:
        (banded.T if goes_down else banded)[line.band > 0] = 1
    return banded


def _without_residue(strokes: Mask, banded: Mask) -> Mask:
    """Return the strokes without marks that lie along the lines: their rough edges."""
    near = cv2.dilate(banded, np.ones((2 * RESIDUE + 1, 2 * RESIDUE + 1), np.uint8))
    count, mark_of = cv2.connectedComponents(strokes, connectivity=8)
    outside = np.zeros(count, dtype=np.uint8)
    outside[mark_of[near == 0]] = 1
    outside[0] = 0
    return np.asarray(outside[mark_of], dtype=np.uint8)
