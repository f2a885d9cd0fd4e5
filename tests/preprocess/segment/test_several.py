"""A picture of several lines that is read as one says so; a single line never does."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.segment.page import segment, traced_writing

PEN = 5


def rows_of_rings(*nums, pitch=70):
    """Return rows of so many rings of 30 px, black on white."""
    page = np.full((60 + pitch * len(nums), 500), 255, np.uint8)
    for row, num in enumerate(nums):
        for place in range(num):
            cv2.ellipse(page, (50 + 45 * place, 50 + pitch * row), (12, 15), 0, 0, 360, 0, PEN)
    return page


def warnings(page, **asked):
    """Return the codes of the warnings of a picture, read in pieces and, as one line, whole."""
    said = [one.code for one in segment(page, **asked).trail.warnings]
    if not asked:
        assert said == [one.code for one in traced_writing(DecodedImage(page, {}))[1].warnings]
    return said


def test_several_lines_read_as_one_say_so():
    page = rows_of_rings(6, 4, 8)
    assert warnings(page) == ["several_lines"]
    assert warnings(page, lines=True) == []


@pytest.mark.parametrize("nums", [(6,), (6, 6), (6, 1, 6)])
def test_one_line_or_what_may_be_one_says_nothing(nums):
    assert warnings(rows_of_rings(*nums)) == []


def test_a_word_between_two_ruled_lines_is_one_line():
    page = rows_of_rings(0, 6, 0)
    page[50:53, 20:480] = 0
    page[190:193, 20:480] = 0
    assert warnings(page) == []
