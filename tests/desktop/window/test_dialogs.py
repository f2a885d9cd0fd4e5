"""The dialogs for files, by keys: they begin where the last one ended, and show nothing hidden."""

import pytest

from inkread.desktop.dialogs import Dialogs

FIELD = ".contents.f2.ent"  # of Tk's own dialog, which X11 has


@pytest.fixture
def ask(shared, hand):
    """Asks, presses keys as soon as the dialog is shown, and returns the answer and what was shown first."""
    hand.live = shared.turn
    call, shown = shared.root.tk.call, []

    def go(question, *keys, typed=""):
        def press():
            dialog = str(shared.root.tk.splitlist(call("grab", "current") or "none")[0])
            if dialog == "none" or str(call("focus")) != f"{dialog}{FIELD}":
                shared.root.after(5, press)
                return
            shown.append((call(f"{dialog}.contents.f1.menu", "cget", "-text"), shown_files(dialog)))
            if typed:
                call(f"{dialog}{FIELD}", "delete", "0", "end")
                call(f"{dialog}{FIELD}", "insert", "0", typed)
            hand.press(*keys)

        def shown_files(dialog):
            canvas = f"{dialog}.contents.icons.cHull.canvas"
            texts = shared.root.tk.splitlist(call(canvas, "find", "withtag", "text"))
            return [call(canvas, "itemcget", text, "-text") for text in texts]

        shown.clear()
        shared.root.after(5, press)
        return question(), *shown

    return go


def test_a_file_is_named_and_the_next_dialog_begins_there(ask, shared, tmp_path):
    dialogs = Dialogs(shared.root)
    (tmp_path / "seen").mkdir()
    (tmp_path / ".hidden").mkdir()
    path = str(tmp_path / "seven.svg")
    answer, _ = ask(lambda: dialogs.save_as("Save", "7", [("SVG", ".svg")]), "Return", typed=path)
    assert answer == path
    answer, (folder, files) = ask(dialogs.open_files, "Escape")
    assert answer == []
    assert (str(folder), files) == (str(tmp_path), ["seen"])


def test_who_takes_back_a_question_for_a_file_is_given_none(ask, shared):
    dialogs = Dialogs(shared.root)
    assert ask(lambda: dialogs.save_as("Save", "7", [("SVG", ".svg")]), "Escape")[0] == ""
