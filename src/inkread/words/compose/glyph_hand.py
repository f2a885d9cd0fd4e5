"""Single glyphs as a hand that writes words: set side by side, some joined by a stroke."""

import itertools
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.affine import PixelBox
from inkread.trail import GreyImage
from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.pen_signs import SIGNS
from inkread.words.compose.placing import placed
from inkread.words.compose.style import Style

HEIGHT = 48  # px of a capital, as a font of 64 px has it
TIGHTEST, WIDEST = -0.1, 0.3  # of a capital's height: the usual gap of one text
SIGNS_OFF = 0.5  # of a capital's height: a sign stands off what is before it by this, at most
JOINED = 0.4  # of the texts: their letters hang together
JOINT_AT = (0.55, 0.98)  # of a glyph's height: where joints leave and arrive, from the top
FULL = 255
HALF = 127


@dataclass(frozen=True, slots=True, eq=False)
class GlyphHand:
    """Writes texts with the glyphs of a bank, another image of each every time."""

    bank: GlyphBank

    def fitting(self, text: str) -> str | None:
        """Return the text, or None where the bank lacks one of its characters."""
        return text if set(text) - {" "} <= self.bank.glyphs.keys() | SIGNS else None

    def written(self, text: str, rng: np.random.Generator) -> GreyImage:
        """Return the ink of a text, white on black, with a margin, axes (height, width)."""
        style = Style.drawn(rng)
        gap = float(rng.uniform(TIGHTEST, WIDEST))
        uneven = float(rng.uniform(0.02, 0.1))
        style = replace(style, height=HEIGHT, gap=gap, uneven=uneven, skew=0.0, signs_off=SIGNS_OFF)
        page, boxes = placed(text, self.bank, style, rng)
        page = np.ascontiguousarray(page)
        if rng.random() < JOINED:
            chars = [char for char in text if char != " "]
            _join(page, [None if char in SIGNS else box for char, box in zip(chars, boxes, strict=True)], rng)
        return page


def _join(page: GreyImage, boxes: list[PixelBox | None], rng: np.random.Generator) -> None:
    """Draw a stroke from each glyph to the next one that is near; None stands for a sign, joined to none."""
    pen = int(rng.integers(3, 6))
    for one, other in itertools.pairwise(boxes):
        if one is None or other is None:
            continue
        begin, end = _ink_near(page, one, side=-1, rng=rng), _ink_near(page, other, side=0, rng=rng)
        if begin is None or end is None or not -HEIGHT / 2 < end[0] - begin[0] < HEIGHT / 2:
            continue
        sag = (begin[1] + end[1]) / 2 + float(rng.uniform(-0.05, 0.15)) * HEIGHT
        middle = ((begin[0] + end[0]) / 2, sag)
        share = np.linspace(0.0, 1.0, 7)[:, None]
        curve = (1 - share) ** 2 * begin + 2 * share * (1 - share) * np.array(middle) + share**2 * end
        points = [np.rint(curve).astype(np.int32)]
        cv2.polylines(page, points, isClosed=False, color=FULL, thickness=pen, lineType=cv2.LINE_AA)


def _ink_near(
    page: GreyImage, box: PixelBox, *, side: int, rng: np.random.Generator
) -> npt.NDArray[np.int64] | None:
    """Return x and y of ink at a glyph's left (0) or right (-1) side, in its lower half; None without."""
    top, left, height, width = box
    row = top + min(height - 1, round(height * float(rng.uniform(*JOINT_AT))))
    columns = np.flatnonzero(page[row, left : left + width] > HALF)
    return np.array([left + columns[side], row]) if columns.size else None
