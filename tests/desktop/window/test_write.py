"""Writing in the real window, with a pointer and keys: read, corrected, kept, found again."""

import pytest

from inkread.desktop.replies import Trouble
from inkread.folder_names import folder_of
from inkread.history import LOCAL_OWNER, Query, history_place

SEVEN = [((70, 50), (140, 50), (210, 50)), ((210, 50), (160, 150), (115, 235))]
"""The lines of a seven, in units of the sheet."""


@pytest.fixture
def app(open_window):
    return open_window()


def write_seven(app, hand):
    """Write a seven with the pointer."""
    for line in SEVEN:
        hand.draw(*(app.place(*point) for point in line))
    app.until(lambda: len(app.presenter.writing.sheet.finished) == 2)
    app.until(lambda: app.presenter.writing.answer is not None and app.presenter.writing.answer.text == "7")


def entries(settings):
    """Return what the history holds."""
    store = history_place(settings.history).open()
    found = store.find(Query(LOCAL_OWNER)).entries
    store.close()
    return found


def test_a_written_letter_is_read_kept_and_found_in_the_history(app, hand, settings):
    write_seven(app, hand)
    assert app.window.write._large.cget("text") == "7"
    hand.press("Return")
    app.until(lambda: app.presenter.writing.sheet.is_empty)
    (entry,) = entries(settings)
    assert (entry.text, entry.door) == ("7", "desktop")
    hand.press("ctrl+4")
    app.until(lambda: app.window.past.tree.get_children() == (entry.id,))
    assert app.window.past.tree.set(entry.id, "read") == "7"


def test_keys_take_back_and_bring_again(app, hand):
    write_seven(app, hand)
    sheet = app.presenter.writing.sheet
    hand.press("ctrl+z")
    app.until(lambda: len(sheet.finished) == 1)
    hand.press("ctrl+y")
    app.until(lambda: len(sheet.finished) == 2)
    hand.press("Delete")
    app.until(lambda: sheet.is_empty)
    assert app.presenter.writing.answer is None
    hand.press("ctrl+z")  # clearing is a step like another
    app.until(lambda: len(sheet.finished) == 2)
    assert sheet.drawing().strokes == sheet.finished


def test_caps_lock_takes_no_key_away(app, hand):
    write_seven(app, hand)
    sheet = app.presenter.writing.sheet
    hand.press("Caps_Lock")
    try:
        hand.press("ctrl+z")
        app.until(lambda: len(sheet.finished) == 1)
        hand.press("e")
        app.until(lambda: app.presenter.writing.is_erasing)
    finally:
        hand.press("Caps_Lock")


def test_a_character_can_be_drawn_with_keys_alone(app, hand):
    app.window.write.paper.focus_force()
    hand.press("space", "shift+Down", "shift+Down", "space")
    app.until(lambda: len(app.presenter.writing.sheet.finished) == 1)
    (stroke,) = app.presenter.writing.sheet.finished
    assert stroke.y[-1] - stroke.y[0] == 32


def test_the_right_button_rubs_out(app, hand):
    write_seven(app, hand)
    hand.do("mousemove", *app.place(140, 50), "mousedown", 3, "mouseup", 3)
    app.until(lambda: len(app.presenter.writing.sheet.finished) != 2)
    assert not app.presenter.writing.is_erasing


def test_what_it_really_is_can_be_typed(app, hand, settings):
    write_seven(app, hand)
    hand.click(app.window.write.correction)
    hand.press("1", "Return")
    app.until(lambda: app.presenter.writing.sheet.is_empty)
    (entry,) = entries(settings)
    assert (entry.text, entry.correction) == ("7", "1")


def test_closing_the_window_keeps_what_is_on_the_sheet(app, hand, settings):
    write_seven(app, hand)
    app.close()
    assert [entry.text for entry in entries(settings)] == ["7"]


def test_a_drawing_that_cannot_be_kept_is_asked_about_before_it_is_lost(app, hand, monkeypatch):
    write_seven(app, hand)
    full = Trouble("full", "expected room, got none")
    monkeypatch.setattr(app.presenter.writing, "keep", lambda then, failed: failed(full))
    dialogs = app.window.dialogs
    dialogs.says_yes = False
    hand.press("ctrl+q")
    app.until(lambda: dialogs.questions)
    assert "The disk is full" in dialogs.questions[0]
    assert dialogs.risks == [True]
    assert app.root.winfo_viewable()
    assert len(app.presenter.writing.sheet.finished) == 2
    dialogs.says_yes = True
    hand.press("ctrl+q")
    app.until(lambda: app.is_shut)


def test_a_drawing_is_saved_and_made_a_training_sample(app, hand, tmp_path):
    write_seven(app, hand)
    app.window.dialogs.path, app.window.dialogs.label = str(tmp_path / "seven.svg"), "7"
    hand.press("ctrl+s")
    app.until((tmp_path / "seven.svg").exists)
    app.window.dialogs.path = str(tmp_path / "mine")
    hand.press("ctrl+shift+s")
    app.until(lambda: list((tmp_path / "mine").rglob("*.png")))
    assert (tmp_path / "seven.svg").read_text("utf-8").count("<path") == len(SEVEN)
    (sample,) = (tmp_path / "mine").rglob("*.png")
    assert sample.parent.name == folder_of("7")
    assert app.presenter.state.training_folder == str(tmp_path / "mine")
