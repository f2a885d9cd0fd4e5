"""Drawings and photographs on a page of writing: marks far taller than its letters, which are set aside.

One line took the drawing beside it for a letter, and what was written there was lost; a photograph came out
as forty lines of invented text.
"""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.outline import stroke_width
from inkread.preprocess.segment.marks_table import MarksTable, Numbers
from inkread.preprocess.segment.profile import cores_in

LEAST_LETTER = 8  # px: lower marks are grain and dots
TALLER = 3.5  # times the letters: no capital, bracket or tail is
PENS = 3.0  # times the pen: a letter is higher, a dot is not
LEAST_LETTERS = 5  # fewer do not tell how high letters are
LETTERS_EACH = 3  # for each drawing: with fewer, the tall marks are the writing
CORE_HEIGHT = 2.2  # times the letters: a mark of rows no higher than this is several lines that hang together
SOLID = 0.25  # of its box: no drawing of lines fills so much, and what lies within is a photograph's too
EDGE = 0.05  # of a photograph's sides: so far around it is what came apart from it

Flags = npt.NDArray[np.bool_]


def without_drawings(table: MarksTable) -> tuple[Numbers, Numbers]:
    """Return the marks of a page that are writing, and those that are far too tall for it, as rows.

    Args:
        table: all marks, specks too. What is in neither lies within a photograph.
    """
    tall = _too_tall(table)
    if tall is None:
        return np.arange(len(table)), np.zeros(0, np.int64)
    drawings = np.flatnonzero(tall)
    return np.flatnonzero(~(tall | _of_photographs(table, drawings))), drawings


def _too_tall(table: MarksTable) -> Flags | None:
    """Return which marks are too tall for letters, or None where none is or there are too few letters."""
    seen = table.height >= LEAST_LETTER
    if not seen.any():
        return None
    low = seen & (table.height <= TALLER * np.median(table.height[seen]))
    if (low == seen).all():
        return None
    whole = (slice(None), slice(None))
    pen = stroke_width(table.pixels_of(np.flatnonzero(low), whole).view(np.uint8))
    letters = low & (table.height >= PENS * pen)
    if letters.sum() < LEAST_LETTERS:
        return None
    usual = float(np.median(table.height[letters]))
    tall = table.height > TALLER * usual
    for row in np.flatnonzero(tall).tolist():
        tall[row] = not _is_writing(table, row, usual=usual)
    return tall if 0 < LETTERS_EACH * tall.sum() <= letters.sum() else None


def _is_writing(table: MarksTable, row: int, *, usual: float) -> bool:
    """Return whether a mark is several lines that hang together."""
    cores = cores_in(table, np.array([row]))
    return len(cores) > 1 and all(bottom - top <= CORE_HEIGHT * usual for top, bottom in cores)


def _of_photographs(table: MarksTable, tall: Numbers) -> Flags:
    """Return which marks lie within a photograph, or at its edge."""
    within = np.zeros(len(table), np.bool_)
    x, y = table.left + table.width / 2, table.top + table.height / 2
    for row in tall.tolist():
        width, height = int(table.width[row]), int(table.height[row])
        if table.area[row] < SOLID * width * height:
            continue
        across = (x >= table.left[row] - EDGE * width) & (x <= table.right[row] + EDGE * width)
        within |= across & (y >= table.top[row] - EDGE * height) & (y <= table.bottom[row] + EDGE * height)
    return within
