"""Other paper: coloured, and ruled."""

import numpy as np

from inkread.evaluation.distortions.page import CHARACTER, PAGE, WHITE
from inkread.trail import GreyImage

BALLPOINT = (30.0, 45.0, 120.0)  # red, green, blue of dark blue ink
WARMTH = (1.06, 1.0, 0.8)  # of paper from cream to kraft, as shares of its grey level
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601, by which a picture becomes grey
ROW = CHARACTER // 2  # px from one line to the next, so that two or three cross the character
LINE = 2  # px, a line's width


def tinted(page: GreyImage, level: float, rng: np.random.Generator) -> GreyImage:
    """Return the page in colours, blue ink on tinted paper of the grey `level`, axes (160, 160, 3)."""
    ink = ((WHITE - page) / WHITE)[..., None]
    warm = np.array(WARMTH) / np.dot(WARMTH, LUMA)
    paper = np.clip(level * warm, 0, WHITE)
    return np.asarray(np.rint(paper * (1.0 - ink) + np.minimum(BALLPOINT, paper) * ink), np.uint8)


def ruled(page: GreyImage, percent: float, rng: np.random.Generator) -> GreyImage:
    """Return the page on ruled paper whose lines are `percent` as dark as the ink; their height is chance."""
    lines = np.full(PAGE, WHITE, np.uint8)
    first = int(rng.integers(ROW))
    for width in range(LINE):
        lines[(first + width) % ROW :: ROW] = WHITE - round(percent / 100.0 * WHITE)
    return np.minimum(page, lines[:, None])
