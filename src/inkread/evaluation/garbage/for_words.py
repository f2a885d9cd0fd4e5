"""Pictures that show no writing at all, for readers of words: they are to say nothing of them."""

from collections.abc import Iterator

import cv2
import numpy as np

from inkread.evaluation.garbage.kinds import Kind, fitted, held_out
from inkread.trail import GreyImage

SILENT = frozenset({"noise", "scribble", "photograph", "pattern", "drawing"})
"""Families without a character. Paper is left out: nothing is found on it, so that no reader is asked."""
WIDEST = 5.0  # times as wide as it was drawn: lines of writing are wide
NO_CHARACTERS = np.zeros((1, 28, 28), np.uint8)


def kinds_of(*, trained: bool) -> tuple[Kind, ...]:
    """Return the kinds without a character that a reader learns from, or those that judge it."""
    return tuple(kind for kind in (fitted() if trained else held_out()) if kind.family in SILENT)


def silent_pictures(num: int, *, trained: bool, seed: int) -> Iterator[tuple[GreyImage, str, None]]:
    """Yield pictures with the empty text, kind by kind in turn; a longer run begins alike.

    Args:
        num: of pictures.
        trained: see `kinds_of`.
        seed: the only source of chance.
    """
    kinds = kinds_of(trained=trained)
    for place in range(num):
        rng = np.random.default_rng((seed, place))
        picture = kinds[place % len(kinds)].make(rng, NO_CHARACTERS)
        wide = float(np.exp(rng.uniform(0.0, np.log(WIDEST))))
        shape = (max(1, round(picture.shape[1] * wide)), picture.shape[0])
        yield np.asarray(cv2.resize(picture, shape, interpolation=cv2.INTER_LINEAR), np.uint8), "", None
