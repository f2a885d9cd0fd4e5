"""The clean page that every distortion begins with: one glyph in black on white, drawn with a crisp pen."""

import cv2
import numpy as np

from inkread.preprocess.frame import LONGEST, SIDE
from inkread.trail import GreyImage

ENLARGED = 4  # px of the page for one of the glyph
FINE = 2  # times finer than the page: where the outline is cut, and then averaged
CHARACTER = ENLARGED * LONGEST  # px, the character's longest side
MARGIN = 24  # px of paper around the glyph's frame
PAGE = ENLARGED * SIDE + 2 * MARGIN  # px, both ways
WHITE = 255
HALF = 127  # grey level at which the outline of the enlarged glyph lies


def clean_page(glyph: GreyImage) -> GreyImage:
    """Return the page of a glyph, axes (160, 160), uint8, black ink on white paper.

    The character is 80 px long, as of a photograph held near; its outline is smooth, without the steps of
    the glyph's own pixels.

    Args:
        glyph: axes (28, 28), uint8, white ink on black, as the contract frames it.
    """
    side = ENLARGED * FINE * SIDE
    soft = cv2.resize(glyph, (side, side), interpolation=cv2.INTER_CUBIC)
    crisp = np.where(soft > HALF, np.uint8(WHITE), np.uint8(0))
    ink = cv2.resize(crisp, (ENLARGED * SIDE, ENLARGED * SIDE), interpolation=cv2.INTER_AREA)
    page = np.full((PAGE, PAGE), WHITE, np.uint8)
    page[MARGIN:-MARGIN, MARGIN:-MARGIN] = WHITE - ink
    return page
