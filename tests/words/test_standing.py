"""The boxes of characters that were read whole: whole marks where the ink is apart, parts of it where not."""

import numpy as np
import pytest

from inkread.preprocess.segment.affine import SAME
from inkread.preprocess.segment.sheet import Sheet
from inkread.words.standing import places

HEIGHT, WIDTH = 60, 200


@pytest.fixture
def sheet():
    """Makes a sheet with strokes, each a box of top, left, height and width."""

    def make(*strokes):
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        for top, left, height, width in strokes:
            mask[top : top + height, left : left + width] = 1
        return Sheet(mask * 255, mask, SAME, (HEIGHT, WIDTH), np.zeros((HEIGHT, WIDTH), np.int32))

    return make


def test_a_box_holds_no_ink_of_a_neighbour_that_stands_apart(sheet):
    bar_and_stem = ((5, 60, 4, 50), (5, 106, 50, 4))
    found = places(sheet((5, 20, 50, 4), *bar_and_stem), "I7", [0, 75, WIDTH])
    assert found == [(5, 20, 50, 4), (5, 60, 50, 50)]


def test_characters_that_hang_together_are_cut_where_they_meet(sheet):
    found = places(sheet((20, 10, 30, 60), (20, 90, 30, 20)), "nol", [0, 42, 80, WIDTH])
    assert found == [(20, 10, 30, 32), (20, 42, 30, 28), (20, 90, 30, 20)]


def test_a_stem_on_the_next_letter_s_stroke_keeps_its_dot(sheet):
    joined, dot = (20, 10, 30, 60), (5, 20, 5, 5)
    assert places(sheet(joined, dot), "in", [0, 30, WIDTH]) == [(5, 10, 45, 20), (20, 30, 30, 40)]


def test_a_dot_over_the_next_letter_is_that_of_its_i(sheet):
    strokes = ((20, 20, 35, 5), (20, 40, 35, 30), (5, 44, 6, 6))
    assert places(sheet(*strokes), "in", [0, 34, WIDTH]) == [(5, 20, 50, 30), (20, 40, 35, 30)]
    assert places(sheet(*strokes), "ln", [0, 34, WIDTH]) == [(20, 20, 35, 5), (5, 40, 50, 30)]


def test_a_point_under_a_bar_is_a_mark_of_its_own(sheet):
    strokes = ((5, 20, 6, 60), (5, 48, 50, 6), (50, 76, 5, 5))
    assert places(sheet(*strokes), "T.", [0, 70, WIDTH]) == [(5, 20, 50, 60), (50, 76, 5, 5)]


def test_a_character_without_ink_of_its_own_has_the_room_between_its_neighbours(sheet):
    assert places(sheet(), "ab", [-3, 80, WIDTH + 4]) == [(0, 0, HEIGHT, 80), (0, 80, HEIGHT, WIDTH - 80)]
    found = places(sheet((10, 10, 40, 10), (10, 150, 40, 10)), "l-l", [0, 40, 120, WIDTH])
    assert found[1] == (0, 40, HEIGHT, 80)
