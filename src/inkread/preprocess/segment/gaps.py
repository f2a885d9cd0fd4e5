"""Which gaps of a line part words, and which only characters."""

import numpy as np

from inkread.preprocess.segment.pieces import Floats

LEAST = 0.35  # of a capital's height: a narrower gap parts no words
SURELY = 1.1  # of a capital's height: a wider one always does
CLEAR = 1.7  # times the widest gap between characters: the narrowest between words, where the two are told


def word_gaps(gaps: Floats, *, height: float) -> list[int]:
    """Return the places of the gaps that part words.

    Where the sorted gaps make their widest leap, the wider side parts words, if the leap is clear and that
    side is not narrow: block capitals may stand as far apart as words do elsewhere.

    Args:
        gaps: empty columns before each piece but the first, px.
        height: of a capital, px.

    >>> word_gaps(np.array([3.0, 4.0, 30.0, 2.0, 28.0]), height=40)
    [2, 4]
    """
    wide = np.maximum(gaps, 0.0)
    between = np.sort(wide[wide > 0])
    limit = SURELY * height
    if between.size > 1:
        low, high = between[:-1], between[1:]
        clear = (high >= LEAST * height) & (high >= CLEAR * np.maximum(low, 1.0))
        leaps = np.where(clear, high / np.maximum(low, 1.0), 0.0)
        if leaps.any():
            limit = min(limit, float(high[int(leaps.argmax())]))
    return np.flatnonzero(wide >= limit).tolist()
