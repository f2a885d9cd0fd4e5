"""Words of one line put together to its text, with the probabilities of the likeliest lines."""

import math
from collections.abc import Sequence

from inkread.predictions import Candidate

MOST = 16  # texts kept while words are added, where no more are asked for


def joined(words: Sequence[Sequence[Candidate]], *, top_k: int) -> tuple[Candidate, ...]:
    """Return the likeliest lines, spaces between words; words are taken as independent.

    >>> line = joined([[Candidate("to", 0.9), Candidate("10", 0.1)], [Candidate("go", 1.0)]], top_k=2)
    >>> [(one.text, round(one.confidence, 2)) for one in line]
    [('to go', 0.9), ('10 go', 0.1)]
    """
    kept = max(MOST, top_k)
    lines: list[tuple[tuple[str, ...], float]] = [((), 1.0)]
    for word in words:
        longer = [
            ((*texts, one.text), math.prod((confidence, one.confidence)))
            for place, (texts, confidence) in enumerate(lines, start=1)
            for one in word[: kept // place]  # so many others are as likely as what is left out
        ]
        lines = sorted(longer, key=lambda line: -line[1])[:kept]
    return tuple(Candidate(" ".join(texts), confidence) for texts, confidence in lines[:top_k] if texts)
