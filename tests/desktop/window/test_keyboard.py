"""The window by keys alone: menus, rows of a table, steps to scroll, the field to say what it is."""

import cv2
import pytest


@pytest.fixture
def rows(shared, tmp_path, drawing):
    """The table of files with three rows, shown and with the keyboard."""
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for path in paths:
        cv2.imwrite(str(path), drawing("7"))
    shared.presenter.batch.keeps = False
    shared.window.errands.open_paths([str(path) for path in paths])
    tree = shared.window.open.tree
    shared.until(lambda: len(tree.get_children()) == 3 and not shared.presenter.batch.is_running)
    tree.focus_force()
    return tree


def test_arrows_go_through_the_rows_and_all_can_be_chosen_and_copied(shared, rows, hand):
    hand.live = shared.turn
    hand.press("Down")
    shared.until(lambda: rows.selection() == ("0",))
    hand.press("Down")
    shared.until(lambda: rows.selection() == ("1",))
    hand.press("ctrl+a")
    shared.until(lambda: rows.selection() == ("0", "1", "2"))
    hand.press("ctrl+c")
    shared.until(lambda: shared.presenter.status.text == "Copied: 7, 7, 7")
    assert shared.root.clipboard_get() == "7\n7\n7"


def test_the_steps_are_scrolled(shared, hand, monkeypatch):
    hand.live, scrolled = shared.turn, []
    monkeypatch.setattr(shared.window.inside._steps, "yview_scroll", lambda *by: scrolled.append(by))
    shared.window.show_view(4)
    shared.until(shared.window.inside.winfo_viewable)
    shared.window.inside.focus_force()
    hand.press("Next", "Up")
    shared.until(lambda: scrolled == [(1, "pages"), (-1, "units")])


@pytest.mark.parametrize("letter", ["f", "e"])  # e alone is the eraser
@pytest.mark.parametrize("caps", [False, True])
def test_a_letter_with_alt_opens_a_menu_and_escape_closes_it(shared, hand, letter, caps):
    hand.live, writing = shared.turn, shared.presenter.writing
    shared.window.show_view(0)
    shared.window.write.paper.focus_force()
    keys = [f"alt+{letter}"]
    hand.press(*["Caps_Lock"] * caps, *keys, *["Caps_Lock"] * caps)
    shared.until(lambda: shared.root.tk.call("grab", "current"))
    hand.press("Escape")
    shared.until(lambda: not shared.root.tk.call("grab", "current"))
    assert not writing.is_erasing


def test_a_key_of_the_sheet_is_another_one_with_ctrl(shared, hand):
    hand.live, writing = shared.turn, shared.presenter.writing
    shared.window.show_view(0)
    shared.window.write.paper.focus_force()
    hand.press("e")
    shared.until(lambda: writing.is_erasing)
    hand.press("ctrl+p", "F2")
    shared.until(lambda: str(shared.root.tk.call("focus")) == str(shared.window.write.correction))
    assert writing.is_erasing
    shared.window.write.paper.focus_force()
    hand.press("p")
    shared.until(lambda: not writing.is_erasing)


def test_keys_of_the_window_change_nothing_that_is_typed(shared, hand):
    hand.live = shared.turn
    shared.window.show_view(2)
    shared.until(shared.window.words.winfo_viewable)
    field, pattern, is_dark = shared.window.words.field, shared.window.words.wishes.pattern, False
    shared.window.words.set_text("AB")
    pattern.insert(0, "A9")
    for widget, first in ((field, "1.0"), (pattern, 0)):
        widget.focus_force()
        widget.mark_set("insert", first) if widget is field else widget.icursor(first)
        hand.press("ctrl+d", "ctrl+o")
        is_dark = not is_dark
        shared.until(lambda is_dark=is_dark: shared.presenter.state.is_dark == is_dark)
        hand.press("F2")  # what came before it was done by then
        shared.until(lambda: str(shared.root.tk.call("focus")) == str(field))
    assert (field.get("1.0", "end-1c"), pattern.get()) == ("AB", "A9")
    pattern.delete(0, "end")


def test_a_key_goes_to_where_the_person_says_what_it_is(shared, hand):
    hand.live = shared.turn
    for number, view in ((0, shared.window.write), (3, shared.window.past)):
        shared.window.show_view(number)
        shared.until(view.winfo_viewable)
        hand.press("F2")
        shared.until(lambda view=view: str(shared.root.tk.call("focus")) == str(view.correction))


@pytest.mark.parametrize("key", ["space", "Return", "KP_Enter"])
def test_keys_press_the_button_that_has_the_keyboard(shared, hand, key):
    hand.live, learning = shared.turn, shared.presenter.learning
    shared.window.show_view(0)  # or the view would already be the one that is shown
    shared.until(shared.window.write.winfo_viewable)
    shared.window.show_view(5)
    view, focus = shared.window.train, lambda: str(shared.root.tk.call("focus"))
    shared.until(lambda: focus() == str(view.source))
    view._start.focus_force()
    shared.until(lambda: focus() == str(view._start))
    hand.press(key)
    shared.until(lambda: learning.phase == "failed")  # nothing is there to learn from
    learning.phase = "idle"
