"""Pictures of words and short texts, each by another hand: fonts that join letters, glyphs set together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from inkread.errors import DataError
from inkread.trail import GreyImage
from inkread.words.compose.bend import bent
from inkread.words.compose.font_hand import FontHand
from inkread.words.compose.glyph_hand import GlyphHand
from inkread.words.compose.scene import photographed

BY_GLYPHS = 0.25  # of the pictures, where there are both kinds of hands
SIGNS_BY_PEN = 0.6  # of the texts in a font: the sign at their end is no print's
MOST_TRIES = 200
STYLED = 0.3  # of the small letters of a mixed hand that look like capitals
MIXED = 0.08  # of the texts
Scene = Callable[..., GreyImage]
"""Makes a picture of ink, with `others` that may reach in; see `scene`."""
LIKE_CAPITALS = "abdefghijlmnrstuv"


class Texts(Protocol):
    """Where texts come from: a `TextSource`, or `Amounts`."""

    def drawn(self, rng: np.random.Generator) -> str:
        """Return a text, or an empty one where another try is needed."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who may write.

    Attributes:
        fonts: font by font.
        glyphs: with single glyphs, or None.

    Raises:
        DataError: when there is nobody.
    """

    fonts: Sequence[FontHand]
    glyphs: GlyphHand | None = None

    def __post_init__(self) -> None:
        """Refuse nobody."""
        if not self.fonts and self.glyphs is None:
            raise DataError(
                "expected fonts or glyphs to write with, got nobody; name a folder with more fonts"
            )

    def written(self, text: str, rng: np.random.Generator) -> tuple[GreyImage, str] | None:
        """Return the ink of a text with what it now says; None where the hand drawn lacks a character."""
        if self.glyphs is not None and (not self.fonts or rng.random() < BY_GLYPHS):
            fitting = self.glyphs.fitting(text)
            return None if fitting is None else (self.glyphs.written(_mixed(fitting, rng), rng), fitting)
        font = self.fonts[int(rng.integers(len(self.fonts)))]
        fitting = font.fitting(text)
        if fitting is None:
            return None
        shown = font.fitting(_mixed(fitting, rng)) or fitting
        by_pen = rng.random() < SIGNS_BY_PEN
        return (font.written_by_pen(shown, rng) if by_pen else font.written(shown)), fitting


def word_pictures(
    hands: Hands, texts: Texts, num: int, *, seed: int, scene: Scene = photographed
) -> Iterator[tuple[GreyImage, str, None]]:
    """Yield pictures with their texts; the same seed makes the same ones, and a longer run begins alike.

    Args:
        hands: who may write.
        texts: what.
        num: how many pictures.
        seed: of all chance.
        scene: makes a picture of ink: `photographed` or `on_clean_paper`.

    Raises:
        DataError: when the hands lack the characters of nearly every text.
    """
    for place in range(num):
        image, text = word_picture(hands, texts, np.random.default_rng((seed, place)), scene=scene)
        yield image, text, None


def word_picture(
    hands: Hands, texts: Texts, rng: np.random.Generator, *, scene: Scene = photographed
) -> tuple[GreyImage, str]:
    """Return one picture and its text.

    Raises:
        DataError: when the hands lack the characters of nearly every text.
    """
    ink, text = _some(hands, texts, rng)
    others = (lambda: bent(_some(hands, texts, rng)[0], rng)) if ink.size else None
    return scene(bent(ink, rng), rng, others=others), text


def _some(hands: Hands, texts: Texts, rng: np.random.Generator) -> tuple[GreyImage, str]:
    """Return the ink of some text that its hand can write, and the text."""
    for _ in range(MOST_TRIES):
        text = texts.drawn(rng)
        found = hands.written(text, rng) if text else None
        if found is not None and found[0].any():
            return found
    raise DataError(
        f"expected hands that can write the texts, got none in {MOST_TRIES} tries; name fonts with letters"
    )


def _mixed(text: str, rng: np.random.Generator) -> str:
    """Return a text that, rarely, shows some small letters in the form of capitals, as many people print."""
    if rng.random() >= MIXED or not text[1:].islower():
        return text
    chosen = {char for char in LIKE_CAPITALS if rng.random() < STYLED}
    return "".join(char.upper() if char in chosen else char for char in text)
