"""Dots, dashes and other signs that data sets of letters and digits lack, told by shape and place."""

import math
from collections.abc import Callable, Mapping

from inkread.words.shape import Shape

SOFT = 0.04  # of a capital's height: how gradually a bound is passed
SUREST = 0.97  # no sign is surer: a short 1 may always be a comma


def _above(value: float, bound: float) -> float:
    """Return 0 to 1: how far a value is above a bound."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, (value - bound) / SOFT))))


def _below(value: float, bound: float) -> float:
    """Return 0 to 1: how far a value is below a bound."""
    return _above(bound, value)


def _dash(shape: Shape) -> float:
    middle = shape.bottom + shape.height / 2
    flat = _above(shape.width, 1.5 * shape.height + 0.05) * _below(shape.height, 0.38)
    return flat * _above(middle, 0.18) * _below(middle, 0.85) * _above(shape.width, 0.16) * (shape.parts == 1)


def _dot(shape: Shape) -> float:
    small = _below(shape.height, 0.26) * _below(shape.width, 0.3)
    return small * _below(shape.bottom, 0.2) * (shape.parts == 1) * _below(shape.width, 2.2 * shape.height)


def _comma(shape: Shape) -> float:
    small = _below(shape.height, 0.5) * _above(shape.height, 0.16) * _below(shape.width, 0.32)
    return small * _below(shape.bottom, -0.05) * _below(shape.top, 0.35) * (shape.parts == 1)


def _apostrophe(shape: Shape) -> float:
    small = _below(shape.height, 0.45) * _below(shape.width, 0.3) * _above(shape.height, 0.1)
    return small * _above(shape.bottom, 0.5) * (shape.parts == 1)


def _colon(shape: Shape) -> float:
    narrow = _below(shape.width, 0.3) * _below(shape.height, 0.85) * _above(shape.height, 0.25)
    return narrow * (shape.parts == 2) * _below(shape.spread, 0.12)


def _equals(shape: Shape) -> float:
    flat = _above(shape.width, 0.3) * _below(shape.height, 0.6) * _above(shape.bottom, 0.08)
    return flat * (shape.parts == 2) * _above(shape.width, 1.1 * shape.height)


def _stroke(shape: Shape) -> float:
    straight = _below(shape.spread, 0.075) * _above(shape.height, 0.8) * _below(shape.lean, -0.38)
    return straight * (shape.parts == 1)


SIGNS: Mapping[str, Callable[[Shape], float]] = {
    "-": _dash,
    ".": _dot,
    ",": _comma,
    "'": _apostrophe,
    ":": _colon,
    "=": _equals,
    "/": _stroke,
}
"""How much a shape is like each sign, 0 to 1."""


def sign_probabilities(shape: Shape) -> dict[str, float]:
    """Return how likely a candidate is each sign; what is left to 1 is a letter's or a digit's."""
    likeness = {sign: like(shape) for sign, like in SIGNS.items()}
    total = sum(likeness.values())
    scale = SUREST / max(total, 1.0)
    return {sign: scale * like for sign, like in likeness.items()}
