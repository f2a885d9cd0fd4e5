"""Lines of writing are told apart where their tails touch, and none is made of a few dots and tails."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.page import segment

HIGH, PEN = 30, 6


def line_of_letters(num=14, *, tails=(3, 8), stems=(5, 11)):
    """Return letters with round bodies of 30 px, some with a tail below or a stem above, axes (90, width)."""
    drawn = np.full((90, 60 + 40 * num), 255, np.uint8)
    for place in range(num):
        left = 30 + 40 * place
        cv2.ellipse(drawn, (left + 12, 45), (12, 12), 0, 0, 360, 0, PEN)
        if place in tails:
            cv2.line(drawn, (left + 24, 45), (left + 24, 84), 0, PEN)
        if place in stems:
            cv2.line(drawn, (left + 24, 6), (left + 24, 45), 0, PEN)
    return drawn


def page_of(lines, *, pitch):
    """Return lines of writing set so many px apart."""
    page = np.full((pitch * len(lines) + 120, max(line.shape[1] for line in lines)), 255, np.uint8)
    for place, line in enumerate(lines):
        part = page[20 + pitch * place : 110 + pitch * place, : line.shape[1]]
        np.minimum(part, line, out=part)
    return page


def heights(page):
    """Return how high the ink of each line is in the picture."""
    return [line[0].in_source(0, len(line[0]))[2] for line in segment(page, lines=True, words=False).lines]


@pytest.mark.parametrize("pitch", [90, 66, 60])
def test_lines_whose_tails_meet_stems_are_told_apart(pitch):
    stems = line_of_letters(stems=(3, 8, 11))  # below the tails of the line above
    found = heights(page_of([line_of_letters(), stems, stems, stems, line_of_letters(tails=())], pitch=pitch))
    assert len(found) == 5
    assert max(found) <= 95


def test_a_page_on_which_nearly_all_marks_hang_together_has_its_lines():
    all_tails = line_of_letters(6, tails=range(6), stems=range(6))
    assert len(heights(page_of([all_tails] * 4, pitch=60))) == 4


def test_the_tails_and_dots_between_two_lines_are_no_line():
    page = page_of([line_of_letters()] * 3, pitch=110)
    for left in (100, 300, 420):
        cv2.rectangle(page, (left, 116), (left + 14, 134), 0, -1)
    assert len(heights(page)) == 3


def test_a_row_of_noughts_is_one_line():
    assert len(heights(line_of_letters(tails=(), stems=()))) == 1


def test_a_short_line_stays_a_line():
    short = line_of_letters(3, tails=(), stems=())
    assert len(heights(page_of([line_of_letters(), short, line_of_letters()], pitch=100))) == 3
