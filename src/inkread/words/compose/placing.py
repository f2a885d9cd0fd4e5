"""Glyphs of one text set side by side on a line, in one slant, with gaps as uneven as a hand makes them."""

import math

import cv2
import numpy as np

from inkread.preprocess.segment.affine import PixelBox, chained, moved, sheared
from inkread.trail import GreyImage
from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.pen_signs import CAPITAL, SIGNS, middle_of
from inkread.words.compose.style import Style

MARGIN = 0.6  # of a capital's height, on every side
SMALL = 0.64  # of a capital's height: an x
TAIL = 0.28  # of a capital's height: how far a g hangs below the line
SMALL_LETTERS = frozenset("acegmnopqrsuvwxyz")
HANGING = frozenset("gjpqy")
SIZE_SPREAD = 0.06  # standard deviation of a character's height
TURN = 3.0  # degrees, standard deviation
STRETCH = 0.08  # standard deviation of a character's width
TOUCHING = -0.12  # of a capital's height: characters overlap no more
CLEAR = 0.08  # likewise: so far is a sign that stands off from what is beside it, or a point would be lost


def placed(
    text: str, bank: GlyphBank, style: Style, rng: np.random.Generator
) -> tuple[GreyImage, list[PixelBox]]:
    """Return the ink of a text, white on black, and each character's box; spaces have none."""
    glyphs = [_drawn(char, bank, style, rng) for char in text if char != " "]
    margin = round(MARGIN * style.height)
    *lefts, x = (margin + left for left in _lefts(text, [glyph.shape[1] for glyph in glyphs], style, rng))
    height = round(style.height * (1 + TAIL)) + 2 * margin
    page = np.zeros((height + round(abs(style.skew) * x), x + margin), np.uint8)
    boxes = []
    chars = [char for char in text if char != " "]
    for char, glyph, left in zip(chars, glyphs, lefts, strict=True):
        top = _top(char, glyph, style, rng) + margin + round(style.skew * left)
        top = int(np.clip(top + max(0, -round(style.skew * x)), 0, page.shape[0] - glyph.shape[0]))
        part = (slice(top, top + glyph.shape[0]), slice(left, left + glyph.shape[1]))
        page[part] = np.maximum(page[part], glyph)
        boxes.append((top, left, *glyph.shape))
    return page, boxes


def _lefts(text: str, widths: list[int], style: Style, rng: np.random.Generator) -> list[int]:
    """Return the column at which each character begins, spaces left out, and the one at which all end."""
    lefts, x = [], 0.0
    at = iter(widths)
    for char in text:
        if char == " ":
            x += float(rng.uniform(0.5, 0.9)) * style.height
            continue
        apart = style.signs_off > 0 and char in SIGNS
        if apart:
            x += (CLEAR + style.signs_off * float(rng.random())) * style.height
        lefts.append(round(x))
        step = style.gap + style.uneven * float(rng.normal())
        x += next(at) + max(CLEAR if apart else TOUCHING, step) * style.height
    return [*lefts, round(x)]


def _top(char: str, glyph: GreyImage, style: Style, rng: np.random.Generator) -> int:
    """Return the row, under the margin, at which a character begins."""
    off = float(rng.normal(0.0, style.wander)) * style.height
    if char in SIGNS:
        top = middle_of(char) * style.height - glyph.shape[0] / 2
    else:
        top = style.height * (1 + TAIL if char in HANGING else 1) - glyph.shape[0]
    row: int = math.floor(top + off)
    return row


def _drawn(char: str, bank: GlyphBank, style: Style, rng: np.random.Generator) -> GreyImage:
    """Return a character's ink at its size, slanted and a little turned, cropped."""
    ink = bank.drawn(char, rng)
    high = style.height * float(np.clip(rng.normal(1.0, SIZE_SPREAD), 0.8, 1.2)) * _share(char)
    scale = style.height / CAPITAL if char in SIGNS else high / ink.shape[0]
    wide = scale * float(np.clip(rng.normal(1.0, STRETCH), 0.8, 1.2))
    turn = np.deg2rad(float(rng.normal(0.0, TURN)))
    across, down = -style.slant - turn, turn
    tall = round(ink.shape[0] * scale)
    margin = round(style.height)
    onto = chained(np.array([[wide, 0.0, 0.0], [0.0, scale, 0.0]]), sheared(across=across, down=down))
    onto = chained(onto, moved(margin, margin))
    canvas = (round(ink.shape[1] * wide) + 2 * margin, tall + 2 * margin)
    large = cv2.warpAffine(ink, onto, canvas, flags=cv2.INTER_CUBIC)
    left, top, width, height = cv2.boundingRect((large > 96).view(np.uint8))
    return np.asarray(large[top : top + max(1, height), left : left + max(1, width)], dtype=np.uint8)


def _share(char: str) -> float:
    """Return how high a character is, of a capital's height."""
    if char in HANGING:
        return SMALL + TAIL
    return SMALL if char in SMALL_LETTERS else 1.0
