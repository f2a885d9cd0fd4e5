"""What the window asks in a window of its own: for files, for a word, for a yes."""

import tkinter
from tkinter import filedialog, messagebox, simpledialog

from inkread.desktop.words import say

Kinds = list[tuple[str, str]]
"""What files there may be: a name and a pattern each."""


class Dialogs:
    """Tk's own dialogs, which on Windows and macOS are the system's; a test puts another in their place."""

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
        return filedialog.asksaveasfilename(
            parent=self._master, title=title, initialfile=name, filetypes=kinds, defaultextension=kinds[0][1]
        )

    def text(self, title: str, question: str, usual: str) -> str:
        """Return what the person typed, or nothing."""
        return simpledialog.askstring(title, question, initialvalue=usual, parent=self._master) or ""

    def sure(self, question: str) -> bool:
        """Return whether the person said yes."""
        return bool(messagebox.askyesno(say("window.title"), question, parent=self._master))
