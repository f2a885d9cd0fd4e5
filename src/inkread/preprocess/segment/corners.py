"""Whether what looks like a box has a box's corners: an 8, a B, a D and an O have round ones."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask
from inkread.preprocess.straight_lines import Line

WIDEST = 1.5  # times its height: a wider mark is a row of boxes
ROUND_PX, ROUND = 2.0, 0.12  # px, and of the shorter side: further than that from its corner, ink is round
Profile = npt.NDArray[np.float64]
"""How far from the side an edge lies in each column, px, axes (width,)."""


def has_corners(mark: Mask, across: Sequence[Line], down: Sequence[Line]) -> bool:
    """Return whether a mark has ink near each of the four corners that its outer lines make, or is too wide.

    Printed letters of straight strokes have lines along all their sides as a box has: of typeset B one in
    twenty was taken for an empty box of two cells, and the text had a letter less without a word of it. A
    row of boxes is no letter, and may have lost a corner where the scan is faint.

    Args:
        mark: 1 where there is ink, axes (height, width).
        across: the upper and the lower line.
        down: the left and the right line, found in the mark's transpose.
    """
    height, width = mark.shape
    if width > WIDEST * height:
        return True
    top, bottom = _inward(mark, across[0].slope), _inward(mark[::-1], -across[1].slope)
    left, right = _inward(mark.T, down[0].slope), _inward(mark.T[::-1], -down[1].slope)
    rows, columns = np.nonzero(mark)
    from_above, from_below = rows - top[columns], height - 1 - rows - bottom[columns]
    from_left, from_right = columns - left[rows], width - 1 - columns - right[rows]
    nearest = [
        float((vertical + horizontal).min())
        for vertical in (from_above, from_below)
        for horizontal in (from_left, from_right)
    ]
    return bool(max(nearest) <= max(ROUND_PX, ROUND * min(height, width)))


def _inward(mark: Mask, slope: float) -> Profile:
    """Return how many rows from the top the edge lies in each column: a line, whatever juts out of it."""
    columns = np.arange(mark.shape[1])
    level = mark.argmax(axis=0) - slope * columns
    return np.asarray(np.median(level[mark.any(axis=0)]) + slope * columns)
