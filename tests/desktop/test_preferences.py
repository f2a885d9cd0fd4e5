"""Settings: taken at once, remembered, and where the worker refuses one the old one stays."""

import json
from pathlib import Path

import pytest

from inkread.desktop.presenter import Presenter
from inkread.desktop.replies import Placed, Ready, SystemColours, Trouble
from inkread.desktop.requests import AskColours, Open, ReadDrawing, ReadFiles, UseBundle, UseHistory
from inkread.desktop.start import remembered
from inkread.desktop.window_state import WindowState, store
from inkread.desktop.workbench import Settings

TINY = Ready("tiny", ("1", "7"), "")
DIGITS = Ready("digits", tuple("0123456789"), "")


@pytest.fixture
def file(tmp_path):
    """Where the window's state is remembered."""
    return tmp_path / "state" / "desktop.json"


@pytest.fixture
def preferences(presenter):
    return presenter.preferences


def kept(file):
    """Return what is remembered on the disk."""
    return json.loads(file.read_text("utf-8"))


def test_another_model_reads_the_sheet_at_once_and_is_remembered(presenter, preferences, worker, file):
    presenter.writing.press(50, 50, 0)
    presenter.writing.lift()
    preferences.use_bundle("/models/mine")
    assert worker.last == UseBundle("/models/mine")
    worker.tell(TINY)
    assert isinstance(worker.last, ReadDrawing)
    assert presenter.status.text == "tiny reads 2 characters: 17"
    assert worker.settings.bundle == "/models/mine"
    assert kept(file)["bundle"] == "/models/mine"


def test_a_model_that_cannot_be_opened_is_told_and_the_old_one_stays(presenter, preferences, worker):
    preferences.use_bundle("/models/mine")
    worker.tell(TINY)
    preferences.use_bundle("/no/such")
    worker.tell(Trouble("refused", "/no/such: expected a bundle, got nothing there"))
    assert presenter.status.text == "Nothing was changed: /no/such: expected a bundle, got nothing there"
    assert (preferences.in_force, preferences.ready) == ("/models/mine", TINY)


def test_a_model_that_knows_less_lets_everything_come_out(presenter, preferences, worker):
    preferences.use_bundle("digits")
    worker.tell(DIGITS)
    preferences.set_charset("digits")
    assert (presenter.writing.charset, presenter.batch.charset) == ("digits", "digits")
    preferences.use_bundle("tiny")
    worker.tell(TINY)
    assert (preferences.charset, presenter.writing.charset, presenter.batch.charset) == ("all", None, None)


def test_what_the_model_does_not_know_cannot_be_chosen(presenter, preferences, worker):
    preferences.use_bundle("tiny")
    worker.tell(TINY)
    preferences.set_charset("digits")
    assert preferences.charset == "all"
    assert presenter.status.text.startswith("The model does not know 02345689")


def test_the_charset_is_that_of_files_too_and_remembered(presenter, preferences, worker, file):
    preferences.set_charset("upper")
    presenter.open(["/pictures"])
    assert worker.last == ReadFiles(("/pictures",), "upper", side=presenter.batch.side)
    again = Presenter(worker, file)
    assert (again.preferences.charset, again.writing.charset) == ("upper", "upper")


def test_the_history_moves_at_once(preferences, worker, file, tmp_path):
    preferences.use_history(str(tmp_path / "kept"))
    address = str(tmp_path / "kept" / "history.db")
    assert worker.last == UseHistory(address)
    worker.tell(Placed(address))
    assert preferences.place == address
    assert kept(file)["history"] == address
    preferences.use_history("")
    assert worker.last == UseHistory(None)


def test_a_history_that_cannot_be_opened_stays_where_it_was(preferences, worker, presenter, tmp_path):
    preferences.use_history(str(tmp_path))
    worker.tell(Trouble("full", "…"))
    assert (worker.settings.history, preferences.history) == (None, "")
    assert presenter.status.is_trouble


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_systems_colours_are_followed(preferences, presenter, worker, is_dark):
    preferences.set_theme("system")
    assert worker.last == AskColours()
    worker.tell(SystemColours(is_dark))
    assert presenter.state.is_dark is is_dark


def test_colours_that_were_chosen_meanwhile_win(preferences, presenter, worker):
    preferences.set_theme("system")
    preferences.set_theme("light")
    worker.tell(SystemColours(True))
    assert (presenter.state.is_dark, presenter.state.theme) == (False, "light")


def test_a_remembered_model_that_is_gone_is_replaced_by_the_one_that_ships(worker, file):
    store(WindowState(bundle="/gone"), file)
    worker.settings = remembered(Settings(), WindowState(bundle="/gone"))
    presenter = Presenter(worker, file)
    presenter.begin()
    assert worker.last == Open()
    worker.tell(Trouble("refused", "/gone: expected a bundle"))
    assert worker.last == UseBundle(None)
    worker.tell(TINY)
    assert presenter.status.text.endswith("could not be opened: /gone: expected a bundle")
    assert presenter.preferences.in_force == ""
    assert kept(file)["bundle"] == "/gone"  # it may be on a disk that comes back


def test_what_the_command_line_names_wins_and_is_not_remembered(worker, file):
    state = WindowState(bundle="/mine", history="/kept/history.db")
    assert remembered(Settings("/other", None), state) == Settings("/other", "/kept/history.db")
    worker.settings = Settings("/other", None)
    presenter = Presenter(worker, file)
    presenter.preferences.set_theme("dark")
    assert kept(file)["bundle"] == ""


def test_a_setting_that_cannot_be_written_down_is_in_force_all_the_same(worker, tmp_path):
    Path(tmp_path / "state").touch()
    presenter = Presenter(worker, tmp_path / "state" / "desktop.json")
    presenter.preferences.set_theme("dark")
    assert presenter.state.is_dark
    assert presenter.status.is_trouble


def test_a_window_that_knew_two_themes_alone_keeps_its_own(worker, file):
    file.parent.mkdir()
    file.write_text('{"is_dark": true}')
    assert Presenter(worker, file).preferences.theme == "dark"
