"""Strokes drawn as black ink on white, alike whatever the canvas' size, its pixels' density and the place."""

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from inkread.preprocess.strokes import Stroke, Strokes
from inkread.trail import GreyImage

LONGEST = 240  # px of the drawing's longest side, ink included: twice what the contract's outline works at
MARGIN = 20  # px of paper on each side, so that no ink touches the border
FINE = 4  # drawn so many times larger, then averaged: that is the anti-aliasing
LEAST_PEN = 1.5  # px; a thinner line would average to a grey that may be taken for paper
SUBPIXEL_BITS = 4  # OpenCV takes places in sixteenths of a pixel
WHITE, BLACK = 255, 0
MEDIUM = 0.5  # the pressure at which the pen is as wide as was told

Points = npt.NDArray[np.float64]
"""Places of one stroke, axes (n, 2): x and y."""


def render(strokes: Strokes, *, longest: float = LONGEST) -> GreyImage:
    """Return the drawing, axes (height, width), uint8, black ink on white, its longest side 280 px.

    Strokes that left the canvas are drawn whole. The line is as wide as the pen at medium pressure (0.5),
    half as wide at none and half as wide again at full pressure. A tap leaves a dot.

    Args:
        strokes: the drawing.
        longest: px of the ink's longest side; words need more than a character.
    """
    import cv2  # whoever only checks strokes does without

    if not strokes.strokes:
        return np.full((LONGEST + 2 * MARGIN,) * 2, WHITE, np.uint8)
    pens = [_pens(stroke, strokes.pen_width) for stroke in strokes.strokes]
    places = [np.column_stack([stroke.x, stroke.y]) for stroke in strokes.strokes]
    low, high = _ends(places, pens)
    scale = longest / float((high - low).max())
    width, height = (np.ceil(_exact((high - low) * scale)) + 2 * MARGIN).astype(int).tolist()
    paper = np.full((height * FINE, width * FINE), WHITE, np.uint8)
    for at, pen in zip(places, pens, strict=True):
        fine = ((at - low) * scale + MARGIN) * FINE
        for line, thickness in _lines(fine, np.maximum(pen * scale, LEAST_PEN) * FINE):
            cv2.polylines(paper, [line], False, BLACK, thickness, cv2.LINE_8, SUBPIXEL_BITS)
    return np.asarray(cv2.resize(paper, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def ink_box(strokes: Strokes) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the ink of a drawing that has any, px of its canvas."""
    pens = [_pens(stroke, strokes.pen_width) for stroke in strokes.strokes]
    places = [np.column_stack([stroke.x, stroke.y]) for stroke in strokes.strokes]
    (left, top), (right, bottom) = (end.tolist() for end in _ends(places, pens))
    return left, top, right, bottom


def _ends(places: list[Points], pens: list[npt.NDArray[np.float64]]) -> tuple[Points, Points]:
    """Return the least and the greatest x and y of the ink, axes (2,) each."""
    low = np.min([(at - pen[:, None] / 2).min(axis=0) for at, pen in zip(places, pens, strict=True)], axis=0)
    high = np.max([(at + pen[:, None] / 2).max(axis=0) for at, pen in zip(places, pens, strict=True)], axis=0)
    return np.asarray(low), np.asarray(high)


def _pens(stroke: Stroke, pen_width: float) -> npt.NDArray[np.float64]:
    """Return the pen's width at each point, px of the canvas, axes (n,)."""
    if not stroke.pressure:
        return np.full(len(stroke.x), pen_width)
    return pen_width * (1.0 - MEDIUM + np.asarray(stroke.pressure))


def _lines(places: Points, pens: npt.NDArray[np.float64]) -> Iterator[tuple[npt.NDArray[np.int32], int]]:
    """Yield the pieces of one stroke that have one width, as OpenCV's polylines with their thickness.

    OpenCV rounds the ends and corners of thick lines, so that the pieces join, and a tap, drawn as a line
    to its own place, is a dot.
    """
    fixed = np.rint(_exact(places * (1 << SUBPIXEL_BITS))).astype(np.int32)
    if len(fixed) == 1:
        yield np.repeat(fixed, 2, axis=0), max(1, round(float(_exact(pens)[0])))
        return
    widths = np.rint(_exact((pens[1:] + pens[:-1]) / 2)).astype(int)  # of each piece between two points
    starts = [0, *(np.flatnonzero(np.diff(widths)) + 1).tolist(), len(widths)]
    for start, end in itertools.pairwise(starts):
        yield fixed[start : end + 1], max(1, int(widths[start]))


def _exact(lengths: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return lengths in px without their last digits, in which canvases of two sizes differ.

    Else 63.5 px of the one would be rounded up and 63.4999999999 px of the other down.
    """
    return lengths.round(6)
