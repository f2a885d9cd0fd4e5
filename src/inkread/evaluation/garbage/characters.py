"""Characters as people's images show them: the other side of the gate from what is no character."""

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from inkread.evaluation.garbage.pages import Ink, on_page
from inkread.trail import GreyImage

Glyphs = npt.NDArray[np.uint8]
"""Framed glyphs, axes (n, 28, 28), uint8, white ink on black."""

FULL = 255
SMALLEST, LARGEST = 10, 20  # px of a small character's longer side
THRESHOLD = 90  # of 255: blurred ink above it becomes ink again when it is enlarged


def characters_on_pages(glyphs: Glyphs, *, num: int, seed: int) -> Iterator[GreyImage]:
    """Yield pages with one character each, so that a gate cannot tell characters by their paper.

    Args:
        glyphs: what to choose from, axes (n, 28, 28).
        num: how many.
        seed: the only source of chance.
    """
    rng = np.random.default_rng(seed)
    for row in rng.integers(len(glyphs), size=num):
        yield on_page(rng, enlarged(rng, glyphs[row]))


def small_characters(glyphs: Glyphs, *, num: int, seed: int) -> Iterator[GreyImage]:
    """Yield such pages in few pixels, as scanners of forms and thumbnails have them; arguments as above.

    A gate that saw none let 94 % of USPS's digits pass, which are 16 px high.
    """
    rng = np.random.default_rng(seed)
    for row in rng.integers(len(glyphs), size=num):
        ink = enlarged(rng, glyphs[row])
        page = on_page(rng, ink)
        share = rng.uniform(SMALLEST, LARGEST) / max(ink.shape)
        shape = [max(8, round(side * share)) for side in page.shape[::-1]]
        yield np.asarray(cv2.resize(page, shape, interpolation=cv2.INTER_AREA), np.uint8)


def enlarged(rng: np.random.Generator, glyph: npt.NDArray[np.uint8]) -> Ink:
    """Return a glyph at the size of an image, cropped to its ink, its edges crisp."""
    left, top, width, height = cv2.boundingRect(glyph)
    scale = rng.uniform(3.0, 8.0)
    shape = (max(2, round(width * scale)), max(2, round(height * scale)))
    large = cv2.resize(glyph[top : top + height, left : left + width], shape, interpolation=cv2.INTER_CUBIC)
    return np.where(np.asarray(large) > THRESHOLD, FULL, 0).astype(np.uint8)
