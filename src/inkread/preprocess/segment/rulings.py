"""Ruled lines, underlines, boxes and combs of boxes, found in a mask of many characters.

A mark may be a line with all the characters that touch it. So each large mark is looked at by itself, for
straight thin lines from one of its sides to the other; where a stroke crosses one, the stroke stays whole.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask
from inkread.preprocess.straight_lines import Line, find_lines

LEAST_SIDE = 14  # px of a box: smaller ones have no room for a character
LOOKED_AT = 480  # px: longer marks are looked at on a smaller copy, for time goes with the square of it
LONG = 2.5  # times the height of what stands on it: a line that long is no dash and no bar of a T
WIDE_SHARE = 0.3  # of the picture's width: a shorter line is a character's, unless it closes a box
BOX_SHARE = 0.25  # of the side: a box's lines lie that near its edge
RESIDUE = 4  # px around a line: what is left there of it goes too
Lines = list[Line]


def rulings_of(mask: Mask) -> tuple[Mask, int]:
    """Return 1 on the pixels of ruled lines and boxes, and how many lines there are."""
    count, mark_of, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    gone, num_lines = np.zeros_like(mask), 0
    for mark in range(1, count):
        left, top, width, height = stats[mark, :4].tolist()
        part = (slice(top, top + height), slice(left, left + width))
        beside = np.delete(heights, mark - 1)
        beside = beside[beside >= LEAST_SIDE]  # specks beside the bar of a 7 say nothing of letters
        others = float(np.median(beside)) if beside.size else 0.0
        for pixels, num in _gone(mark_of[part] == mark, wide=mask.shape[1], others=others):
            gone[part][pixels] = 1
            num_lines += num
    return gone, num_lines


def _gone(
    mark: npt.NDArray[np.bool_], *, wide: int, others: float
) -> Iterator[tuple[npt.NDArray[np.bool_], int]]:
    """Yield the pixels of one mark that are ruled lines, and of how many; nothing for a mark without any.

    Args:
        mark: axes (height, width).
        wide: of the whole picture, px.
        others: the usual height of the other marks, px; 0 where there are none.
    """
    height, width = mark.shape
    if max(height, width) < LEAST_SIDE or (min(height, width) < LEAST_SIDE and width < WIDE_SHARE * wide):
        return
    small, parts = _smaller(mark)
    across = find_lines(small)
    if not across:
        return
    boxed = _closes(across, small.shape[0]) and min(height, width) >= LEAST_SIDE
    down = find_lines(np.ascontiguousarray(small.T)) if boxed else []
    boxed = boxed and _closes(down, small.shape[1])
    if not boxed and not _is_long(small, across, scale=parts, wide=wide, others=others):
        return
    lines = [(line, False) for line in across] + [(line, True) for line in (down if boxed else [])]
    gone = np.kron(_pixels(small, lines), np.ones((parts, parts), np.uint8))[:height, :width]
    yield (gone > 0) & mark, len(lines)


def _smaller(mark: npt.NDArray[np.bool_]) -> tuple[Mask, int]:
    """Return the mark with its longest side at most 480 px, no thin line lost, and how many px make one."""
    parts = -(-max(mark.shape) // LOOKED_AT)
    padded = np.pad(mark.view(np.uint8), [(0, -side % parts) for side in mark.shape])
    height, width = padded.shape
    return padded.reshape(height // parts, parts, width // parts, parts).max(axis=(1, 3)), parts


def _closes(lines: Lines, length: int) -> bool:
    """Return whether the first and the last line lie near the two edges of a box of this height."""
    middles = [float(line.rows().mean()) for line in lines]
    return len(middles) > 1 and min(middles) < BOX_SHARE * length and max(middles) > (1 - BOX_SHARE) * length


def _is_long(small: Mask, across: Lines, *, scale: int, wide: int, others: float) -> bool:
    """Return whether lines from side to side of a mark are much longer than what stands on them is high."""
    width = small.shape[1] * scale
    rest = small.copy()
    for line in across:
        rest[line.band > 0] = 0
    rows = np.flatnonzero(rest.any(axis=1))
    on_it = scale * float(rows[-1] - rows[0] + 1) if rows.size else 0.0
    high = on_it or others or width  # nothing but a line is a dash
    return bool(width >= max(WIDE_SHARE * wide, LONG * high))


def _pixels(small: Mask, lines: list[tuple[Line, bool]]) -> Mask:
    """Return 1 on the lines' pixels, but where a stroke touches them; the flag says which ones go down."""
    banded = np.zeros_like(small)
    for line, goes_down in lines:
        (banded.T if goes_down else banded)[line.band > 0] = 1
    strokes = _without_residue(small * (1 - banded), banded)
    gone = (small > strokes) & (banded == 0)
    for line, goes_down in lines:
        seen, out = (strokes.T, gone.T) if goes_down else (strokes, gone)
        out |= (line.band > 0) & ~line.touched(seen)
    return np.asarray(gone, dtype=np.uint8)


def _without_residue(strokes: Mask, banded: Mask) -> Mask:
    """Return the strokes without marks that lie along the lines: their rough edges."""
    near = cv2.dilate(banded, np.ones((2 * RESIDUE + 1, 2 * RESIDUE + 1), np.uint8))
    count, mark_of = cv2.connectedComponents(strokes, connectivity=8)
    outside = np.zeros(count, dtype=np.uint8)
    outside[mark_of[near == 0]] = 1
    outside[0] = 0
    return np.asarray(outside[mark_of], dtype=np.uint8)
