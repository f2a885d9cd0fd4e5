"""A plain rule for what is no character, for bundles without a gate: much ink, much outline, many choices.

It knows the ink and the network's own doubt; a network that has seen nothing but characters is sure of many
things that are none, so that the rule cannot be sharp. Its limits were chosen on people's own images, the
`-dev` sets: 98.7 % of the drawn and 98.2 % of the photographed characters pass, and 96.5 % of badly binarised
capitals, many of them in pieces. Smileys, houses, spirals, hatching, noise, chequerboards, blots and taps are
refused nine times in ten or more; scribbles half the time; hearts, stick figures, flowers and boxes never.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from inkread.preprocess.contract import Preprocessed
from inkread.trail import GreyImage

MOST_MARKS = 5  # pieces; of 11,639 characters five come in more, all of them badly binarised
LONGEST_OUTLINE = 152.0  # px of the frame, along rows and columns; 0.1 to 0.6 % of the characters have more
MOST_INK = 280.0  # px of the frame's 784; 0 to 0.2 % of the characters have more
MOST_CHOICES = 9.0  # as many characters as would be as doubtful if all were equally likely
FULL = 255.0


def is_no_character(prepared: Preprocessed, whole: npt.NDArray[np.float64]) -> bool:
    """Return whether an image with ink looks like no single character.

    Args:
        prepared: the glyph with its trail.
        whole: calibrated probabilities of everything that the bundle reads, axes (c,).
    """
    if num_marks(prepared) > MOST_MARKS or _is_no_writing(prepared.glyph):
        return True
    return num_choices(whole) > min(MOST_CHOICES, max(2.0, len(whole) / 2))


def num_choices(probabilities: npt.NDArray[np.float64]) -> float:
    """Return how many equally likely characters would be as doubtful: e to the entropy (Hill 1973, order 1).

    >>> round(num_choices(np.array([0.5, 0.5, 0.0])), 6)
    2.0
    """
    likely = probabilities[probabilities > 0.0]
    return math.exp(-float((likely * np.log(likely)).sum()))


def num_marks(prepared: Preprocessed) -> int:
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
