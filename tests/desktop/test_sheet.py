"""The sheet: what pen and eraser leave, and what can be taken back."""

import pytest

from inkread.desktop.sheet import PENS, RUBBER, SIDE, Sheet
from inkread.preprocess.strokes import MAX_POINTS, MAX_STROKES


def write(sheet, *places):
    """Write one line through places."""
    sheet.down(*places[0], 0)
    for number, place in enumerate(places[1:], start=1):
        sheet.move(*place, number * 8)
    return sheet.up()


@pytest.fixture
def sheet():
    return Sheet()


def test_a_tap_is_a_stroke_of_one_point(sheet):
    sheet.down(10, 20, 5)
    assert sheet.up()
    assert [(stroke.x, stroke.y, stroke.t) for stroke in sheet.strokes] == [((10,), (20,), (5,))]


def test_the_line_under_the_pen_belongs_to_the_drawing_already(sheet):
    sheet.down(10, 20, 0)
    assert sheet.move(50, 20, 8)
    assert sheet.drawing().num_points == 2
    assert sheet.finished == ()


def test_a_pen_that_stands_still_leaves_no_more_points(sheet):
    sheet.down(10, 20, 0)
    assert not sheet.move(10.2, 20.2, 8)
    assert sheet.drawing().num_points == 1


def test_lifting_a_pen_that_was_not_down_leaves_nothing(sheet):
    assert not sheet.up()
    assert sheet.is_empty
    assert not sheet.can_undo


def test_undo_and_redo_go_through_every_state(sheet):
    write(sheet, (0, 0), (50, 0))
    write(sheet, (0, 90), (50, 90))
    both = sheet.strokes
    assert sheet.undo()
    assert sheet.strokes == both[:1]
    assert sheet.undo()
    assert sheet.is_empty
    assert not sheet.undo()
    assert sheet.redo()
    assert sheet.redo()
    assert sheet.strokes == both
    assert not sheet.redo()


def test_clearing_can_be_taken_back(sheet):
    write(sheet, (0, 0), (50, 0))
    drawn = sheet.strokes
    assert sheet.clear()
    assert sheet.is_empty
    assert sheet.undo()
    assert sheet.strokes == drawn


def test_a_new_stroke_forgets_what_was_taken_back(sheet):
    write(sheet, (0, 0), (50, 0))
    sheet.undo()
    write(sheet, (0, 90), (50, 90))
    assert not sheet.can_redo


def test_the_eraser_cuts_a_line_in_two(sheet):
    write(sheet, *((x, 100) for x in range(0, 201, 10)))
    assert sheet.rub(100, 100)
    left, right = sheet.strokes
    assert max(left.x) <= 100 - RUBBER + 10
    assert min(right.x) >= 100 + RUBBER - 10


def test_the_eraser_finds_a_line_between_two_far_points(sheet):
    write(sheet, (0, 100), (200, 100))
    assert sheet.rub(100, 100)
    assert sheet.is_empty


def test_the_eraser_beside_a_line_takes_nothing(sheet):
    write(sheet, (0, 100), (200, 100))
    assert not sheet.rub(100, 100 + 2 * RUBBER)
    assert not sheet.stop_rubbing()


def test_one_way_of_the_eraser_is_one_step_to_take_back(sheet):
    write(sheet, *((x, 100) for x in range(0, 201, 10)))
    drawn = sheet.strokes
    sheet.rub(20, 100)
    sheet.rub(180, 100)
    assert sheet.stop_rubbing()
    assert sheet.undo()
    assert sheet.strokes == drawn


def test_another_pen_changes_all_lines_and_no_undo_changes_it_back(sheet):
    write(sheet, (0, 0), (50, 0))
    sheet.set_pen(30)
    sheet.undo()
    sheet.redo()
    assert sheet.drawing().pen_width == 30


@pytest.mark.parametrize(("wish", "width"), [(0, PENS[0]), (1000, PENS[1])])
def test_a_pen_is_neither_too_thin_nor_too_thick(sheet, wish, width):
    sheet.set_pen(wish)
    assert sheet.pen_width == width


def test_a_full_sheet_takes_no_more_and_stays_readable(sheet):
    sheet.down(0, 0, 0)
    for number in range(MAX_POINTS + 10):
        sheet.move(number % 2 * SIDE, 0, number)
    sheet.up()
    assert sheet.drawing().num_points == MAX_POINTS
    sheet.down(1, 1, 0)
    assert not sheet.up()


def test_a_sheet_takes_so_many_strokes_and_no_more(sheet):
    for number in range(MAX_STROKES + 1):
        write(sheet, (number, 0), (number, 50))
    assert len(sheet.drawing().strokes) == MAX_STROKES


def test_a_pointer_far_outside_every_screen_is_still_a_place(sheet):
    write(sheet, (-1e9, 0), (1e9, 1e9))
    assert sheet.drawing().num_points == 2


def test_a_cleared_sheet_is_empty_and_keeps_the_pen(sheet):
    sheet.set_pen(22)
    write(sheet, (0, 0), (50, 0))
    sheet.clear()
    assert (sheet.is_empty, sheet.can_undo, sheet.pen_width) == (True, True, 22)
