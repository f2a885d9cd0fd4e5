"""What the person may say before words are read: several lines, a pattern, a list of words, a language."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.passage import Passage
from inkread.desktop.pixels import px
from inkread.desktop.words import say

PATTERN, LIST, LANGUAGE = 13, 16, 8  # characters of the fields
LANGUAGES = {say("words.any_language"): None, say("words.english"): "english"}


class Wishes(ttk.Frame):
    """Fields whose content is in force when Return is pressed or the field is left."""

    def __init__(self, master: tkinter.Misc, passage: Passage, ask: Callable[[], object]) -> None:
        """Build the row; `ask` asks for the file of a list of words, and returns its path or nothing."""
        super().__init__(master)
        self._passage, self._ask = passage, ask
        row, self.below = ttk.Frame(self), ttk.Frame(self)
        row.pack(anchor="w")
        self.below.pack(fill="x", pady=(px(self, 6), 0))
        self._lines = ttk.BooleanVar(self, passage.wish.lines)
        self.pattern = self._entry(row, say("words.pattern"), PATTERN)
        self.lexicon = self._entry(row, say("words.list"), LIST)
        ttk.Button(row, text=say("words.choose"), command=self._choose, bootstyle="secondary-outline").pack(
            side="left", padx=(px(self, 4), 0)
        )
        self.lines = ttk.Checkbutton(
            self.below, text=say("words.lines"), variable=self._lines, command=self.take
        )
        self.lines.pack(side="left")
        self.language = self._box(self.below, say("words.language"))
        self.wrong = ttk.Label(self, bootstyle="danger", justify="left")
        passage.watch(self.show)

    def show(self) -> None:
        """Show the language, and what is wrong with the fields, if anything is."""
        self.language.current(_place(self._passage.wish.language))
        self.wrong.configure(text=self._passage.wrong, wraplength=max(px(self, 300), self.winfo_width()))
        if self._passage.wrong:
            self.wrong.pack(anchor="w", pady=(px(self, 4), 0))
        else:
            self.wrong.pack_forget()

    def take(self) -> None:
        """Let what the fields hold be in force."""
        self._passage.set_wish(
            lines=self._lines.get(),
            pattern=self.pattern.get(),
            lexicon=self.lexicon.get(),
            language=LANGUAGES[self.language.get()],
        )

    def _entry(self, row: ttk.Frame, title: str, width: int) -> ttk.Entry:
        """Return a field with its title before it."""
        left = px(self, 12) if row.winfo_children() else 0
        ttk.Label(row, text=title).pack(side="left", padx=(left, px(self, 4)))
        entry = ttk.Entry(row, width=width)
        entry.pack(side="left")
        for event in ("<Return>", "<FocusOut>"):
            entry.bind(event, lambda _: self.take())
        return entry

    def _box(self, row: ttk.Frame, title: str) -> ttk.Combobox:
        """Return a box to choose a language from, with its title before it."""
        ttk.Label(row, text=title).pack(side="left", padx=(px(self, 12), px(self, 4)))
        box = ttk.Combobox(row, values=list(LANGUAGES), state="readonly", width=LANGUAGE)
        box.current(_place(self._passage.wish.language))
        box.pack(side="left")
        box.bind("<<ComboboxSelected>>", lambda _: self.take())
        return box

    def _choose(self) -> None:
        """Ask for the file of a list of words."""
        path = str(self._ask())
        if path:
            self.lexicon.delete(0, "end")
            self.lexicon.insert(0, path)
            self.lexicon.xview_moveto(1)
            self.take()


def _place(language: str | None) -> int:
    """Return where a language stands among those to choose from."""
    return [*LANGUAGES.values()].index(language)
