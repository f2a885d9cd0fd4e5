"""Digits redrawn on a large canvas, at any place and in any size, as people draw them in a browser."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from inkread.datasets.samples import Samples
from inkread.evaluation.judge import Judge, JudgeOptions, glyphs_of
from inkread.evaluation.robustness import Robustness
from inkread.trail import GreyImage

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

SUITE = "redrawn"
CANVAS = 400  # px, both ways
LEAST, MOST = 56, 400  # px of the enlarged image, both ways: the digit's longest side is 40 to 286 px
WHITE = 255


def redrawn(readers: "Sequence[Reader]", samples: Samples, options: JudgeOptions) -> Robustness:
    """Return how well glyphs are read that lie somewhere on a canvas, in some size, black on white.

    Args:
        readers: runs of one recipe with other seeds, or a single one.
        samples: MNIST's images, axes (n, 28, 28), white ink on black.
        options: the charset, the seed and who is told.

    Raises:
        DataError: when the images are no glyphs of 28×28 px, or the charset counts none of them.
    """
    judge = Judge(readers, samples, options)
    rng = np.random.default_rng(judge.seed)
    canvases = (redraw(glyph, rng) for glyph in glyphs_of(judge.samples))
    return judge.robustness(SUITE, [judge.trial(f"on {CANVAS}×{CANVAS} px", canvases)])


def redraw(glyph: GreyImage, rng: np.random.Generator) -> GreyImage:
    """Return a glyph, axes (28, 28), black on a white canvas, axes (400, 400), of any size at any place."""
    side = int(rng.integers(LEAST, MOST, endpoint=True))
    top, left = rng.integers(0, CANVAS - side, 2, endpoint=True)
    canvas = np.full((CANVAS, CANVAS), WHITE, np.uint8)
    enlarged = cv2.resize(glyph, (side, side), interpolation=cv2.INTER_CUBIC)
    canvas[top : top + side, left : left + side] = WHITE - enlarged
    return canvas
