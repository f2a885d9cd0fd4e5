"""The curves of a training: loss and accuracy by epoch, of pictures learnt from and of others."""

import tkinter
from collections.abc import Sequence
from dataclasses import dataclass

import ttkbootstrap as ttk

from inkread.desktop.curve_points import Axis, accuracy_axis, loss_axis, numbers_of, places
from inkread.desktop.pixels import px
from inkread.desktop.runs import Row
from inkread.desktop.words import say

LEFT, TOP, RIGHT, BOTTOM = 52, 34, 14, 28  # px around the lines of a panel
MOST_DOTS = 60  # on a line; more would only make it thick, and slow to draw
DOT = 3  # px from the middle of an epoch's dot to its rim
PARTS = {"": "learnt", "validation_": "unseen"}  # by how a column's name begins
COLOURS: dict[bool, dict[str, str]] = {
    False: {"learnt": "#0b5ed7", "unseen": "#b4540a"},
    True: {"learnt": "#6ea8fe", "unseen": "#ffb169"},
}
"""Of the lines, each of a contrast above 4.5 with its ground (WCAG 2, 1.4.3); their dash differs too."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a panel's lines are, px of the canvas."""

    left: float
    top: float
    right: float
    bottom: float


class Curves(tkinter.Canvas):
    """Two panels beside one another; the epochs to come have their place already."""

    def __init__(self, master: tkinter.Misc) -> None:
        """Show empty panels."""
        super().__init__(master, width=1, height=1, highlightthickness=0)
        self._rows: tuple[Row, ...] = ()
        self._epochs = 0
        self._is_dark = False
        self.bind("<Configure>", lambda _: self._draw())

    def show(self, rows: tuple[Row, ...], epochs: int) -> None:
        """Show the epochs that are done, of so many."""
        if (rows, epochs) != (self._rows, self._epochs):
            self._rows, self._epochs = rows, epochs
            self._draw()

    def set_dark(self, is_dark: bool) -> None:
        """Take the colours of the other theme."""
        self._is_dark = is_dark
        self._draw()

    def _draw(self) -> None:
        """Draw everything."""
        self.delete("all")
        self.configure(background=ttk.Style.get_instance().colors.bg)
        half = self.winfo_width() / 2
        for number, (metric, axis) in enumerate(
            (("loss", loss_axis(self._rows)), ("accuracy", accuracy_axis(self._rows)))
        ):
            box = Box(
                number * half + px(self, LEFT),
                px(self, TOP),
                (number + 1) * half - px(self, RIGHT),
                self.winfo_height() - px(self, BOTTOM),
            )
            if box.right > box.left and box.bottom > box.top:
                self._panel(metric, axis, box)

    def _panel(self, metric: str, axis: Axis, box: Box) -> None:
        """Draw one panel: its name, its axis, its lines."""
        ink = ttk.Style.get_instance().colors.fg
        self.create_text(
            box.left, px(self, 4), text=say(f"train.{metric}"), anchor="nw", fill=ink, font="TkHeadingFont"
        )
        self._legend(box)
        for value, words in axis.ticks:
            y = axis.place(value, box.top, box.bottom)
            self.create_line(box.left, y, box.right, y, fill=ttk.Style.get_instance().colors.border)
            self.create_text(box.left - px(self, 6), y, text=words, anchor="e", fill=ink)
        last = max(self._epochs, len(self._rows), 2)
        below, first_words = box.bottom + px(self, 5), say("train.epoch_number", n=1)
        self.create_text(box.left, below, text=first_words, anchor="nw", fill=ink)
        last_words = say("train.epoch_number", n=last)
        self.create_text(box.right, below, text=last_words, anchor="ne", fill=ink)
        for begins, part in PARTS.items():
            numbers = numbers_of(self._rows, f"{begins}{metric}")
            across = (box.left, box.right)
            self._line(part, places(numbers, axis, last=last, across=across, down=(box.top, box.bottom)))

    def _line(self, part: str, points: Sequence[tuple[float, float]]) -> None:
        """Draw one line with a dot an epoch."""
        colour, dot = COLOURS[self._is_dark][part], px(self, DOT)
        if len(points) > 1:
            self.create_line(*points, fill=colour, width=px(self, 2), dash=_dash(part), tags=("curve", part))
        for x, y in points if len(points) <= MOST_DOTS else points[-1:]:
            self.create_oval(x - dot, y - dot, x + dot, y + dot, fill=colour, outline="", tags=("dot", part))

    def _legend(self, box: Box) -> None:
        """Name the lines, at the right above them."""
        x, y = box.right, px(self, 12)
        for part in reversed(PARTS.values()):
            text = self.create_text(
                x, y, text=say(f"train.{part}"), anchor="e", fill=ttk.Style.get_instance().colors.fg
            )
            start = self.bbox(text)[0] - px(self, 26)
            self.create_line(
                start, y, start + px(self, 20), y,
                fill=COLOURS[self._is_dark][part], width=px(self, 2), dash=_dash(part),
            )  # fmt: skip
            x = start - px(self, 12)


def _dash(part: str) -> tuple[int, ...]:
    """Return how the line of a part is broken."""
    return (6, 3) if part == "unseen" else ()
