"""Real glyphs to compose words of: for each grapheme the images that people wrote of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from inkread.errors import DataError
from inkread.trail import GreyImage

DASH_WIDTH, DASH_PEN = 0.45, 0.11  # of a capital's height: data sets of letters hold no dash
HALF = 127


@dataclass(frozen=True, slots=True)
class GlyphBank:
    """Tight glyphs by grapheme.

    Attributes:
        glyphs: images, axes (height, width), uint8, white ink on black, cropped to their ink.
    """

    glyphs: Mapping[str, tuple[GreyImage, ...]]

    @classmethod
    def of(cls, images: Iterable[GreyImage], graphemes: Iterable[str]) -> "GlyphBank":
        """Return the bank of images, white ink on black, with what each shows; blank ones are left out."""
        held: dict[str, list[GreyImage]] = {}
        for image, grapheme in zip(images, graphemes, strict=True):
            left, top, width, height = cv2.boundingRect((image > HALF).view(np.uint8))
            if width and height:
                held.setdefault(grapheme, []).append(image[top : top + height, left : left + width])
        return cls({grapheme: tuple(found) for grapheme, found in held.items()})

    def drawn(self, grapheme: str, rng: np.random.Generator) -> GreyImage:
        """Return one of the grapheme's images, each as likely.

        Raises:
            DataError: when the bank holds none.
        """
        if grapheme == "-" and grapheme not in self.glyphs:
            return _dash(rng)
        if grapheme not in self.glyphs:
            known = "".join(sorted(self.glyphs))
            raise DataError(f"expected one of {known!r}, got {grapheme!r}; leave it out of the text")
        found = self.glyphs[grapheme]
        return found[int(rng.integers(len(found)))]


def _dash(rng: np.random.Generator) -> GreyImage:
    """Return a dash as a pen draws it, a little aslant, for a capital of 60 px."""
    height, width = 24, round(60 * DASH_WIDTH * rng.uniform(0.7, 1.4))
    page = np.zeros((height, width + 8), np.uint8)
    tilt = round(float(rng.normal(0.0, 1.5)))
    pen = max(3, round(60 * DASH_PEN * rng.uniform(0.7, 1.3)))
    cv2.line(page, (4, height // 2 - tilt), (width + 4, height // 2 + tilt), 255, pen, cv2.LINE_AA)
    left, top, wide, high = cv2.boundingRect((page > HALF).view(np.uint8))
    return page[top : top + high, left : left + wide]
