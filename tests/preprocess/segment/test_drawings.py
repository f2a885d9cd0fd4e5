"""A drawing or a photograph on a page takes no letters with it, and is named; high writing is no drawing."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.page import segment

HIGH, PEN = 30, 5


def page_of(*tops, height=900, width=900, letters=9):
    """Return lines of letters of 30 px, their first rows given, black on white."""
    page = np.full((height, width), 255, np.uint8)
    for top in tops:
        for place in range(letters):
            cv2.ellipse(page, (60 + 45 * place, top + HIGH // 2), (12, HIGH // 2), 0, 0, 360, 0, PEN)
    return page


def house(page, *, left=300, top=300):
    """Draw a house of 400 px."""
    roof = np.array([(0, 150), (200, 0), (400, 150), (400, 400), (0, 400), (0, 150), (400, 150)])
    cv2.polylines(page, [roof + np.array([left, top])], False, 0, PEN)


def photo(page, part):
    """Paste grain with dark and light patches, some of which hang together."""
    rng = np.random.default_rng(1)
    height, width = page[part].shape
    y, x = np.mgrid[:height, :width]
    waves = 118 + 70 * np.sin(x / 60) + 60 * np.cos(y / 45) + rng.normal(0, 18, (height, width))
    page[part] = waves.clip(0, 255).astype(np.uint8)


def read(page):
    """Return the first row of each line in the picture, and the codes of the warnings."""
    found = segment(page, lines=True, words=False)
    tops = [line[0].in_source(0, len(line[0]))[0] for line in found.lines]
    return [round(top, -1) for top in tops], [one.code for one in found.trail.warnings]


def test_a_drawing_takes_no_letters_with_it_and_is_named():
    page = page_of(60)
    house(page)
    assert read(page) == ([60], ["left_out"])
    (said,) = segment(page, lines=True).trail.warnings
    assert "px at 297, 297" in said.message


def test_lines_above_and_below_a_photograph_are_read():
    page = page_of(60, 140, 830)
    photo(page, (slice(250, 700), slice(100, 800)))
    assert read(page) == ([60, 140, 830], ["left_out"])


def test_a_photograph_alone_is_no_text():
    page = np.full((600, 800), 255, np.uint8)
    photo(page, (slice(None), slice(None)))
    found = segment(page, lines=True)
    assert (found.lines, [one.code for one in found.trail.warnings]) == ((), ["left_out"])
    assert not found.trail.blank


def test_writing_within_a_frame_drawn_by_hand_is_read():
    page = page_of(300, 380, 460)
    cv2.ellipse(page, (300, 400), (290, 200), 0, 0, 360, 0, PEN)
    assert read(page) == ([300, 380, 460], ["left_out"])


def test_lines_that_hang_together_are_no_drawing():
    page = page_of(60, 130, 200, 270, 340)
    for place in range(3, 6):
        cv2.line(page, (72 + 45 * place, 75), (72 + 45 * place, 355), 0, PEN)
    assert read(page)[1] == []


@pytest.mark.parametrize("num", [1, 4])
def test_letters_with_many_dots_are_no_drawings(num):
    page = page_of(200, letters=num)
    page = cv2.resize(page, None, fx=3.0, fy=3.0)
    for place in range(12):
        cv2.circle(page, (200 + 60 * place, 500), 6, 0, -1)
    assert read(page)[1] == []
