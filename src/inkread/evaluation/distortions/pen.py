"""Another pen: from hairline to marker."""

import cv2
import numpy as np

from inkread.evaluation.distortions.page import CHARACTER, WHITE
from inkread.trail import GreyImage

CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def other_pen(page: GreyImage, percent: float, rng: np.random.Generator) -> GreyImage:
    """Return the character written with a pen wider, or narrower, by `percent` of the character's size."""
    ink = WHITE - page
    change = round(abs(percent) / 100.0 * CHARACTER)
    if percent > 0:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (change + 1, change + 1))
        return np.asarray(WHITE - cv2.dilate(ink, kernel), np.uint8)
    for _ in range(change // 2):
        ink = _narrower(ink)
    return np.asarray(WHITE - ink, np.uint8)


def _narrower(ink: GreyImage) -> GreyImage:
    """Return the ink without a pixel on each side; strokes that would vanish whole stay."""
    thin = cv2.erode(ink, CROSS)
    lost = cv2.subtract(ink, cv2.dilate(thin, CROSS))
    return np.asarray(cv2.max(thin, lost), np.uint8)
