"""What the window asks in a window of its own: for files, which is the system's, for a word, for a yes."""

import tkinter
from tkinter import filedialog

from inkread.desktop.words import say

Kinds = list[tuple[str, str]]
"""What files there may be: a name and a pattern each."""


class Dialogs:
    """Asks the person; a test puts another in its place."""

    def __init__(self, master: tkinter.Misc) -> None:
        """Ask before the window `master`."""
        self._master = master

    def open_files(self) -> list[str]:
        """Return the files that the person chose; none where they did not."""
        kinds = [(say("open.all_kinds"), "*")]
        return list(
            filedialog.askopenfilenames(parent=self._master, title=say("open.files"), filetypes=kinds) or ()
        )

    def folder(self, title: str, start: str = "") -> str:
        """Return the folder that the person chose, or nothing."""
        return filedialog.askdirectory(parent=self._master, title=title, initialdir=start or None) or ""

    def save_as(self, title: str, name: str, kinds: Kinds) -> str:
        """Return the file that is to be written, or nothing."""
        path = filedialog.asksaveasfilename(
            parent=self._master, title=title, initialfile=name, filetypes=kinds, defaultextension=kinds[0][1]
        )
        return path or ""  # Tk answers an empty list where the person chose none

    def text(self, question: str, usual: str) -> str:
        """Return what the person typed, or nothing."""
        from inkread.desktop.question import Question

        return Question(self._master, question, yes=say("ask.take"), usual=usual).ask() or ""

    def sure(self, question: str, yes: str) -> bool:
        """Return whether the person agreed, by a button that says `yes`."""
        from inkread.desktop.question import Question

        return Question(self._master, question, yes=yes).ask() is not None
