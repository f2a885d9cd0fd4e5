"""How the window looks: nothing is cut off at its usual size, light or dark, and at twice the density."""

import pytest

from inkread.desktop.launcher import WINDOW_CLASS
from inkread.desktop.words import say

VIEWS = ("write", "open", "words", "past", "inside", "train", "settings")


def cut_off(widget):
    """Yield the widgets within `widget` that are wider or higher than the place they have."""
    for child in widget.winfo_children():
        if child.winfo_ismapped() and child.winfo_class() not in ("Menu", "Treeview", "Canvas", "Text"):
            within = child.winfo_x() + child.winfo_width() <= widget.winfo_width() + 1
            below = child.winfo_y() + child.winfo_height() <= widget.winfo_height() + 1
            # What holds others may wish for more than it needs: a table shrinks its last column.
            roomy = bool(child.winfo_children()) or child.winfo_width() + 1 >= child.winfo_reqwidth()
            if not (within and below and roomy) and widget.winfo_class() != "Canvas":
                yield str(child), child.winfo_class()
            yield from cut_off(child)


@pytest.mark.parametrize("size", [(1024, 700), (960, 600)])
@pytest.mark.parametrize("number", range(len(VIEWS)), ids=VIEWS)
def test_nothing_is_cut_off_light_or_dark(shared, number, size):
    shared.root.geometry("{}x{}".format(*size))
    for _ in range(2):
        shared.window.show_view(number)
        shared.until(lambda: shared.root.winfo_width() == size[0])
        shared.until(lambda: not list(cut_off(shared.root)))
        assert shared.window.tabs.index("current") == number
        assert (shared.root.winfo_width(), shared.root.winfo_height()) == size
        shared.window.switch_colours()


def test_other_colours_are_taken_everywhere(shared):
    before = shared.window.write.paper.cget("background")
    shared.window.switch_colours()
    shared.root.update()
    assert shared.window.write.paper.cget("background") != before
    assert shared.presenter.state.is_dark
    shared.window.switch_colours()


def test_the_paper_keeps_its_edge_in_every_colours(shared):
    for _ in range(2):
        shared.window.switch_colours()
        shared.root.update()
        paper = shared.window.write.paper
        assert int(paper.cget("highlightthickness")) == 1
        assert paper.cget("highlightbackground") != paper.cget("background")


def test_the_keys_and_the_card_open_in_windows_of_their_own(shared):
    from inkread.desktop.about import show_about, show_keys

    keys = show_keys(shared.root)
    about = show_about(shared.root, shared.presenter.ready)
    for window, said in ((keys, say("keys.text").split("  ")[0]), (about, say("about.no_card"))):
        shared.until(window.winfo_viewable)
        assert said in shown_text(window)
        window.destroy()
    assert not keys.winfo_exists()


def shown_text(window):
    """Return what stands in the field of text of a window."""
    (field,) = (
        child
        for frame in window.winfo_children()
        for child in frame.winfo_children()
        if child.winfo_class() == "Text"
    )
    return field.get("1.0", "end")


def test_a_desktop_knows_the_window_by_the_class_of_its_entry_and_has_an_icon_for_it(shared):
    from inkread.desktop.app import ICON

    assert shared.root.winfo_class() == WINDOW_CLASS
    shared.until(lambda: shared.window.icon is not None)
    assert shared.window.icon.width() == ICON
