"""Outlines come out crisp: blur hardly matters, hairlines survive and thin parts stay joined."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.contract import preprocess
from inkread.preprocess.marks import find_marks
from inkread.preprocess.outline import FINE_SIDE, outline, stroke_width
from inkread.preprocess.paper import lift_ink


def outlined(page):
    ink = lift_ink(255 - page)
    return outline(ink, find_marks(ink))


def likeness(page, other):
    """Return the correlation of two glyphs, at the best of the shifts by a pixel that rounding makes."""
    glyph, moved = preprocess(page).glyph.ravel(), preprocess(other).glyph
    steps = (-1, 0, 1)
    shifts = [np.roll(moved, (down, across), (0, 1)).ravel() for down in steps for across in steps]
    return max(np.corrcoef(glyph, shifted)[0, 1] for shifted in shifts)


def parts(glyph):
    return cv2.connectedComponents((glyph > 0).astype(np.uint8), connectivity=8)[0] - 1


@pytest.mark.parametrize("grapheme", "17LTVX")
@pytest.mark.parametrize("sigma", [1.0, 1.5, 2.0])
def test_blur_of_the_source_hardly_matters(drawing, grapheme, sigma):
    page = drawing(grapheme, pen=9)
    assert likeness(page, cv2.GaussianBlur(page, (0, 0), sigma)) > 0.95


def test_the_outline_is_black_or_white_and_large_enough(drawing):
    for page in (drawing("7"), cv2.resize(drawing("7"), (30, 30), interpolation=cv2.INTER_AREA)):
        crisp = outlined(page)
        assert set(np.unique(crisp)) == {0, 255}
        assert max(crisp.shape) >= FINE_SIDE


@pytest.mark.parametrize("angle", [0, 7, 30, 45, 90])
def test_a_hairline_of_one_pixel_in_an_image_of_1000_survives_whole(angle):
    page = np.full((1000, 1000), 255, np.uint8)
    turn = np.deg2rad(angle)
    reach = np.array([np.cos(turn), np.sin(turn)]) * 400
    start, end = (500 - reach).astype(int).tolist(), (500 + reach).astype(int).tolist()
    cv2.line(page, start, end, 0, 1)
    glyph = preprocess(page).glyph
    assert glyph.max() == 255
    assert parts(glyph) == 1
    assert max(glyph.any(axis=0).sum(), glyph.any(axis=1).sum()) == 20
    assert (glyph > 100).sum() >= 18


def test_a_thin_upstroke_beside_a_thick_downstroke_is_kept():
    page = np.full((200, 200), 255, np.uint8)
    cv2.line(page, (60, 30), (60, 170), 0, 21)
    cv2.line(page, (60, 160), (150, 40), 0, 3)
    for image in (page, cv2.GaussianBlur(page, (0, 0), 1.5)):
        glyph = preprocess(image).glyph
        assert parts(glyph) == 1
        assert glyph.any(axis=0).sum() >= 13


def test_a_blurred_loop_stays_open():
    page = np.full((120, 120), 255, np.uint8)
    cv2.ellipse(page, (60, 60), (22, 34), 0, 0, 360, 0, 9)
    glyph = preprocess(cv2.GaussianBlur(page, (0, 0), 3)).glyph
    assert cv2.connectedComponents((glyph < 128).astype(np.uint8), connectivity=4)[0] - 1 == 2


@pytest.mark.parametrize("width", [3, 4, 6, 10])
def test_the_width_of_a_straight_stroke_is_measured_within_a_tenth(width):
    mask = np.zeros((140, 60), np.uint8)
    mask[10:130, 20 : 20 + width] = 1
    assert stroke_width(mask) == pytest.approx(width, rel=0.1)


@pytest.mark.parametrize("grapheme", "17LTX")
@pytest.mark.parametrize("side", [40, 60, 360, 900])
def test_the_size_of_the_source_hardly_matters(drawing, grapheme, side):
    page = drawing(grapheme, pen=9)
    method = cv2.INTER_AREA if side < len(page) else cv2.INTER_CUBIC
    assert likeness(page, cv2.resize(page, (side, side), interpolation=method)) > 0.95
