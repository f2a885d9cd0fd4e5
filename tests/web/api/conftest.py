"""A form of one field, blank and filled in."""

import cv2
import numpy as np
import pytest

from .member_card import HEIGHT, WIDTH, printed


@pytest.fixture(scope="module")
def blank(png_of):
    """A PNG file of the blank form."""
    return png_of(printed())


@pytest.fixture(scope="module")
def scan(drawing, png_of):
    """A PNG file of the form with `L7` in its field, a little turned."""
    sheet = printed()
    for place, char in enumerate("L7"):
        glyph = cv2.resize(drawing(char), (80, 80), interpolation=cv2.INTER_AREA)
        corner = sheet[160:240, 70 + 100 * place : 150 + 100 * place]
        np.minimum(corner, glyph, out=corner)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 2.0, 0.97)
    return png_of(cv2.warpAffine(sheet, turn, (WIDTH, HEIGHT), borderValue=235))
