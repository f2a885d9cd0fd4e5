"""Affine changes: the glyph slanted, shrunk, turned and moved, black where nothing was."""

import cv2
import numpy as np
import numpy.typing as npt

from inkread.evaluation.corruptions.levels import SIDE, Glyphs

SHEAR = 0.4  # radians: severity 2 of 5
SHRUNK = 0.7  # of its size: severity 3 of 5
TURN = 0.4  # radians, 23 degrees: severity 2 of 5
MOVED = 3.0  # px along both axes: severity 3 of 5
MIDDLE = (SIDE - 1) / 2  # px, what slanting, shrinking and turning leave in its place

Matrices = npt.NDArray[np.float64]
"""From a place in the new image to one in the old, axes (n, 2, 2), acting on (column, row)."""


def shear(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs slanted left or right, and as much higher as the authors' library made them."""
    angle = SHEAR * _either_way(len(glyphs), rng)
    return _warp(glyphs, _matrices(np.ones_like(angle), -np.sin(angle), 0.0 * angle, np.cos(angle)))


def scale(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs shrunk about the middle."""
    return _warp(glyphs, np.broadcast_to(np.eye(2) / SHRUNK, (len(glyphs), 2, 2)))


def rotate(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs turned about the middle, one way or the other."""
    angle = TURN * _either_way(len(glyphs), rng)
    return _warp(glyphs, _matrices(np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)))


def translate(glyphs: Glyphs, rng: np.random.Generator) -> Glyphs:
    """Return the glyphs moved towards one of the corners; what leaves the image is lost."""
    moves = MOVED * np.stack([_either_way(len(glyphs), rng), _either_way(len(glyphs), rng)], axis=-1)
    return _warp(glyphs, np.broadcast_to(np.eye(2), (len(glyphs), 2, 2)), moves)


def _either_way(count: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return 1 or -1 for each image, axes (n,)."""
    return rng.choice([-1.0, 1.0], count)


def _matrices(*cells: npt.NDArray[np.float64]) -> Matrices:
    """Return matrices of their four cells, row by row, each with axes (n,)."""
    return np.stack(cells, axis=-1).reshape(-1, 2, 2)


def _warp(glyphs: Glyphs, matrices: Matrices, moves: npt.NDArray[np.float64] | None = None) -> Glyphs:
    """Return each glyph as its matrix and its move, (column, row) in px, say, between pixels linearly."""
    middle = np.full(2, MIDDLE)
    warped = np.empty_like(glyphs)
    for row, matrix in enumerate(matrices):
        offset = middle - matrix @ middle + (0.0 if moves is None else moves[row])
        warped[row] = cv2.warpAffine(
            glyphs[row],
            np.column_stack([matrix, offset]),
            (SIDE, SIDE),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
        )
    return warped
