"""Marks of a cropped word that are no writing: a form's lines that stand apart, and what reaches in.

A word is cut out of a page with the line it stands on, and with the feet of the letters above. A network that
reads it whole learns to look past those, but its height is measured over all ink: with a line above and one
below, the word came out half as large as any it had been trained on.
"""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import MarksTable, Numbers

LONG = 0.4  # of the width of the whole: a line; a dash is shorter
THIN, THIN_PX = 0.15, 3  # of the height of the whole, and px: a thicker mark is no line
FLAT = 6.0  # times its height: so much longer is a line
MIDDLE = 0.3  # of the height of the rest: a line lies above or below it
LOW = 0.2  # of the highest mark's height: what reaches in over the edge is as low as that
WIDE = 2.0  # times its height: a dot of an i may touch the edge and is not that wide


def without_strays(table: MarksTable, *, height: int, width: int) -> Numbers:
    """Return the rows of the marks that are writing; all of them where nothing else would be left.

    Args:
        table: the marks of a picture of one word or line.
        height: of the picture, px.
        width: of the picture, px.
    """
    rows = np.arange(len(table))
    lines = (table.width >= LONG * width) & (table.width > FLAT * table.height)
    lines &= table.height <= max(THIN_PX, THIN * height)
    rest = _left(rows, lines)
    top, bottom = int(table.top[rest].min()), int(table.bottom[rest].max())
    middle = MIDDLE * (bottom - top)  # where a dash lies, long as it may be beside a single letter
    if int(table.right[rest].max() - table.left[rest].min()) < bottom - top:
        lines[:] = False  # a single letter: the bar of a T may stand off its stem
    rest = _left(rows, lines & ((table.bottom < top + middle) | (table.top > bottom - middle)))
    on_edge = (table.top == 0) | (table.bottom == height)
    low = table.height < LOW * table.height[rest].max()
    return _left(rest, on_edge & low & (table.width > WIDE * table.height))


def _left(rows: Numbers, gone: npt.NDArray[np.bool_]) -> Numbers:
    """Return the rows that are not gone, or all of them if none would be left."""
    kept = rows[~gone[rows]]
    return kept if len(kept) else rows
