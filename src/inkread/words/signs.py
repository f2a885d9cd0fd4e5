"""Dots, dashes and other signs that data sets of letters and digits lack, told by shape and place."""

from collections.abc import Callable

import numpy as np

from inkread.preprocess.segment.pieces import Floats
from inkread.words.shape import Shapes

SOFT = 0.04  # of a capital's height: how gradually a bound is passed
SUREST = 0.97  # no sign is surer: a short 1 may always be a comma
LEAST = 1e-3  # a shape less like a sign is none


def _above(value: Floats, bound: Floats | float) -> Floats:
    """Return 0 to 1: how far a value is above a bound."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip((value - bound) / SOFT, -30.0, 30.0))))


def _below(value: Floats, bound: Floats | float) -> Floats:
    """Return 0 to 1: how far a value is below a bound."""
    return 1.0 - _above(value, bound)


def _dash(shape: Shapes) -> Floats:
    middle = shape.bottom + shape.height / 2
    flat = _above(shape.width, 1.5 * shape.height + 0.05) * _below(shape.height, 0.38)
    return flat * _above(middle, 0.18) * _below(middle, 0.85) * _above(shape.width, 0.16)


def _dot(shape: Shapes) -> Floats:
    small = _below(shape.height, 0.26) * _below(shape.width, 0.3)
    return small * _below(shape.bottom, 0.2) * _below(shape.width, 2.2 * shape.height)


def _comma(shape: Shapes) -> Floats:
    small = _below(shape.height, 0.5) * _above(shape.height, 0.16) * _below(shape.width, 0.32)
    return small * _below(shape.bottom, -0.05) * _below(shape.top, 0.35)


def _apostrophe(shape: Shapes) -> Floats:
    small = _below(shape.height, 0.45) * _below(shape.width, 0.3) * _above(shape.height, 0.1)
    return small * _above(shape.bottom, 0.5)


def _colon(shape: Shapes) -> Floats:
    narrow = _below(shape.width, 0.3) * _below(shape.height, 0.85) * _above(shape.height, 0.25)
    return narrow * _below(shape.spread, 0.12)


def _equals(shape: Shapes) -> Floats:
    flat = _above(shape.width, 0.3) * _below(shape.height, 0.6) * _above(shape.bottom, 0.08)
    return flat * _above(shape.width, 1.1 * shape.height)


def _stroke(shape: Shapes) -> Floats:
    return _below(shape.spread, 0.075) * _above(shape.height, 0.8) * _below(shape.lean, -0.38)


SIGNS: dict[str, tuple[int, Callable[[Shapes], Floats]]] = {
    "-": (1, _dash),
    ".": (1, _dot),
    ",": (1, _comma),
    "'": (1, _apostrophe),
    ":": (2, _colon),
    "=": (2, _equals),
    "/": (1, _stroke),
}
"""Of each sign in how many parts it is, and how much a shape is like it, 0 to 1."""


def sign_probabilities(shapes: Shapes, parts: Callable[[int], int]) -> Floats:
    """Return how likely each candidate is each sign, axes (n, signs); what is left to 1 is no sign's.

    Args:
        shapes: of the candidates.
        parts: returns of how many marks the candidate at some place is. Only those are asked about whose
            shape is like a sign's.
    """
    likeness = np.stack([like(shapes) for _, like in SIGNS.values()], axis=1)
    likeness[likeness < LEAST] = 0.0
    wanted = np.array([number for number, _ in SIGNS.values()])
    for place in np.flatnonzero(likeness.any(axis=1)).tolist():
        likeness[place] *= wanted == parts(place)
    total = likeness.sum(axis=1, keepdims=True)
    return np.asarray(SUREST * likeness / np.maximum(total, 1.0))
