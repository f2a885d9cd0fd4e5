"""Grains of paper among the ink: what a scanner in black and white makes of a grey page.

In such a picture of a word grains are as black as the ink, and as wide as the pen where they hang together,
so no level parts the two. Grains are small, though: under a stricter level they fall apart, strokes hold.
"""

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import MarksTable, all_marks
from inkread.preprocess.segment.sheet import Sheet

SMALL_MARK = 0.25  # of the highest mark's height, both ways: a grain, a dot or a short dash
MOST_SMALL, MOST_A_MARK = 5, 2.0  # small marks, and as many for each other mark: more are grains
STRICT_SHARE = 0.6  # of full ink: where grains fall apart
SMALL_PART = 0.3  # of the sheet's height, both ways: what is larger under the strict level is a stroke
LARGE = 5.0  # times the usual grain's area: what is larger is a dot, a dash or part of a letter
FULL = 255
AROUND = np.ones((3, 3), np.uint8)


def without_grains(sheet: Sheet) -> Sheet:
    """Return a sheet of one line of writing without the grains of its paper, if there are many of them.

    Args:
        sheet: as it was lifted off the paper.
    """
    if not _is_grainy(all_marks(sheet.mask)):
        return sheet
    table = all_marks((sheet.share > STRICT_SHARE * FULL).astype(np.uint8))
    small = _is_within(table, SMALL_PART * sheet.mask.shape[0])
    if not small.any():
        return sheet
    strokes = np.flatnonzero(~small | (table.area > LARGE * np.median(table.area[small])))
    if not strokes.size:
        return sheet
    held = np.isin(table.mark_of, table.number[strokes]).astype(np.uint8)
    mask = np.asarray(cv2.dilate(held, AROUND) & sheet.mask, dtype=np.uint8)
    share = np.where(cv2.dilate(mask, AROUND) > 0, sheet.share, 0).astype(np.uint8)
    return replace(sheet, mask=mask, share=share)


def _is_grainy(table: MarksTable) -> bool:
    """Return whether a line has more small marks than writing brings: dots, dashes, broken strokes."""
    if not len(table):
        return False
    num_small = int(_is_within(table, SMALL_MARK * int(table.height.max())).sum())
    return num_small > max(MOST_SMALL, MOST_A_MARK * (len(table) - num_small))


def _is_within(table: MarksTable, side: float) -> npt.NDArray[np.bool_]:
    """Return which marks are no longer than `side` either way."""
    return np.asarray(np.maximum(table.width, table.height) <= side)
