"""The boxes around the characters of some words on a canvas, each with what it was read as below it."""

import tkinter
from collections.abc import Callable, Sequence
from typing import TypeAlias

import ttkbootstrap as ttk

from inkread.desktop.pixels import px
from inkread.desktop.replies import WordGlyph

TAG = "glyph-box"
MOST_SIGNED = 30  # characters: the signs of more would cover the next line
APART, AROUND = 3, 3  # px between a box and its sign, and around the sign's letter

Place: TypeAlias = Callable[[float, float], tuple[float, float]]
"""From x and y in the unit of the boxes to a place on the canvas."""
Corners: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom on the canvas."""


class GlyphBoxes:
    """Draws boxes, and knows which one lies at a place.

    Args:
        canvas: to draw on.
    """

    def __init__(self, canvas: tkinter.Canvas) -> None:
        """Draw nothing yet."""
        self._canvas = canvas
        self._boxes: list[Corners] = []
        self._signs: list[Corners] = []

    def draw(self, glyphs: Sequence[WordGlyph], chosen: int | None, place: Place) -> None:
        """Draw the boxes of all characters, that of the chosen one bold; where they are few, their signs."""
        self._canvas.delete(TAG)
        self._boxes, self._signs = [], []
        colours = ttk.Style.get_instance().colors
        for number, glyph in enumerate(glyphs):
            top, left, height, width = glyph.box
            corners = (*place(left, top), *place(left + width, top + height))
            is_chosen = number == chosen
            colour = colours.danger if is_chosen else colours.primary
            thick = px(self._canvas, 2 if is_chosen else 1)
            self._canvas.create_rectangle(*corners, outline=colour, width=thick, tags=TAG)
            self._boxes.append(corners)
            if is_chosen or len(glyphs) <= MOST_SIGNED:
                self._signs.append(self._sign(glyph.text, corners, colour))
            else:
                self._signs.append((0, 0, 0, 0))

    def at(self, x: float, y: float) -> int | None:
        """Return the number of the character whose sign or, smallest first, whose box lies at a place."""
        number = self.sign_at(x, y)
        return number if number is not None else _smallest(self._boxes, x, y)

    def sign_at(self, x: float, y: float) -> int | None:
        """Return the number of the character whose sign lies at a place, or None."""
        return _smallest(self._signs, x, y)

    def middle_of_sign(self, number: int) -> tuple[float, float]:
        """Return where on the canvas a character's sign is."""
        left, top, right, bottom = self._signs[number]
        return (left + right) / 2, (top + bottom) / 2

    def _sign(self, text: str, box: Corners, colour: str) -> Corners:
        """Write what a character was read as below its box, and return where that stands."""
        canvas = self._canvas
        left, _, right, bottom = box
        place = ((left + right) / 2, bottom + px(canvas, APART + AROUND))
        paper = ttk.Style.get_instance().colors.bg
        letter = canvas.create_text(*place, text=text, anchor="n", fill=paper, font="TkHeadingFont", tags=TAG)
        around = px(canvas, AROUND)
        first, high, last, low = canvas.bbox(letter)
        corners = (first - around, high - around, last + around, low + around)
        ground = canvas.create_rectangle(*corners, fill=colour, outline="", tags=TAG)
        canvas.tag_lower(ground, letter)
        return corners


def _smallest(areas: Sequence[Corners], x: float, y: float) -> int | None:
    """Return the number of the smallest area that holds a place, or None."""
    found = [
        ((right - left) * (bottom - top), number)
        for number, (left, top, right, bottom) in enumerate(areas)
        if left <= x <= right and top <= y <= bottom
    ]
    return min(found)[1] if found else None
