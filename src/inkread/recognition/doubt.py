"""When an answer should not be trusted as one character: garbage, several marks, one not asked for.

A plain rule until a trained gate takes its place. It knows the ink and the network's own doubt; a network
that has seen nothing but characters is sure of many things that are none, so that the rule cannot be sharp.
Its limits were chosen on people's own images, the `-dev` sets: 98.7 % of the drawn and 98.2 % of the
photographed characters pass, and 96.5 % of badly binarised capitals, many of them in pieces. Of drawings by
a program (tests/recognition/garbage.py) it refuses nine in ten or more of two or three characters side by
side, smileys, houses, spirals, hatching, noise, chequerboards, blots and taps; about half of scribbles and
gradients; a third of zigzags, loops, stars and discs; and no hearts, stick figures, flowers or boxes, which
look like letters to it.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.cautions import BLANK, SEVERAL
from inkread.preprocess.contract import Preprocessed
from inkread.trail import Caution, GreyImage

MOST_MARKS = 5  # pieces; of 11,639 characters five come in more, all of them badly binarised
LONGEST_OUTLINE = 152.0  # px of the frame, along rows and columns; 0.1 to 0.6 % of the characters have more
MOST_INK = 280.0  # px of the frame's 784; 0 to 0.2 % of the characters have more
MOST_CHOICES = 9.0  # as many characters as would be as doubtful if all were equally likely
LEAST_SHARE = 0.01  # of the probability over all that the bundle reads must be left for the charset in force
FULL = 255.0

NO_CHARACTER = Caution(
    "no_character", "This does not look like one letter or digit: write a single one, large and clear."
)
NOT_ASKED_FOR = Caution(
    "not_in_charset", "This looks like a character that was not asked for: allow more, or write another."
)


def refusal_of(
    prepared: Preprocessed, whole: npt.NDArray[np.float64], *, asked_share: float
) -> Caution | None:
    """Return why the image should not be read as one character of the charset in force, or None.

    Args:
        prepared: the glyph with its trail.
        whole: calibrated probabilities of everything that the bundle reads, axes (c,).
        asked_share: what part of them the charset in force has, 0 to 1.
    """
    trail = prepared.trail
    if trail.blank:
        return BLANK
    if SEVERAL in trail.warnings:
        return SEVERAL
    if _num_marks(prepared) > MOST_MARKS or _is_no_writing(prepared.glyph):
        return NO_CHARACTER
    if num_choices(whole) > min(MOST_CHOICES, max(2.0, len(whole) / 2)):
        return NO_CHARACTER
    return NOT_ASKED_FOR if asked_share < LEAST_SHARE else None


def num_choices(probabilities: npt.NDArray[np.float64]) -> float:
    """Return how many equally likely characters would be as doubtful: e to the entropy (Hill 1973, order 1).

    >>> round(num_choices(np.array([0.5, 0.5, 0.0])), 6)
    2.0
    """
    likely = probabilities[probabilities > 0.0]
    return math.exp(-float((likely * np.log(likely)).sum()))


def _num_marks(prepared: Preprocessed) -> int:
    """Return the pieces that the ink is in; 1 of a glyph that came framed."""
    for step in prepared.trail.steps:
        if step.name == "marks":
            return int(step.numbers["kept"])  # type: ignore[arg-type]
    return 1


def _is_no_writing(glyph: GreyImage) -> bool:
    """Return whether a glyph, axes (28, 28), has more outline or more ink than a character takes.

    The outline is the sum of all steps between neighbours along rows and columns, by full ink.
    """
    across = cv2.norm(glyph[:, 1:], glyph[:, :-1], cv2.NORM_L1)
    down = cv2.norm(glyph[1:], glyph[:-1], cv2.NORM_L1)
    return (across + down) / FULL > LONGEST_OUTLINE or float(glyph.sum()) / FULL > MOST_INK
