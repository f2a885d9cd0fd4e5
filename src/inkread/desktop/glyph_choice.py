"""One of the characters of some words: put right in their text, or taken out of their drawing."""

from dataclasses import replace

from inkread.desktop.replies import WordGlyph
from inkread.preprocess.strokes import Strokes


def with_candidate(text: str, number: int, candidate: str) -> str:
    """Return a text with its character of a number, spaces and line ends not counted, put right.

    Example:
        >>> with_candidate("AB C", 2, "G")
        'AB G'
    """
    places = [place for place, char in enumerate(text) if not char.isspace()]
    if number >= len(places):
        return text
    return text[: places[number]] + candidate + text[places[number] + 1 :]


def strokes_in(drawing: Strokes, glyph: WordGlyph) -> Strokes:
    """Return the strokes of a drawing whose middle is within a character's box, or all where none is."""
    top, left, height, width = glyph.box
    found = []
    for stroke in drawing.strokes:
        middle_x, middle_y = (min(stroke.x) + max(stroke.x)) / 2, (min(stroke.y) + max(stroke.y)) / 2
        if left <= middle_x <= left + width and top <= middle_y <= top + height:
            found.append(stroke)
    return replace(drawing, strokes=tuple(found) or drawing.strokes)
