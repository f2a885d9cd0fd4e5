"""A font as a hand that writes whole words: its letters join as the font joins them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkread.errors import DataError
from inkread.trail import GreyImage
from inkread.words.compose.pen_signs import SIGNS, with_sign
from inkread.words.compose.text_source import WRITTEN

SIZE = 64  # px: what is written some 10 to 60 px high is drawn once at that size
MARGIN = 8  # px of paper around the ink
SIGN_GAP = (0.0, 0.5)  # of a capital's height: between a word and a sign that a pen puts behind it
SPACE = 0.5  # likewise, more where there is a space
MOST = 6000  # px: no text of 32 characters is wider
TENTHS = ("validation", "test", *["train"] * 8)
LACKING = "\ue0f3"  # for private use: a font shows here what it shows for all that it lacks


@dataclass(slots=True)
class FontHand:
    """Writes texts with a font's own joints and ligatures.

    Attributes:
        path: of the font.
        graphemes: what to take from it.
    """

    path: Path
    graphemes: frozenset[str]
    _font: ImageFont.FreeTypeFont | None = field(default=None, repr=False)
    _has: frozenset[str] = field(default=frozenset(), repr=False)

    def fitting(self, text: str) -> str | None:
        """Return the text, or its capitals where the font has these alone; None where it lacks them."""
        self._open()
        for form in (text, text.upper()):
            if set(form) <= self._has:
                return form
        return None

    def written(self, text: str) -> GreyImage:
        """Return the ink of a text, white on black, with a margin, axes (height, width).

        Raises:
            DataError: when the font cannot be read.
        """
        font = self._open()
        left, top, right, bottom = (round(end) for end in font.getbbox(text, anchor="ls"))
        shape = (min(MOST, right - left) + 2 * MARGIN, bottom - top + 2 * MARGIN)
        paper = Image.new("L", (max(1, shape[0]), max(1, shape[1])), 0)
        ImageDraw.Draw(paper).text((MARGIN - left, MARGIN - top), text, font=font, fill=255, anchor="ls")
        return np.asarray(paper)

    def written_by_pen(self, text: str, rng: np.random.Generator) -> GreyImage:
        """Return the ink of a text as `written` does, the sign at its end drawn by a pen, if one is there.

        Raises:
            DataError: when the font cannot be read.
        """
        body = text[:-1].rstrip()
        if not body or text[-1] not in SIGNS:
            return self.written(text)
        font = self._open()
        line = MARGIN - round(font.getbbox(body, anchor="ls")[1])
        capital = -font.getbbox("H" if "H" in self._has else body, anchor="ls")[1]
        gap = float(rng.uniform(*SIGN_GAP)) + (SPACE if text[-2] == " " else 0.0)
        return with_sign(self.written(body), text[-1], rng, line=line, capital=capital, gap=gap)

    def _open(self) -> ImageFont.FreeTypeFont:
        """Return the font, opened on first use; then it is also known which characters it has."""
        if self._font is None:
            try:
                self._font = ImageFont.truetype(str(self.path), SIZE)
            except OSError as error:
                raise DataError(
                    f"{self.path}: expected a font, got a damaged or other file ({error}); get it again"
                ) from error
            lacking = bytes(self._font.getmask(LACKING))
            wanted = WRITTEN - {char for char in WRITTEN if char.isalnum()} | self.graphemes
            found = {char: bytes(self._font.getmask(char)) for char in wanted}
            has = {char for char, mask in found.items() if mask and any(mask) and mask != lacking}
            self._has = frozenset(has | {" "})
        return self._font


def font_hands(files: Mapping[Path, frozenset[str]], part: str) -> list[FontHand]:
    """Return the hands of one part of some fonts; all fonts of a family are in the same part.

    Which one says the family's name alone, so that a font never changes sides when others come or go.

    Args:
        files: fonts, each with the letters and digits to take from it.
        part: `train` for eight families in ten, `validation` or `test` for one in ten.
    """
    return [FontHand(path, kinds) for path, kinds in files.items() if part_of(path) == part]


def part_of(path: Path) -> str:
    """Return the part that a font belongs to.

    >>> [part_of(Path(f"{name}-400.ttf")) for name in ("caveat", "allura", "kalam")]
    ['validation', 'train', 'train']
    """
    family = path.stem.split("-")[0]
    tenth = hashlib.sha256(family.encode("utf-8")).digest()[0] % len(TENTHS)
    return TENTHS[tenth]
