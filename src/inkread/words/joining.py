"""Words of one line put together to its text, with the probabilities of the likeliest lines."""

import itertools
import math
from collections.abc import Sequence

from inkread.predictions import Candidate

MOST = 16  # texts kept while words are added


def joined(words: Sequence[Sequence[Candidate]], *, top_k: int) -> tuple[Candidate, ...]:
    """Return the likeliest lines, spaces between words; words are taken as independent.

    >>> line = joined([[Candidate("to", 0.9), Candidate("10", 0.1)], [Candidate("go", 1.0)]], top_k=2)
    >>> [(one.text, round(one.confidence, 2)) for one in line]
    [('to go', 0.9), ('10 go', 0.1)]
    """
    lines: list[tuple[tuple[str, ...], float]] = [((), 1.0)]
    for word in words:
        longer = [
            ((*texts, one.text), math.prod((confidence, one.confidence)))
            for (texts, confidence), one in itertools.product(lines, word)
        ]
        lines = sorted(longer, key=lambda line: -line[1])[:MOST]
    return tuple(Candidate(" ".join(texts), confidence) for texts, confidence in lines[:top_k] if texts)
