"""The view to write on: the live answer, and what becomes of a drawing."""

import pytest

from inkread.desktop.inking import LIVE
from inkread.desktop.replies import Kept, Saved, Trouble
from inkread.desktop.requests import KeepDrawing, ReadDrawing, SaveDrawing, SaveSample


@pytest.fixture
def writing(presenter):
    return presenter.writing


def write(writing, *places, start=1000.0):
    """Write one line."""
    writing.press(*places[0], start)
    for number, place in enumerate(places[1:], start=1):
        writing.drag(*place, start + number)
    writing.lift()


def test_a_lifted_pen_asks_for_an_answer_and_shows_it(writing, worker, make_answer):
    write(writing, (50, 50), (200, 50))
    assert worker.last == ReadDrawing(writing.sheet.drawing())
    worker.tell(make_answer("7"))
    assert writing.answer.text == "7"


def test_the_answer_follows_the_pen_but_not_at_every_point(writing, worker):
    writing.press(0, 0, 1000)
    writing.drag(20, 0, 1000 + LIVE / 2)
    assert worker.asked == {}
    writing.drag(40, 0, 1001 + LIVE)
    writing.drag(60, 0, 1002 + LIVE)
    assert len(worker.asked) == 1


def test_an_answer_to_an_earlier_drawing_is_passed_over(writing, worker, make_answer):
    write(writing, (50, 50), (200, 50))
    write(writing, (50, 90), (200, 90))
    worker.tell(make_answer("L"), ticket=2)
    worker.tell(make_answer("7"), ticket=1)
    assert writing.answer.text == "L"


def test_an_empty_sheet_has_no_answer_even_if_one_comes_late(writing, worker, make_answer):
    write(writing, (50, 50), (200, 50))
    writing.clear()
    worker.tell(make_answer("7"))
    assert writing.answer is None


def test_undo_asks_anew(writing, worker):
    write(writing, (50, 50), (200, 50))
    one = writing.sheet.drawing()
    write(writing, (50, 90), (200, 90))
    writing.undo()
    assert worker.last == ReadDrawing(one)


def test_what_may_come_out_is_asked_with(writing, worker):
    write(writing, (50, 50), (200, 50))
    writing.set_charset("digits")
    assert worker.last.charset == "digits"


def test_the_eraser_rubs_and_asks_when_it_is_lifted(writing, worker):
    write(writing, *((x, 50) for x in range(0, 200, 10)))
    writing.is_erasing = True
    writing.press(100, 50, 2000)
    assert len(worker.asked) == 1
    writing.lift()
    assert len(worker.last.strokes.strokes) == 2


def test_a_kept_drawing_makes_room_for_the_next(writing, worker):
    write(writing, (50, 50), (200, 50))
    drawing = writing.sheet.drawing()
    writing.keep_and_renew()
    assert worker.last == KeepDrawing(drawing)
    assert not writing.sheet.is_empty
    worker.tell(Kept("0" * 32))
    assert writing.sheet.is_empty


def test_a_drawing_that_cannot_be_kept_stays_and_the_person_is_told(writing, worker, presenter):
    write(writing, (50, 50), (200, 50))
    writing.keep_and_renew()
    worker.tell(Trouble("full", "expected room, got none"))
    assert not writing.sheet.is_empty
    assert writing.is_unkept
    assert presenter.status.is_trouble
    assert presenter.status.text == "The disk is full, so this could not be kept."


def test_a_kept_drawing_comes_back_by_undo_and_is_not_kept_twice(writing, worker):
    write(writing, (50, 50), (200, 50))
    writing.keep_and_renew()
    worker.tell(Kept("0" * 32))
    writing.undo()
    assert len(writing.sheet.strokes) == 1
    assert not writing.is_unkept
    write(writing, (50, 90), (200, 90))
    assert writing.is_unkept


def test_who_writes_on_while_a_drawing_is_kept_loses_nothing(writing, worker):
    write(writing, (50, 50), (200, 50))
    writing.keep_and_renew()
    keeping = max(worker.asked)
    write(writing, (50, 90), (200, 90))
    worker.tell(Kept("0" * 32), ticket=keeping)
    assert len(writing.sheet.strokes) == 2
    assert writing.is_unkept


def test_a_drawing_is_kept_once(writing, worker):
    write(writing, (50, 50), (200, 50))
    writing.keep()
    worker.tell(Kept("0" * 32))
    assert not writing.is_unkept
    writing.keep_and_renew()
    assert [type(request) for request in worker.asked.values()].count(KeepDrawing) == 1
    assert writing.sheet.is_empty


def test_a_key_pressed_twice_keeps_once(writing, worker):
    write(writing, (50, 50), (200, 50))
    writing.keep_and_renew()
    writing.keep_and_renew()
    assert [type(request) for request in worker.asked.values()].count(KeepDrawing) == 1
    worker.tell(Kept("0" * 32))
    assert writing.sheet.is_empty


def test_a_correction_goes_with_the_drawing(writing, worker):
    write(writing, (50, 50), (200, 50))
    writing.keep_and_renew("O")
    assert worker.last.correction == "O"


def test_an_empty_sheet_is_not_kept(writing, worker):
    assert not writing.keep()
    assert worker.asked == {}


def test_a_sample_is_saved_under_its_label_and_the_person_is_told_where(writing, worker, presenter, tmp_path):
    write(writing, (50, 50), (200, 50))
    writing.save_sample(tmp_path, " A ")
    assert isinstance(worker.last, SaveSample)
    assert worker.last.label == "A"
    worker.tell(Saved(tmp_path / "x.png"))
    assert str(tmp_path / "x.png") in presenter.status.text


def test_a_drawing_goes_into_no_file_of_another_form(writing, worker, presenter, tmp_path):
    write(writing, (50, 50), (200, 50))
    before = len(worker.asked)
    writing.save(tmp_path / "x.jpg")
    assert len(worker.asked) == before
    assert presenter.status.text.startswith("A drawing is saved as .png or .svg, and x.jpg is neither.")
    for name in ("x.PNG", "x.svg", "x"):
        writing.save(tmp_path / name)
        assert worker.last == SaveDrawing(writing.sheet.drawing(), tmp_path / name)
