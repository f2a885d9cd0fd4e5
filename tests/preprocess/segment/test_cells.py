"""Printed boxes say where characters are: one cell, one character, whatever touches its walls."""

import tracemalloc

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.candidates import spans_of
from inkread.preprocess.segment.cells import cell_of_marks, cells_of, parted
from inkread.preprocess.segment.page import segment

SIDE = 60  # px of a cell


def form(num, *, apart=0, wall=2, filled=None):
    """Return a page with cells in a row, and an E in those that are filled."""
    page = np.full((SIDE + 60, 40 + num * (SIDE + apart)), 235, np.uint8)
    for cell in range(num):
        left = 20 + cell * (SIDE + apart)
        cv2.rectangle(page, (left, 30), (left + SIDE, 30 + SIDE), 120, wall, cv2.LINE_AA)
        if filled is None or cell in filled:
            cv2.line(page, (left + 20, 44), (left + 20, 76), 30, 5, cv2.LINE_AA)
            for row in (44, 60, 76):
                cv2.line(page, (left + 20, row), (left + SIDE - 22, row), 30, 5, cv2.LINE_AA)
    return page


def strip_of_one(page):
    (line,) = segment(page, words=False).lines
    (strip,) = line
    return strip


@pytest.mark.parametrize("apart", [0, 3, 5, 14])
def test_each_cell_is_one_piece_whether_boxes_share_walls_touch_or_stand_apart(apart):
    strip = strip_of_one(form(5, apart=apart))
    assert len(strip) == 5
    assert sorted(strip.cells.tolist()) == [1, 2, 3, 4, 5]
    assert spans_of(strip).tolist() == [[place, place + 1] for place in range(5)]


def test_a_stroke_that_hangs_over_into_the_next_cell_stays_with_its_character():
    page = form(4)
    cv2.line(page, (20 + SIDE - 22, 44), (20 + SIDE + 4, 44), 30, 5, cv2.LINE_AA)
    strip = strip_of_one(page)
    assert len(strip) == 4
    widths = (strip.boxes[:, 3] - strip.boxes[:, 1]).tolist()
    assert widths[0] > widths[1] + 10


def test_characters_that_touch_across_a_wall_are_parted_there():
    page = form(3)
    cv2.line(page, (20 + SIDE - 22, 60), (20 + SIDE + 20, 60), 30, 5, cv2.LINE_AA)
    strip = strip_of_one(page)
    assert len(strip) == 3
    assert np.diff(strip.boxes[:, 1]).min() > SIDE / 2


def test_two_strokes_that_do_not_touch_are_one_character_in_a_cell():
    page = form(3, filled=(0, 2))
    for left in (94, 118):
        cv2.line(page, (left, 44), (left, 76), 30, 5)
    assert len(strip_of_one(page)) == 3


def test_an_empty_cell_parts_words_and_the_walls_do_not():
    (words,) = segment(form(6, apart=8, filled=(0, 1, 2, 4, 5))).lines
    assert [len(word) for word in words] == [3, 2]
    (words,) = segment(form(4, apart=14)).lines
    assert [len(word) for word in words] == [4]


def test_no_character_is_lost_in_a_form_that_leans():
    page = form(6, apart=4)
    height, width = page.shape
    shear = np.array([[1.0, -0.25, 0.25 * height / 2], [0.0, 1.0, 0.0]])
    leaning = cv2.warpAffine(page, shear, (width + 20, height), borderValue=235)
    strip = strip_of_one(leaning)
    assert len(strip) >= 6
    assert len([place for place in strip.cells if place]) in (0, 4, 6)


def test_the_room_between_two_walls_is_no_cell():
    walls = np.ones((40, 50), np.uint8)
    walls[4:36, 4:20] = 0
    walls[4:36, 22:26] = 0  # between boxes that touch
    walls[4:36, 28:46] = 0
    cells = cells_of(walls)
    assert sorted(np.unique(cells).tolist()) == [-1, 1, 2]
    assert (cells[10, 10], cells[10, 24], cells[10, 40]) == (1, -1, 2)


def test_what_is_left_of_a_wall_goes_and_a_mark_beside_the_form_stays():
    cells = np.zeros((40, 80), np.int32)
    cells[:, :50] = -1
    cells[5:35, 5:22], cells[5:35, 28:45] = 1, 2
    mask = np.zeros((40, 80), np.uint8)
    mask[10:30, 24:26] = 1  # on the wall
    mask[10:30, 60:64] = 1  # beside
    mask[15:20, 10:40] = 1  # through both cells
    left = parted(mask, cells)
    assert not left[10:14, 24:26].any()
    assert left[10:30, 60:64].all()
    assert left[16, 10:22].all()
    assert not left[16, 22:28].any()


def test_without_a_form_nothing_changes():
    mask = np.ones((5, 5), np.uint8)
    assert parted(mask, np.zeros((5, 5), np.int32)) is mask


def many_cells(num):
    """Return cells with walls of one pixel, `num` in a row and in a column, and a mark in each."""
    side = 10
    numbers = np.arange(1, num * num + 1, dtype=np.int32).reshape(num, num)
    cells = np.kron(numbers, np.ones((side, side), np.int32))
    cells[::side] = cells[:, ::side] = -1
    marks = np.where(cells > 0, cells, 0)
    for row in range(num):
        marks[row * side + 1 : row * side + 4] = 0
    return cells, marks


def test_thousands_of_cells_take_little_memory_and_each_holds_its_mark():
    cells, marks = many_cells(60)
    tracemalloc.start()
    found = cell_of_marks(marks, cells)
    whole = parted((marks > 0).astype(np.uint8), cells)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 << 20  # all marks by all cells would be 104 MB
    assert found.tolist() == list(range(60 * 60 + 1))
    assert (whole == (marks > 0)).all()


def test_of_two_cells_that_hold_as_much_of_a_mark_the_first_has_it():
    cells = np.array([[2, 2, 1, 1, 0, 3]], np.int32)
    assert cell_of_marks(np.array([[1, 1, 1, 1, 2, 0]], np.int32), cells).tolist() == [0, 1, 0]


def test_each_of_many_small_boxes_is_a_cell_with_its_character():
    page = np.full((640, 640), 255, np.uint8)
    for top in range(4, 620, 20):
        for left in range(4, 620, 20):
            cv2.rectangle(page, (left, top), (left + 15, top + 15), 0, 1)
            page[top + 6 : top + 10, left + 6 : left + 10] = 0
    (strip,) = segment(page, words=False).lines[0]
    assert len(strip) == 31 * 31
    assert sorted(strip.cells.tolist()) == list(range(1, 31 * 31 + 1))
