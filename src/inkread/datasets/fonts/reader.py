"""Draws the digits and letters of each font in a folder, as if one writer had written them all."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from inkread.charset import NAMED
from inkread.datasets.fonts.listing import SUFFIXES, font_files
from inkread.datasets.samples import Samples
from inkread.errors import DataError
from inkread.preprocess.frame import frame
from inkread.trail import GreyImage

SIZE: Final = 100
"""Height of the fonts, px: what is framed to 20 px is drawn at three to four times that."""
SIDE: Final = 3 * SIZE  # px of the paper; a swash that leaves even that is left out
MARGIN: Final = 6  # px of paper kept around the ink
LACKING: Final = "\ue0f3"  # for private use: a font shows here what it shows for all that it lacks
ALIKE: Final = 0.93  # correlation of two framed glyphs from which on they are one letter
UNLIKE_CAPITALS: Final = "abdeghnqrt"
"""Letters whose two cases nobody writes alike: a font in which they are has capitals only."""


def is_font_folder(folder: Path) -> bool:
    """Return whether a folder holds font files."""
    return any(path.suffix.lower() in SUFFIXES for path in folder.iterdir())


def read_fonts(folder: Path) -> Samples:
    """Return the digits and letters of the fonts in `folder`, white ink on black, images of any size.

    The writer of an image is the font's family: the file's name up to its first `-`. Characters that a
    font lacks are left out, and so is the lower case of a font that only has capitals. Where there is a
    `fonts.csv`, it says which kinds of characters of which font are taken.

    Raises:
        DataError: when there is no font, or one cannot be read.
    """
    images: list[GreyImage] = []
    labels: list[int] = []
    writers: list[str] = []
    charset = NAMED["byclass"]
    for path, graphemes in font_files(folder).items():
        for grapheme, image in _characters(path, graphemes).items():
            images.append(image)
            labels.append(charset.encode(grapheme))
            writers.append(path.stem.split("-")[0])
    if not images:
        raise DataError(f"{folder}: expected fonts with Latin letters or digits, got none; add some")
    return Samples(folder.name, images, np.array(labels, np.int64), charset, tuple(writers))


def _characters(path: Path, graphemes: Collection[str]) -> dict[str, GreyImage]:
    """Return the wanted characters that a font has, in order of the charset."""
    try:
        font = ImageFont.truetype(str(path), SIZE)
    except OSError as error:
        raise DataError(f"{path}: expected a font, got a damaged or other file ({error})") from error
    lacking = _drawn(font, LACKING)
    drawn = {grapheme: _drawn(font, grapheme) for grapheme in NAMED["byclass"].graphemes}
    has = {
        grapheme: image
        for grapheme, image in drawn.items()
        if image is not None and (lacking is None or not np.array_equal(image, lacking))
    }
    only_capitals = _has_only_capitals(has)
    return {
        grapheme: image
        for grapheme, image in has.items()
        if grapheme in graphemes and not (only_capitals and grapheme.islower())
    }


def _drawn(font: ImageFont.FreeTypeFont, text: str) -> GreyImage | None:
    """Return a character with a margin, axes (height, width); None without ink, or beyond the paper."""
    paper = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(paper).text((SIDE / 2, SIDE / 2), text, font=font, fill=255, anchor="mm")
    left, top, right, bottom = paper.getbbox() or (0, 0, 0, 0)
    if right == 0 or min(left, top) == 0 or max(right, bottom) == SIDE:
        return None
    box = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
    return np.asarray(paper.crop(box))  # beyond the paper a crop is black, as the paper is


def _has_only_capitals(drawn: dict[str, GreyImage]) -> bool:
    """Return whether most of the letters whose cases differ are shown alike in both."""
    pairs = [(g, g.upper()) for g in UNLIKE_CAPITALS if g in drawn and g.upper() in drawn]
    alike = sum(_correlation(frame(drawn[a])[0], frame(drawn[b])[0]) > ALIKE for a, b in pairs)
    return bool(pairs) and 2 * alike > len(pairs)


def _correlation(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> float:
    """Return Pearson's correlation of two glyphs' pixels."""
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])
