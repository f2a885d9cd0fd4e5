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
    shares = _shares(mark_of, cell_of, count)
    held = shares[:, 2:]
    shared = (held > OVER * np.maximum(held.sum(axis=1), 1)[:, None]).sum(axis=1) > 1
    rest = (shares[:, 0] > 0) & (shares[:, 1:].sum(axis=1) == 0)
    gone = (shared[mark_of] & (cell_of < 1)) | rest[mark_of]
    return np.where(gone & (mark_of > 0), 0, mask).astype(np.uint8)


def cell_of_marks(mark_of: npt.NDArray[np.int32], cell_of: Cells) -> npt.NDArray[np.int64]:
    """Return the cell that holds most of each mark, by the mark's number; 0 for one that is in none."""
    shares = _shares(mark_of, cell_of, int(mark_of.max()) + 1)[:, 1:]
    shares[:, 0] = 0  # what lies beside the cells and on their walls has no say
    found = shares.argmax(axis=1)
    found[0] = 0
    return np.asarray(found, dtype=np.int64)


def _shares(mark_of: npt.NDArray[np.int32], cell_of: Cells, num_marks: int) -> npt.NDArray[np.int64]:
    """Return the pixels of each mark on walls, elsewhere, and in each cell, axes (marks, 2 + cells)."""
    num = int(cell_of.max()) + 2
    both = mark_of.ravel().astype(np.int64) * num + cell_of.ravel() + 1
    return np.bincount(both, minlength=num_marks * num).reshape(num_marks, num)
