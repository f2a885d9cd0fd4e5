"""Small letters and capitals of one form told by how high they stand: C from c, O from o, P from p.

How high a capital is, a word of few letters does not say: `SOS` and `sos` look alike. So a text is weighed
under two assumptions, that its highest characters are capitals or digits, or that they are small letters.
"""

from inkread.words.shape import Shape

SMALL_SHARE = 0.64  # of a capital's height: an x
TAIL = 0.28  # of a capital's height below the line: a g
SMALL = frozenset("acemnorsuvwxz")
HANGING = frozenset("gpqy")
UNSURE = frozenset("fijtQJ")  # as high and as low as their writer likes
ASSUMPTIONS = (1.0, SMALL_SHARE)
"""The height that was taken for a capital's, in true heights of a capital."""
TOP_SPREAD, BOTTOM_SPREAD = 0.16, 0.14  # standard deviations of people's hands, heights of a capital
TRUST = 0.5  # of the evidence: tops and bottoms of one hand go together
SAME_FORM = frozenset("ckopsuvwxz")
"""Small letters that are their capitals in small."""


def size_evidence(char: str, shape: Shape, assumption: float) -> float:
    """Return the logarithm of how well a character's place and height fit, at most 0.

    Args:
        char: the character.
        shape: of the ink, in what was taken for a capital's height.
        assumption: what that height is, in true heights of a capital.
    """
    if not char.isalnum() or char in UNSURE:
        return 0.0
    bottom = -TAIL if char in HANGING else 0.0
    top = SMALL_SHARE if char in SMALL or char in HANGING else 1.0
    off_top = (shape.top * assumption - top) / TOP_SPREAD
    off_bottom = (shape.bottom * assumption - bottom) / BOTTOM_SPREAD
    return -TRUST * 0.5 * min(off_top**2 + off_bottom**2, 18.0)
