"""What the window asks in a window of its own: for files, which is the system's, for a word, for a yes."""

import contextlib
import tkinter
from pathlib import Path
from tkinter import filedialog

from inkread.desktop.words import say

Kinds = list[tuple[str, str]]
"""What files there may be: a name and a pattern each."""


class Dialogs:
    """Asks the person; a test puts another in its place."""

    def __init__(self, master: tkinter.Misc) -> None:
        """Ask before the window `master`."""
        self._master = master
        self._last: str | None = None  # the folder where something was chosen
        _hide_hidden(master)

    def open_files(self) -> list[str]:
        """Return the files that the person chose; none where they did not."""
        kinds = [(say("open.all_kinds"), "*")]
        found = filedialog.askopenfilenames(
            parent=self._master, title=say("open.files"), filetypes=kinds, initialdir=self._last
        )
        return [self._been(path) for path in found or ()]

    def folder(self, title: str, start: str = "") -> str:
        """Return the folder that the person chose, or nothing."""
        start = start or self._last or ""
        return filedialog.askdirectory(parent=self._master, title=title, initialdir=start or None) or ""

    def save_as(self, title: str, name: str, kinds: Kinds) -> str:
        """Return the file that is to be written, or nothing."""
        path = filedialog.asksaveasfilename(
            parent=self._master,
            title=title,
            initialdir=self._last,
            initialfile=name,
            filetypes=kinds,
            defaultextension=kinds[0][1],
        )
        return self._been(path) if path else ""  # Tk answers an empty list where the person chose none

    def text(self, question: str, usual: str) -> str:
        """Return what the person typed, or nothing."""
        from inkread.desktop.question import Question

        return Question(self._master, question, yes=say("ask.take"), usual=usual).ask() or ""

    def sure(self, question: str, yes: str, *, is_risky: bool = False) -> bool:
        """Return whether the person agreed, by a button that says `yes`; see `Question` for `is_risky`."""
        from inkread.desktop.question import Question

        return Question(self._master, question, yes=yes, is_risky=is_risky).ask() is not None

    def _been(self, path: str) -> str:
        """Return the path of a file that was chosen; the next dialog begins where it is."""
        self._last = str(Path(path).parent)
        return path


def _hide_hidden(master: tkinter.Misc) -> None:
    """Let Tk's own dialog, which X11 has, leave out hidden files and folders, with a box to show them.

    Where the system has a dialog of its own the two settings mean nothing.
    """
    if master.tk.call("tk", "windowingsystem") != "x11":
        return
    with contextlib.suppress(tkinter.TclError):  # the settings are there once the dialog was asked for
        master.tk.call("tk_getOpenFile", "-no-such-option")
    master.tk.call("set", "::tk::dialog::file::showHiddenBtn", "1")
    master.tk.call("set", "::tk::dialog::file::showHiddenVar", "0")
