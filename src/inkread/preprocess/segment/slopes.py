"""How a picture of writing leans: the skew of its lines and the slant of its letters."""

import cv2
import numpy as np

from inkread.preprocess.paper import Mask, fit_longest_side
from inkread.preprocess.segment.affine import sheared

LOOKED_AT = 600  # px: the longest side of the copy on which slopes are looked for
STEEPEST_SKEW, SKEW_STEP = 0.12, 0.01  # rows a column: 7 degrees, by half a degree
STEEPEST_SLANT, SLANT_STEP = 0.7, 0.1  # columns a row: 35 degrees
CLEAR_GAIN = 1.03  # times the sharpness of the picture as it is: less is chance


def skew_of(mask: Mask) -> float:
    """Return by how many rows the lines of writing fall a column; 0 where none is clearly better.

    The one that makes the rows' sums of ink differ most: full where letters are, empty between lines.
    """
    return _sharpest(fit_longest_side(mask, LOOKED_AT), steepest=STEEPEST_SKEW, step=SKEW_STEP, down=True)


def slant_of(mask: Mask) -> float:
    """Return by how many columns upright strokes lean a row (below 0: to the right, as most hands do).

    The one that makes the columns' sums of ink differ most, as upright stems do.
    """
    return _sharpest(fit_longest_side(mask, LOOKED_AT), steepest=STEEPEST_SLANT, step=SLANT_STEP, down=False)


def _sharpest(mask: Mask, *, steepest: float, step: float, down: bool) -> float:
    """Return the slope of the shear that undoes the lean, 0 unless it is clearly sharper than none."""
    steps = round(steepest / step)
    slopes = step * np.arange(-steps, steps + 1)
    sharpness = np.array([_sharpness(mask, float(slope), down=down) for slope in slopes])
    best = int(sharpness.argmax())
    return -float(slopes[best]) if sharpness[best] > CLEAR_GAIN * sharpness[steps] else 0.0


def _sharpness(mask: Mask, slope: float, *, down: bool) -> float:
    """Return the sum of squares of the rows' (of a shear down) or columns' sums of ink after a shear."""
    height, width = mask.shape
    length = round(abs(slope) * (width if down else height))
    onto = sheared(down=slope) if down else sheared(across=slope)
    onto[1 if down else 0, 2] = length if slope < 0 else 0.0
    shape = (width, height + length) if down else (width + length, height)
    moved = cv2.warpAffine(mask, onto, shape, flags=cv2.INTER_NEAREST)
    sums = cv2.reduce(moved, 1 if down else 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).astype(np.float64)
    return float((sums**2).sum())
