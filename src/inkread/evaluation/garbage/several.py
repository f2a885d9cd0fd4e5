"""More than one character in an image: apart, touching, one over the other, and lines of print."""

import string

import cv2
import numpy as np

from inkread.evaluation.garbage.characters import Glyphs, enlarged
from inkread.evaluation.garbage.pages import Ink

FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
)
LETTERS = tuple(string.ascii_letters + string.digits)
FULL = 255


def pair_apart(rng: np.random.Generator, glyphs: Glyphs) -> Ink:
    """Return two characters side by side with paper between them."""
    return _row(rng, glyphs, 2, gap=(0.08, 0.6))


def pair_touching(rng: np.random.Generator, glyphs: Glyphs) -> Ink:
    """Return two characters written into one another."""
    return _row(rng, glyphs, 2, gap=(-0.25, 0.0))


def three_in_a_row(rng: np.random.Generator, glyphs: Glyphs) -> Ink:
    """Return three characters, some of them touching."""
    return _row(rng, glyphs, 3, gap=(-0.1, 0.3))


def pair_stacked(rng: np.random.Generator, glyphs: Glyphs) -> Ink:
    """Return two characters, one under the other."""
    return np.ascontiguousarray(_row(rng, glyphs.transpose(0, 2, 1), 2, gap=(-0.1, 0.4)).T)


def pair_overlaid(rng: np.random.Generator, glyphs: Glyphs) -> Ink:
    """Return two characters written one over the other, as a correction."""
    first, second = (_of_height(enlarged(rng, glyph), 120) for glyph in _chosen(rng, glyphs, 2))
    width = max(first.shape[1], second.shape[1])
    canvas = np.zeros((150, width + 40), np.uint8)
    for ink in (first, second):
        top, left = int(rng.integers(0, 30)), int(rng.integers(0, canvas.shape[1] - ink.shape[1] + 1))
        here = canvas[top : top + 120, left : left + ink.shape[1]]
        np.maximum(here, ink, out=here)
    return canvas


def printed_word(rng: np.random.Generator) -> Ink:
    """Return a word of print."""
    return _printed(rng, ["".join(rng.choice(LETTERS, int(rng.integers(3, 9))))])


def printed_page(rng: np.random.Generator) -> Ink:
    """Return some lines of print."""
    words = ["".join(rng.choice(LETTERS, int(rng.integers(2, 8)))) for _ in range(20)]
    return _printed(rng, [" ".join(words[at : at + 4]) for at in range(0, 4 * int(rng.integers(2, 6)), 4)])


def _row(rng: np.random.Generator, glyphs: Glyphs, count: int, *, gap: tuple[float, float]) -> Ink:
    """Return characters of nearly one height in a row; `gap` is in shares of the height."""
    height = 120
    canvas = np.zeros((height + 30, 20), np.uint8)
    for place, glyph in enumerate(_chosen(rng, glyphs, count)):
        ink = _of_height(enlarged(rng, glyph), int(height * rng.uniform(0.75, 1.0)))
        apart = round(height * rng.uniform(*gap)) if place else 0
        left = max(0, canvas.shape[1] + apart)
        canvas = np.pad(canvas, ((0, 0), (0, max(0, left + ink.shape[1] - canvas.shape[1]))))
        top = int(rng.integers(0, canvas.shape[0] - ink.shape[0] + 1))
        here = canvas[top : top + ink.shape[0], left : left + ink.shape[1]]
        np.maximum(here, ink, out=here)
    return canvas


def _chosen(rng: np.random.Generator, glyphs: Glyphs, count: int) -> Glyphs:
    """Return some of the glyphs."""
    return glyphs[rng.integers(len(glyphs), size=count)]


def _of_height(ink: Ink, height: int) -> Ink:
    """Return ink scaled to a height, px, as wide as that makes it but no wider than twice that."""
    width = min(2 * height, max(2, round(ink.shape[1] * height / ink.shape[0])))
    return np.asarray(cv2.resize(ink, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _printed(rng: np.random.Generator, lines: list[str]) -> Ink:
    """Return lines of text in one of OpenCV's fonts."""
    font, thick = FONTS[int(rng.integers(len(FONTS)))], int(rng.integers(1, 4))
    sizes = [cv2.getTextSize(line, font, 1.0, thick)[0] for line in lines]
    canvas = np.zeros((44 * len(lines) + 16, max(width for width, _ in sizes) + 16), np.uint8)
    for row, line in enumerate(lines, start=1):
        cv2.putText(canvas, line, (8, 44 * row - 8), font, 1.0, FULL, thick, cv2.LINE_AA)
    return canvas
