"""The whole window's decisions: how it starts, what it remembers, and that closing loses nothing."""

import pytest

from inkread.desktop.presenter import OPEN, PAST, WRITE, Presenter
from inkread.desktop.replies import Inside, Kept, Ready, Trouble
from inkread.desktop.requests import FindEntries, KeepDrawing, LookInside, Open


def write(presenter):
    """Write a line."""
    presenter.writing.press(50, 50, 0)
    presenter.writing.drag(200, 50, 8)
    presenter.writing.lift()


def close(presenter):
    """Close, and return what happened."""
    happened = []
    presenter.close(lambda: happened.append("closed"), happened.append)
    return happened


def test_the_reader_is_loaded_first_and_said_to_be_ready(presenter, worker):
    presenter.begin()
    assert worker.last == Open()
    worker.tell(Ready("tiny", ("1", "7"), ""))
    assert presenter.status.text == "Ready. tiny reads 2 characters."


def test_a_bundle_that_cannot_be_opened_is_said(presenter, worker):
    presenter.begin()
    worker.tell(Trouble("refused", "x: expected a bundle, got nothing"))
    assert presenter.status.text == "x: expected a bundle, got nothing"


def test_closing_keeps_the_drawing_first(presenter, worker):
    write(presenter)
    happened = close(presenter)
    assert isinstance(worker.last, KeepDrawing)
    assert happened == []
    worker.tell(Kept("0" * 32))
    assert happened == ["closed"]


def test_closing_an_empty_sheet_asks_for_nothing(presenter, worker):
    assert close(presenter) == ["closed"]
    assert worker.asked == {}


def test_a_drawing_that_cannot_be_kept_stops_the_closing_and_says_why(presenter, worker):
    write(presenter)
    happened = close(presenter)
    worker.tell(Trouble("full", "…"))
    assert happened == ["The disk is full, so this could not be kept."]


def test_closing_stops_the_files(presenter, worker):
    presenter.open(["/x"])
    close(presenter)
    assert worker.cancelled == [1]


def test_the_window_is_remembered(presenter, worker, tmp_path):
    presenter.set_size(1300, 800)
    presenter.set_view(1)
    presenter.set_dark(True)
    presenter.writing.set_pen(30)
    presenter.writing.shows_guide = False
    presenter.open(["/pictures"])
    close(presenter)
    again = Presenter(worker, tmp_path / "state" / "desktop.json")
    assert (again.state.width, again.state.height, again.state.view) == (1300, 800, 1)
    assert again.state.recent == ("/pictures",)
    assert again.writing.sheet.pen_width == 30
    assert not again.writing.shows_guide
    assert again.insight.is_dark


def test_a_window_that_cannot_be_remembered_closes_all_the_same(worker, tmp_path):
    (tmp_path / "file").touch()
    assert close(Presenter(worker, tmp_path / "file" / "desktop.json")) == ["closed"]


def test_the_history_is_looked_up_each_time_it_is_shown(presenter, worker):
    presenter.set_view(PAST)
    assert worker.last == FindEntries()


def test_a_lost_worker_is_said_and_the_drawing_read_anew(presenter, worker):
    write(presenter)
    before = len(worker.asked)
    presenter.worker_lost(True)
    assert len(worker.asked) == before + 1
    assert presenter.status.is_trouble


@pytest.mark.parametrize("is_dark", [False, True])
def test_looking_inside_shows_the_sheet(presenter, worker, make_answer, is_dark):
    presenter.set_dark(is_dark)
    write(presenter)
    presenter.look_into_sheet()
    assert worker.last == LookInside(presenter.writing.sheet.drawing(), dark=is_dark)
    inside = Inside(make_answer(), (), ())
    worker.tell(inside)
    assert presenter.insight.inside is inside


def test_looking_inside_an_empty_sheet_asks_for_nothing(presenter, worker):
    presenter.look_into_sheet()
    assert worker.asked == {}


def test_other_colours_make_the_pictures_anew(presenter, worker):
    write(presenter)
    presenter.look_into_sheet()
    presenter.set_dark(True)
    assert worker.last.dark


def test_undo_and_redo_mean_the_view_that_is_shown(presenter):
    write(presenter)
    for number in (OPEN, PAST):
        presenter.undo(number)
        presenter.redo(number)
        presenter.clear(number)
        assert len(presenter.writing.sheet.strokes) == 1
    assert presenter.status.text == "There is nothing to take back in this view."
    presenter.undo(WRITE)
    assert presenter.writing.sheet.is_empty
    presenter.redo(WRITE)
    assert len(presenter.writing.sheet.strokes) == 1
    presenter.clear(WRITE)
    assert presenter.writing.sheet.is_empty
