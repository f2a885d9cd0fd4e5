"""Figures of all pieces of a line at once: where each lies, and the moments of its ink."""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.marks_table import Numbers
from inkread.trail import GreyImage

PieceOf = npt.NDArray[np.int32]
"""The number of the piece at each pixel from 1, 0 for none; axes (height, width)."""

Floats = npt.NDArray[np.float64]

HALF = 127  # of 255, full ink: where a blurred edge has its true place
POWERS = ((0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (2, 0))
"""Of x and y, in each moment."""


def boxes_of(piece_of: PieceOf, num: int) -> Numbers:
    """Return top, left, bottom and right of each numbered piece, axes (num, 4); bottom and right exclusive.

    A piece without a pixel has an empty box at the origin.
    """
    rows, columns, owners = _pixels(piece_of, piece_of > 0)
    tall, wide = piece_of.shape
    found = np.tile(np.array([tall, wide, 0, 0], np.int64), (num, 1))
    for axis, places in enumerate((rows, columns)):
        np.minimum.at(found[:, axis], owners, places)
        np.maximum.at(found[:, axis + 2], owners, places + 1)
    return np.where(found[:, 2:3] > 0, found, 0)


def moments_of(piece_of: PieceOf, share: GreyImage, num: int) -> Floats:
    """Return the sums of 1, x, y, x·y, y² and x² over each piece's pixels of half ink or more, axes (num, 6).

    Those of several pieces together are the sums of theirs.
    """
    rows, columns, owners = _pixels(piece_of, (piece_of > 0) & (share > HALF))
    x, y = columns.astype(np.float64), rows.astype(np.float64)
    sums = [np.bincount(owners, weights=x**across * y**down, minlength=num) for across, down in POWERS]
    return np.stack(sums, axis=1)


def _pixels(piece_of: PieceOf, where: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    """Return row, column and the piece's number less one of each pixel that is asked for, axes (n,) each."""
    rows, columns = np.nonzero(where)
    return rows, columns, piece_of[rows, columns].astype(np.int64) - 1
