"""Real glyphs to compose words of: for each grapheme the images that people wrote of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from inkread.errors import DataError
from inkread.trail import GreyImage
from inkread.words.compose.pen_signs import SIGNS, pen_sign

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
        """Return one of the grapheme's images, each as likely; signs that the bank lacks are drawn by a pen.

        Raises:
            DataError: when the bank holds none.
        """
        if grapheme in SIGNS and grapheme not in self.glyphs:
            return pen_sign(grapheme, rng)
        if grapheme not in self.glyphs:
            known = "".join(sorted(self.glyphs))
            raise DataError(
                f"expected glyphs of {grapheme!r}, which is to be written, got those of {known!r} alone;"
                " name a set that has it"
            )
        found = self.glyphs[grapheme]
        return found[int(rng.integers(len(found)))]
