"""How likely a candidate is one whole character: the odds by its shape and by what the reader makes of it.

Of all partings of the ink one is right; if candidates were right or wrong independently, a parting's
probability would be that of its candidates being right and of all others being wrong, which is in proportion
to the product of its candidates' odds. So partings into few and into many characters can be compared.
"""

import math

from inkread.words.shape import Shape

WEIGHTS: dict[str, float] = {
    "one": 2.99,
    "confidence": 2.32,
    "refused": -0.94,
    "sign": -1.25,
    "wide": -2.64,
    "narrow": -1.76,
    "low": -3.19,
    "tall": -0.58,
    "hanging": -3.04,
    "merged": -3.99,
    "gap": -1.57,
    "cut_inside": 0.34,
    "easy_inside": -0.07,
    "cut_sides": -4.31,
    "cut_ink": -0.54,
    "room": 5.65,
}
"""Logistic regression on 10,049 candidates of 300 composed codes and numbers, their glyphs from the
validation part of the EMNIST pool, read by inkread-62; `tools/words_weights.py` makes them."""
LEAST_CONFIDENCE = 1e-3


def features(shape: Shape, *, confidence: float, refused: bool, sign: float) -> dict[str, float]:
    """Return what the odds are weighed from.

    Args:
        shape: of the candidate.
        confidence: of the likeliest character, case not told apart, signs included, 0 to 1.
        refused: whether the reader takes it for no character.
        sign: how likely it is a sign, 0 to 1.
    """
    sound = 1.0 - sign  # a dash is low and a dot small by right
    return {
        "one": 1.0,
        "confidence": math.log(max(confidence, LEAST_CONFIDENCE)),
        "refused": float(refused) * sound,
        "sign": sign,
        "wide": max(0.0, shape.width - 0.8),
        "narrow": max(0.0, 0.3 - shape.width) * sound,
        "low": max(0.0, 0.7 - shape.height) * sound,
        "tall": max(0.0, shape.height - 1.15),
        "hanging": abs(shape.bottom) * sound,
        "merged": float(shape.merged),
        "gap": shape.gap,
        "cut_inside": float(shape.cut_inside),
        "easy_inside": shape.easy_inside,
        "cut_sides": float(shape.cut_sides),
        "cut_ink": shape.cut_ink,
        "room": min(max(shape.room, -0.3), 0.25),
    }


def log_odds(found: dict[str, float]) -> float:
    """Return the logarithm of the odds that a candidate of these features is one whole character."""
    return sum(WEIGHTS[name] * value for name, value in found.items())
