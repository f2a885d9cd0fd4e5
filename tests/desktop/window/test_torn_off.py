"""Views in windows of their own: torn off, worked in, put back, and found there the next time."""

import pytest

WRITE, OPEN, WORDS, PAST, INSIDE, TRAIN, SETTINGS = range(7)
TABS = ["Write", "Open", "Words", "History", "Look inside", "Train your own", "Settings"]
REST = [name for name in TABS if name != "History"]


@pytest.fixture
def app(open_window):
    return open_window()


def names(app):
    """Return the texts of the tabs."""
    return [app.window.tabs.tab(tab, "text").strip() for tab in app.window.tabs.tabs()]


def own(view):
    """Return whether a view is shown in another window than the application's."""
    return bool(view.winfo_viewable()) and view.winfo_toplevel() is not view.nametowidget(".")


def test_a_view_is_torn_off_and_put_back_by_a_key(app, hand):
    hand.press("ctrl+4")
    app.until(lambda: app.window.pages.shown == PAST)
    hand.press("ctrl+shift+n")
    app.until(lambda: own(app.window.past))
    assert names(app) == REST
    app.until(lambda: app.window.pages.current == PAST)
    hand.press("ctrl+shift+n")
    app.until(lambda: app.window.past.winfo_viewable() and not own(app.window.past))
    assert names(app) == TABS
    assert app.window.pages.shown == PAST


def test_a_drawing_and_its_keys_go_with_the_view(app, hand):
    hand.draw(app.place(70, 50), app.place(210, 50))
    sheet = app.presenter.writing.sheet
    app.until(lambda: len(sheet.finished) == 1)
    app.window.pages.tear_off(WRITE)
    app.until(lambda: own(app.window.write) and app.window.pages.current == WRITE)
    hand.draw(app.place(210, 50), app.place(115, 235))
    app.until(lambda: len(sheet.finished) == 2)
    hand.press("Delete")
    app.until(lambda: sheet.is_empty)
    hand.press("ctrl+z")
    app.until(lambda: len(sheet.finished) == 2)
    assert sheet.finished[0].y[0] == pytest.approx(50, abs=2)


def test_going_to_a_view_finds_its_window_and_the_last_tab_stays(app):
    pages = app.window.pages
    assert all(pages.tear_off(number) for number in (OPEN, WORDS, PAST, INSIDE, TRAIN, SETTINGS))
    assert not pages.tear_off(WRITE)
    app.window.show_view(PAST)
    app.until(lambda: pages.current == PAST)
    assert app.presenter.state.view == PAST
    pages.put_all_back()
    assert names(app) == TABS


def test_it_is_remembered_and_closing_hides_every_window(app, open_window, monkeypatch):
    pages, past, seen = app.window.pages, app.window.past, []
    pages.tear_off(PAST)
    app.until(lambda: own(past))
    hide = pages.withdraw
    monkeypatch.setattr(pages, "withdraw", lambda: seen.append((hide(), past.winfo_viewable())))
    app.close()
    assert seen == [(None, False)]
    again = open_window()
    assert again.presenter.state.torn == ("past",)
    again.until(lambda: own(again.window.past))
    assert names(again) == REST
