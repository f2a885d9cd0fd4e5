"""A text as a picture: written by glyphs of a bank, in boxes or on a line, on paper, as a camera sees it."""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.affine import PixelBox
from inkread.trail import GreyImage
from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.placing import placed
from inkread.words.compose.style import Style

FULL = 255.0
STROKE_AT = 110  # of 255: where the blurred edge of an enlarged glyph is its stroke's edge
SHARPER = 3.0  # times: an enlarged glyph's edge is as blurred as its pixels were large
ROOM = 0.12  # of a capital's height between a character and its box


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A composed picture.

    Attributes:
        image: axes (height, width), uint8, dark ink on light paper.
        text: what it shows.
        boxes: top, left, height and width of each character, spaces left out.
    """

    image: GreyImage
    text: str
    boxes: tuple[PixelBox, ...]


def composed(text: str, bank: GlyphBank, rng: np.random.Generator, *, style: Style | None = None) -> Picture:
    """Return a picture of `text`; everything that is left to chance comes from `rng`.

    Raises:
        DataError: when the bank has no glyph for a character.
    """
    style = style or Style.drawn(rng)
    ink, boxes = placed(text, bank, style, rng)
    share = np.clip((ink.astype(np.float32) - STROKE_AT) * SHARPER / FULL + 0.5, 0.0, 1.0)
    share = np.maximum(share, style.frame_dark * _frame(style, boxes, ink.shape, rng))
    share = cv2.GaussianBlur(share, (0, 0), style.blur)
    paper = style.paper - style.shade * _slope(ink.shape, rng)
    seen = paper + share * (style.ink - paper) + rng.normal(0.0, style.grain, ink.shape)
    return Picture(np.asarray(np.clip(np.rint(seen), 0, FULL), dtype=np.uint8), text, tuple(boxes))


def _frame(
    style: Style, boxes: list[PixelBox], shape: tuple[int, ...], rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Return the boxes or the line that the form has, 0-1."""
    page = np.zeros(shape, np.uint8)
    pen = max(1, round(0.03 * style.height * float(rng.uniform(0.6, 1.6))))
    room = round(ROOM * style.height)
    bottom = min(shape[0] - 1, max(top + height for top, _, height, _ in boxes) + room)
    top = max(0, min(top for top, _, _, _ in boxes) - room)
    lefts = [left for _, left, _, _ in boxes]
    rights = [left + width for _, left, _, width in boxes]
    if style.frame == "line":
        row = bottom - round(room * float(rng.uniform(0.0, 1.6)))
        cv2.line(page, (0, row), (shape[1] - 1, row), 255, pen, cv2.LINE_AA)
    elif style.frame == "comb":
        walls = [max(0, lefts[0] - room), *((a + b) // 2 for a, b in zip(rights, lefts[1:], strict=False))]
        walls.append(min(shape[1] - 1, rights[-1] + room))
        for left, right in itertools.pairwise(walls):
            cv2.rectangle(page, (left, top), (right, bottom), 255, pen, cv2.LINE_AA)
    elif style.frame == "boxes":
        apart = [min(room, max(2, (b - a) // 3)) for a, b in zip(rights, lefts[1:], strict=False)]
        for left, right, near in zip(lefts, rights, [*apart, room], strict=True):
            ends = (max(0, left - near), top), (min(shape[1] - 1, right + near), bottom)
            cv2.rectangle(page, *ends, 255, pen, cv2.LINE_AA)
    return page.astype(np.float32) / np.float32(FULL)


def _slope(shape: tuple[int, ...], rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return an even fall of light over the page in a direction by chance, 0-1."""
    angle = float(rng.uniform(0.0, 2.0 * np.pi))
    rows, columns = np.linspace(-0.5, 0.5, shape[0]), np.linspace(-0.5, 0.5, shape[1])
    plane = np.sin(angle) * rows[:, None] + np.cos(angle) * columns[None, :]
    return np.asarray((plane - plane.min()) / np.ptp(plane))
