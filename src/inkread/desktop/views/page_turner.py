"""The pages of a file: which one is shown, and two buttons for the ones before and after it."""

import tkinter

import ttkbootstrap as ttk

from inkread.desktop.passage import Passage
from inkread.desktop.pixels import px
from inkread.desktop.words import say


class PageTurner(ttk.Frame):
    """Is there where a file has several pages, at the right of its master."""

    def __init__(self, master: tkinter.Misc, passage: Passage) -> None:
        """Build the row."""
        super().__init__(master)
        self._passage = passage
        self.before = self._button("◂", -1)
        self.shown = ttk.Label(self)
        self.shown.pack(side="left", padx=px(self, 6))
        self.after_it = self._button("▸", 1)
        passage.watch(self.show)
        self.show()

    def show(self) -> None:
        """Show which page it is, where there are several."""
        leaf = self._passage.leaf
        if leaf.of < 2 or self._passage.is_paper:
            self.pack_forget()
            return
        self.shown.configure(text=say("words.page", n=leaf.number, of=leaf.of))
        self.before.configure(state="normal" if leaf.number > 1 else "disabled")
        self.after_it.configure(state="normal" if leaf.number < leaf.of else "disabled")
        if not self.winfo_manager():
            ttk.Frame.pack(self, side="right")

    def _button(self, sign: str, by: int) -> ttk.Button:
        """Return a button that turns the page."""
        button = ttk.Button(
            self, text=sign, command=lambda: self._passage.turn(by), bootstyle="secondary-outline", width=2
        )
        button.pack(side="left")
        return button
