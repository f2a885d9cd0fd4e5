"""Where and how a character lies on its page: turned, smaller, out of the middle and over the edge."""

import cv2
import numpy as np
import numpy.typing as npt

from inkread.evaluation.distortions.page import CHARACTER, PAGE, WHITE
from inkread.trail import GreyImage

MIDDLE = (PAGE - 1) / 2  # px
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))  # right, left, down, up


def turned(page: GreyImage, degrees: float, rng: np.random.Generator) -> GreyImage:
    """Return the page turned about its middle, to the left or to the right by chance."""
    angle = degrees * rng.choice([-1, 1])
    return _moved(page, cv2.getRotationMatrix2D((MIDDLE, MIDDLE), angle, 1.0))


def scaled(page: GreyImage, size: float, rng: np.random.Generator) -> GreyImage:
    """Return the page taken from farther away: the character `size` px long, all with less detail."""
    side = round(PAGE * size / CHARACTER)
    return np.asarray(cv2.resize(page, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def shifted(page: GreyImage, percent: float, rng: np.random.Generator) -> GreyImage:
    """Return the page with its character off the middle, to one side by chance, by `percent` of its size.

    A character in the middle has half of its size of paper on each side: from 50 % on, one as wide or as
    high as that touches the picture's edge, and beyond it is cut off.
    """
    ink = np.argwhere(page < WHITE)
    if not len(ink):
        return page
    middle = (ink.min(axis=0) + ink.max(axis=0)) / 2.0
    across, down = (CHARACTER * percent / 100.0 * side for side in rng.choice(SIDES))
    matrix = np.array([[1.0, 0.0, CHARACTER - middle[1] + across], [0.0, 1.0, CHARACTER - middle[0] + down]])
    return _moved(page, matrix)


def _moved(page: GreyImage, matrix: npt.NDArray[np.float64]) -> GreyImage:
    """Return the page under an affine map, (2, 3), acting on (column, row); more paper comes in."""
    moved = cv2.warpAffine(
        page, matrix, (PAGE, PAGE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=WHITE
    )
    return np.asarray(moved, np.uint8)
