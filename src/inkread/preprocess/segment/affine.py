"""Where a pixel of a straightened picture lies in the source: maps, and boxes carried through them."""

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Affine: TypeAlias = npt.NDArray[np.float64]
"""A map of points (x, y), axes (2, 3): a matrix and a shift, as OpenCV has them."""

Homography: TypeAlias = npt.NDArray[np.float64]
"""A perspective map of points (x, y, 1), axes (3, 3)."""

PixelBox = tuple[int, int, int, int]
"""Top, left, height and width in pixels, as every trail has boxes."""

Places = npt.NDArray[np.int64]
"""Rows or columns of some pixels, axes (n,)."""

SAME: Affine = np.eye(2, 3)
LAST_ROW = (0.0, 0.0, 1.0)  # of an affine map as a perspective one
ROUNDING = 1e-6


def chained(first: Affine | Homography, second: Affine | Homography) -> Affine | Homography:
    """Return the map that does `first`, then `second`; affine if both are.

    >>> chained(moved(1, 2), moved(10, 20)).tolist()
    [[1.0, 0.0, 11.0], [0.0, 1.0, 22.0]]
    """
    if len(first) == 3 and len(second) == 2:  # the last row of a perspective map stays
        second = np.vstack([second, LAST_ROW])
    return np.asarray(second @ (first if len(first) == 3 else np.vstack([first, LAST_ROW])))


def moved(x: float, y: float) -> Affine:
    """Return the map that moves a point."""
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y]])


def scaled(x: float, y: float) -> Affine:
    """Return the map that scales both coordinates."""
    return np.array([[x, 0.0, 0.0], [0.0, y, 0.0]])


def sheared(*, across: float = 0.0, down: float = 0.0) -> Affine:
    """Return the map that moves x by `across` a row, or y by `down` a column."""
    return np.array([[1.0, across, 0.0], [down, 1.0, 0.0]])


def turned(turns: int, *, height: int, width: int) -> Affine:
    """Return the map from a picture turned by quarters, counterclockwise, to the picture before that.

    Args:
        turns: number of quarters.
        height: of the picture before, px.
        width: of the picture before, px.

    >>> (turned(1, height=3, width=5) @ (0.0, 0.0, 1.0)).tolist()
    [5.0, 0.0]
    """
    return (
        SAME,
        np.array([[0.0, -1.0, width], [1.0, 0.0, 0.0]]),
        np.array([[-1.0, 0.0, width], [0.0, -1.0, height]]),
        np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, height]]),
    )[turns % 4]


def box_around(
    rows: Places, columns: Places, onto: Affine | Homography, *, within: tuple[int, int]
) -> PixelBox:
    """Return the upright box around pixels after the map, cut to an image of (height, width) `within`.

    A pixel covers its place to the next one, so that a map that does nothing gives the pixels' own box.

    >>> box_around(np.array([2, 3]), np.array([5, 9]), SAME, within=(10, 20))
    (2, 5, 2, 5)
    """
    maps = onto.tolist()
    across, down, *depth = (columns * x + rows * y + ((x + y) / 2 + shift) for x, y, shift in maps)
    half = max(abs(step) for one in maps[:2] for step in one[:2]) / 2
    if depth:
        half /= float(depth[0].min())
        across, down = across / depth[0], down / depth[0]
    ends = []
    for places, size in ((across, within[1]), (down, within[0])):
        first = min(max(0, math.floor(float(places.min()) - half + ROUNDING)), size - 1)
        ends.append((first, min(max(first + 1, math.ceil(float(places.max()) + half - ROUNDING)), size)))
    (left, right), (top, bottom) = ends
    return top, left, bottom - top, right - left
