"""Lines that stand apart and what reaches in over the edge are no writing; dashes and dots are."""

import numpy as np
import pytest

from inkread.preprocess.segment.marks_table import marks_table
from inkread.preprocess.segment.page import writing_of
from inkread.preprocess.segment.strays import without_strays

HEIGHT, WIDTH = 60, 120
STEM = (20, 30, 24, 4)  # top, left, height and width
BESIDE = (20, 70, 24, 4)
DOT = (12, 30, 4, 4)


def kept(*marks):
    """Return the marks that stay, as top, left, height and width."""
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for top, left, height, width in marks:
        mask[top : top + height, left : left + width] = 1
    table = marks_table(mask)
    rows = without_strays(table, height=HEIGHT, width=WIDTH)
    boxes = (table.top, table.left, table.height, table.width)
    return {tuple(int(column[row]) for column in boxes) for row in rows}


@pytest.mark.parametrize("top", [0, 3, 50, 58])
def test_a_line_above_or_below_goes(top):
    assert kept(STEM, BESIDE, DOT, (top, 0, 2, WIDTH)) == {STEM, BESIDE, DOT}


def test_the_bar_of_a_single_letter_stays():
    bar = (12, 5, 3, 54)
    assert kept(STEM, bar) == {STEM, bar}


@pytest.mark.parametrize("dash", [(31, 50, 3, 20), (31, 50, 3, 60)])
def test_a_dash_stays_however_long(dash):
    assert kept(STEM, dash) == {STEM, dash}
    assert kept(STEM, BESIDE, (31, 0, 3, 28)) == {STEM, BESIDE, (31, 0, 3, 28)}


def test_low_wide_marks_on_the_edge_go_and_dots_there_stay():
    feet, heads, dot, full_stop = (0, 10, 3, 9), (58, 60, 2, 14), (0, 30, 4, 4), (57, 50, 3, 3)
    assert kept(STEM, feet, heads, dot, full_stop) == {STEM, dot, full_stop}


def test_a_picture_of_nothing_but_lines_keeps_them():
    lines = {(10, 0, 2, WIDTH), (40, 0, 2, WIDTH)}
    assert kept(*lines) == lines


def test_a_word_between_two_lines_is_as_high_as_without_them():
    word = np.full((HEIGHT, WIDTH), 240, np.uint8)
    for left in range(20, 100, 16):
        word[22:40, left : left + 4] = 20
    ruled = word.copy()
    ruled[2:4], ruled[56:58] = 20, 20
    assert writing_of(ruled).mask.shape == writing_of(word).mask.shape
