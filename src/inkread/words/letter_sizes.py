"""Small letters and capitals of one form told by how high they stand: C from c, O from o, P from p.

How high a capital is, a word of few letters does not say: `SOS` and `sos` look alike. So a text is weighed
under two assumptions, that its highest characters are capitals or digits, or that they are small letters.
"""

from functools import lru_cache

import numpy as np

from inkread.preprocess.segment.pieces import Floats
from inkread.words.odds import Flags
from inkread.words.shape import Shapes

SMALL_SHARE = 0.64  # of a capital's height: an x
TAIL = 0.28  # of a capital's height below the line: a g
SMALL = frozenset("acemnorsuvwxz")
HANGING = frozenset("gpqy")
UNSURE = frozenset("fijtQJ")  # as high and as low as their writer likes
ASSUMPTIONS = (1.0, SMALL_SHARE)
"""The height that was taken for a capital's, in true heights of a capital."""
TOP_SPREAD, BOTTOM_SPREAD = 0.16, 0.14  # standard deviations of people's hands, heights of a capital
TRUST = 0.5  # of the evidence: tops and bottoms of one hand go together
NUM_ALPHABETS = 32  # remembered
SAME_FORM = frozenset("ckopsuvwxz")
"""Small letters that are their capitals in small."""


def size_evidence(chars: tuple[str, ...], shapes: Shapes, assumption: float) -> Floats:
    """Return the logarithm of how well each character fits each shape's place and height, at most 0.

    Args:
        chars: the characters.
        shapes: of the ink, in what was taken for a capital's height.
        assumption: what that height is, in true heights of a capital.

    Returns:
        Axes (n, characters).
    """
    told, top, bottom = _expected(chars)
    off_top = (shapes.top[:, None] * assumption - top) / TOP_SPREAD
    off_bottom = (shapes.bottom[:, None] * assumption - bottom) / BOTTOM_SPREAD
    fit = -TRUST * 0.5 * np.minimum(off_top**2 + off_bottom**2, 18.0)
    return np.where(told, fit, 0.0)


@lru_cache(maxsize=NUM_ALPHABETS)
def _expected(chars: tuple[str, ...]) -> tuple[Flags, Floats, Floats]:
    """Return whether the height of each character says anything, and where its top and bottom should be."""
    told = np.array([char.isalnum() and char not in UNSURE for char in chars])
    top = np.array([SMALL_SHARE if char in SMALL or char in HANGING else 1.0 for char in chars])
    bottom = np.array([-TAIL if char in HANGING else 0.0 for char in chars])
    return told, top, bottom
