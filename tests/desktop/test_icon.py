"""The icon is the web page's, in any size."""

from pathlib import Path

import cv2
import numpy as np
import pytest

import inkread
from inkread.desktop.icon import INK, PAPER, icon_png, icon_svg

PAGE_ICON = Path(inkread.__file__).parent / "web" / "static" / "icon.svg"


def pixels(side):
    """Return the icon, axes (height, width, blue green red alpha)."""
    return cv2.imdecode(np.frombuffer(icon_png(side), np.uint8), cv2.IMREAD_UNCHANGED)


def test_it_is_the_icon_of_the_web_page():
    assert icon_svg() == PAGE_ICON.read_text("utf-8")


@pytest.mark.parametrize("side", [48, 128])
def test_its_corners_are_transparent_and_it_is_white_on_blue(side):
    icon = pixels(side)
    assert icon.shape == (side, side, 4)
    assert icon[0, 0, 3] == icon[-1, -1, 3] == 0
    assert tuple(icon[side // 2, 1]) == (*PAPER[::-1], 255)
    assert tuple(icon[side // 4, side // 2]) == (*INK[::-1], 255)


def test_a_larger_one_shows_the_same():
    small = cv2.resize(pixels(64), (16, 16), interpolation=cv2.INTER_AREA)
    assert np.abs(small.astype(int) - pixels(16)).mean() < 4


def test_it_covers_what_the_drawing_covers():
    stem, bars = 16.3 * 3, 2 * (8 * 3 + np.pi * 1.5**2)  # units²: its length by its width, and round ends
    white = (pixels(128)[..., 0] > 180).mean() * 32**2
    assert white == pytest.approx(stem + bars - 2 * 3 * 1.5, rel=0.04)  # the stem begins within the bars
