"""Files dropped on the window, from where Tk's extension hands them over: the drag itself is that one's."""

import sys

import cv2
import pytest

from inkread.desktop.drops import DROP


@pytest.fixture
def app(open_window):
    driven = open_window()
    driven.presenter.batch.keeps = False
    driven.until(lambda: driven.root.tk.call("bind", ".", "<<DropTargetTypes>>"))
    return driven


@pytest.fixture
def drop(app):
    """Drops paths, as Tk's extension tells of them when the button is let go."""

    def go(*paths):
        command = app.root.tk.call("bind", ".", DROP)
        app.root.tk.setvar("dropped", paths)
        return app.root.tk.eval(str(command).replace("%D", "$dropped"))

    return go


def test_dropped_files_and_folders_are_opened(app, drop, tmp_path, drawing):
    folder = tmp_path / "two words"
    folder.mkdir()
    cv2.imwrite(str(folder / "L.png"), drawing("L"))
    cv2.imwrite(str(tmp_path / "7.png"), drawing("7"))
    assert drop(str(folder), str(tmp_path / "7.png")) == "copy"
    batch = app.presenter.batch
    app.until(lambda: len(batch.rows) == 2 and not batch.is_running)
    assert [(row.name, row.answer.text) for row in batch.rows] == [("L.png", "L"), ("7.png", "7")]
    assert app.window.pages.shown == 1


def test_an_address_that_is_no_file_here_is_told_in_words(app, drop):
    drop("https://example.org/7.png")
    app.until(lambda: "no file of this computer" in app.presenter.status.text)
    assert app.presenter.batch.rows == []


def test_without_the_extension_the_window_goes_on(app, monkeypatch):
    from inkread.desktop.drops import take_drops

    monkeypatch.setitem(sys.modules, "tkinterdnd2", None)
    assert not take_drops(app.root, lambda _: None)


def test_a_view_in_a_window_of_its_own_takes_them_too(app):
    app.window.pages.tear_off(0)
    place = str(app.window.pages.place("write"))
    app.until(lambda: app.root.tk.call("bind", place, "<<DropTargetTypes>>"))
    assert app.root.tk.call("bind", place, "<<Drop:DND_Files>>") != ""
