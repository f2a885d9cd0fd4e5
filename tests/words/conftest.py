"""Strings drawn with the strokes of the tiny bundle: 1, 7, L, T, V and X."""

import cv2
import numpy as np
import pytest

GAP = 8  # px between two characters


def tight(drawing, grapheme):
    """Return a drawing of the grapheme, cropped to its ink, black on white."""
    image = drawing(grapheme)
    rows, columns = np.nonzero(image < 128)
    return image[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


@pytest.fixture
def written(drawing):
    """Writes a text in black on white, axes (height, width); `-` is a bar, a space a wide gap."""

    def write(text, *, gap=GAP, scale=1.0):
        page = np.full((160, 40 + 130 * len(text)), 255, np.uint8)
        x = 30
        for char in text:
            if char == " ":
                x += 110
            elif char == "-":
                page[80:89, x : x + 40] = 0
                x += 40 + gap
            else:
                glyph = tight(drawing, char)
                height, width = glyph.shape
                part = page[118 - height : 118, x : x + width]
                np.minimum(part, glyph, out=part)
                x += width + gap
        page = page[:, : x + 30]
        return page if scale == 1.0 else cv2.resize(page, None, fx=scale, fy=scale)

    return write


@pytest.fixture
def word_reader(tiny_bundle):
    """A reader of words by the tiny bundle."""
    from inkread import WordReader

    return WordReader(tiny_bundle)
