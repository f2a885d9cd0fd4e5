"""How likely a candidate is one whole character: the odds by its shape and by what the reader makes of it.

Of all partings of the ink one is right; if candidates were right or wrong independently, a parting's
probability would be that of its candidates being right and of all others being wrong, which is in proportion
to the product of its candidates' odds. So partings into few and into many characters can be compared.
"""

import numpy as np
import numpy.typing as npt

from inkread.preprocess.segment.pieces import Floats
from inkread.words.shape import Shapes

Flags = npt.NDArray[np.bool_]

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


def features(shapes: Shapes, *, confidence: Floats, refused: Flags, sign: Floats) -> Floats:
    """Return what the odds of each candidate are weighed from, axes (n, features) as `WEIGHTS` has them.

    Args:
        shapes: of the candidates.
        confidence: of the likeliest character, case not told apart, signs included, 0 to 1, axes (n,).
        refused: whether the reader takes it for no character, axes (n,).
        sign: how likely it is a sign, 0 to 1, axes (n,).
    """
    sound = 1.0 - sign  # a dash is low and a dot small by right
    found = {
        "one": np.ones(len(shapes)),
        "confidence": np.log(np.maximum(confidence, LEAST_CONFIDENCE)),
        "refused": refused * sound,
        "sign": sign,
        "wide": np.maximum(0.0, shapes.width - 0.8),
        "narrow": np.maximum(0.0, 0.3 - shapes.width) * sound,
        "low": np.maximum(0.0, 0.7 - shapes.height) * sound,
        "tall": np.maximum(0.0, shapes.height - 1.15),
        "hanging": np.abs(shapes.bottom) * sound,
        "merged": shapes.merged,
        "gap": shapes.gap,
        "cut_inside": shapes.cut_inside,
        "easy_inside": shapes.easy_inside,
        "cut_sides": shapes.cut_sides,
        "cut_ink": shapes.cut_ink,
        "room": np.clip(shapes.room, -0.3, 0.25),
    }
    return np.stack([found[name] for name in WEIGHTS], axis=1)


def log_odds(found: Floats) -> Floats:
    """Return the logarithm of the odds that candidates of these features are one whole character each."""
    return np.asarray(found @ np.array(list(WEIGHTS.values())))
