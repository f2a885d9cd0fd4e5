"""The candidates of an answer as bars; a click on one says that it is the right one."""

import tkinter
from collections.abc import Callable

import ttkbootstrap as ttk

from inkread.desktop.answer_words import percent
from inkread.desktop.replies import Answer

ROWS = 5
ROW = 30  # px of a row, at usual density
LETTER, SHARE = 34, 74  # px left of the bars, and right of them
WORD = 110  # px left of them where they stand for words
CUT_OFF = "…"  # ends a word that is longer


class Bars(tkinter.Canvas):
    """Shows up to five candidates, most probable first."""

    def __init__(self, master: tkinter.Misc, chosen: Callable[[str], None], *, letter: int = LETTER) -> None:
        """Show nothing yet; `chosen` is called with the text of the bar that is clicked."""
        self._letter = int(ttk.scale_size(master, letter))
        self._row = int(ttk.scale_size(master, ROW))
        super().__init__(master, height=self._row * ROWS, width=1, highlightthickness=0)
        self._chosen = chosen
        self._answer: Answer | None = None
        self._is_dark = False
        self.bind("<Configure>", lambda _: self._draw())
        self.bind("<Button-1>", self._click)

    def show(self, answer: Answer | None) -> None:
        """Show an answer, or nothing."""
        if answer != self._answer:
            self._answer = answer
            self._draw()

    def set_dark(self, is_dark: bool) -> None:
        """Take the colours of the other theme."""
        self._is_dark = is_dark
        self._draw()

    def _draw(self) -> None:
        """Draw a letter, a bar and a share for each candidate."""
        colours = ttk.Style.get_instance().colors
        self.delete("all")
        self.configure(background=colours.bg)
        letter, share = self._letter, int(ttk.scale_size(self, SHARE))
        length = max(1, self.winfo_width() - letter - share)
        alike = self._answer.set if self._answer else ()
        for number, (text, confidence) in enumerate(self._candidates()):
            top, bottom = number * self._row, (number + 1) * self._row
            middle, gap = (top + bottom) / 2, self._row // 4
            fill = colours.primary if text in alike else colours.secondary
            self.create_text(
                letter / 2, middle, text=self._shortened(text), fill=colours.fg, font="TkHeadingFont"
            )
            self.create_rectangle(
                letter, top + gap, letter + length, bottom - gap, outline="", fill=colours.active
            )
            self.create_rectangle(
                letter, top + gap, letter + length * confidence, bottom - gap, outline="", fill=fill
            )
            self.create_text(
                letter + length + share, middle, text=percent(confidence), fill=colours.fg, anchor="e"
            )

    def _click(self, event: "tkinter.Event[tkinter.Misc]") -> None:
        """Say which candidate was clicked."""
        candidates, number = self._candidates(), event.y // self._row
        if 0 <= number < len(candidates):
            self._chosen(candidates[number][0])

    def _shortened(self, text: str) -> str:
        """Return as much of a text as there is room for."""
        font = ttk.nametofont("TkHeadingFont")
        shown = text
        while len(shown) > 1 and font.measure(shown) > self._letter - 4:
            shown = shown.removesuffix(CUT_OFF)[:-1] + CUT_OFF
        return shown

    def _candidates(self) -> tuple[tuple[str, float], ...]:
        """Return what is shown."""
        return () if self._answer is None else self._answer.candidates[:ROWS]
