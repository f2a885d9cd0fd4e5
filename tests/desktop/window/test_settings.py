"""Settings in the real window: another model and other colours, at once, by pointer and keys."""

import pytest


@pytest.fixture
def app(open_window, hand):
    """The window with its settings shown."""
    app = open_window()
    hand.press("ctrl+7")
    app.until(app.window.settings.keep_at.winfo_viewable)  # the last row but one: all are laid out
    return app


def test_another_model_reads_at_once_and_what_is_none_changes_nothing(app, hand, tmp_path):
    view, presenter = app.window.settings, app.presenter
    assert presenter.ready.bundle == "tiny"
    hand.click(view.bundle)
    app.until(lambda: app.root.tk.call("grab", "current"))  # the list is open
    below = view.bundle.winfo_rooty() + view.bundle.winfo_height() * 3 // 2
    hand.do("mousemove", view.bundle.winfo_rootx() + 20, below, "click", 1)
    app.until(lambda: presenter.ready.bundle == "inkread-62")
    assert view.reads.cget("text").startswith("inkread-62 reads 62 characters: 0123456789AB")
    app.window.dialogs.path = str(tmp_path)
    hand.click(view.choose["folder"])
    app.until(lambda: presenter.status.is_trouble)
    assert presenter.status.text.startswith("Nothing was changed:")
    assert view.bundle.get() == "The one that ships"


def test_colours_and_the_place_of_the_history_are_taken_at_once(app, hand, tmp_path):
    view, paper = app.window.settings, app.window.write.paper
    before = paper.cget("background")
    hand.click(view.themes["dark"])
    app.until(lambda: paper.cget("background") != before)
    hand.press("ctrl+d")
    app.until(lambda: view._theme.get() == "light")
    assert paper.cget("background") == before
    app.window.dialogs.path = str(tmp_path / "kept")
    hand.click(view.keep_at)
    app.until(lambda: view._place.cget("text") == str(tmp_path / "kept" / "history.db"))
    assert (tmp_path / "kept" / "history.db").exists()
