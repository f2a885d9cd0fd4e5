"""The cells of printed boxes: each holds one character, whatever touches or hangs over its walls.

A form says where its characters stand. Told by gaps alone, a 7 whose bar reaches into the next box was half
of two characters, and of boxes that touch one in four strings was read wrong.
"""

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.paper import Mask

Cells = npt.NDArray[np.int32]
"""The number of the cell at each pixel from 1, -1 on the walls around, 0 elsewhere; axes (height, width)."""

LEAST_SIDE = 8  # px of a cell: a narrower one is the room between two boxes that touch
OVER = 0.2  # of a mark's ink: less of it beyond a wall is an end that hangs over, and goes with the rest


def cells_of(walls: Mask) -> Cells:
    """Return the cells between the walls of a form; what reaches the edge of `walls` is outside of it."""
    count, cell_of, stats, _ = cv2.connectedComponentsWithStats(1 - walls, connectivity=4, ltype=cv2.CV_32S)
    left, top, width, height = stats[:, :4].T
    tall, wide = walls.shape
    inside = (left > 0) & (top > 0) & (left + width < wide) & (top + height < tall) & (np.arange(count) > 0)
    cell = inside & (np.minimum(width, height) >= LEAST_SIDE)
    numbers = np.where(cell, np.cumsum(cell), np.where(inside, -1, 0)).astype(np.int32)
    return np.where(walls > 0, -1, numbers[cell_of]).astype(np.int32)


def parted(mask: Mask, cell_of: Cells) -> Mask:
    """Return the mask with marks that two cells share cut at the wall between them, and walls' rests gone.

    Args:
        mask: 1 where there is ink, axes (height, width).
        cell_of: the cells.
    """
    if not cell_of.any():
        return mask
    count, mark_of = cv2.connectedComponents(mask, connectivity=8)
    mark, cell, num = _shares(mark_of, cell_of)
    inside = cell > 0
    held = np.bincount(mark, weights=num * inside, minlength=count)
    shared = np.bincount(mark, weights=inside & (num > OVER * held[mark]), minlength=count) > 1
    rest = np.bincount(mark, minlength=count) == np.bincount(mark, weights=cell < 0, minlength=count)
    gone = (shared[mark_of] & (cell_of < 1)) | rest[mark_of]
    return np.where(gone & (mark_of > 0), 0, mask).astype(np.uint8)


def cell_of_marks(mark_of: npt.NDArray[np.int32], cell_of: Cells) -> npt.NDArray[np.int64]:
    """Return the cell that holds most of each mark, by the mark's number; 0 for one that is in none."""
    found = np.zeros(int(mark_of.max()) + 1, np.int64)
    if not cell_of.any():
        return found
    mark, cell, num = (column[::-1] for column in _shares(mark_of, cell_of))
    inside = np.flatnonzero(cell > 0)  # what lies beside the cells and on their walls has no say
    order = inside[np.argsort(num[inside], kind="stable")]
    found[mark[order]] = cell[order]  # of equals the first cell, which comes last here
    return found


def _shares(
    mark_of: npt.NDArray[np.int32], cell_of: Cells
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each mark beside each cell, wall or rest, that it has pixels in, and how many, axes (n,) each.

    Thousands of boxes hold thousands of marks: a table of all of them by all would fill the memory.
    """
    ink = mark_of > 0
    num_cells = int(cell_of.max()) + 2
    both, num = np.unique(mark_of[ink].astype(np.int64) * num_cells + cell_of[ink] + 1, return_counts=True)
    return both // num_cells, both % num_cells - 1, num
