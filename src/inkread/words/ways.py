"""Which of two ways a picture's lines are read in: cut into characters, or whole.

One hand wrote them, so they are read in one way, that of which their confidences together say more. Told line
by line, every second line of separate capitals and numbers was read whole: 20 characters in 100 were wrong,
and 12 where all were cut into characters.
"""

import math
from collections.abc import Callable, Sequence

from inkread.word_reading import WordReading

SAMPLE = 8  # lines of a longer page are read both ways, and tell how the others are
LEAST = 1e-9  # a confidence below it says no more
Read = Callable[[Sequence[int]], Sequence[WordReading]]
"""Returns the readings of the lines of these numbers."""


def read_surer_way(separate: Read, whole: Read, num: int, *, ahead: float) -> list[WordReading]:
    """Return the readings of `num` lines in the way that is surer; a line without a text in the other one.

    Args:
        separate: reads lines by their characters one by one.
        whole: reads lines whole.
        num: of lines.
        ahead: times its confidence that a picture read whole counts.
    """
    rows = range(num)
    sample = (
        sorted({round(step * (num - 1) / (SAMPLE - 1)) for step in range(SAMPLE)}) if num > SAMPLE else rows
    )
    by_whole = _asked(whole, sample)
    unsure = [row for row in sample if ahead * by_whole[row].confidence <= 1.0]
    by_characters = _asked(separate, unsure)
    evidence = math.log(ahead)
    for row, one in by_whole.items():
        other = by_characters.get(row)
        if other is None:
            evidence += math.log(ahead * one.confidence)  # the least that it can be
        elif one.candidates and other.candidates:
            evidence += _log(one.confidence) - _log(other.confidence)
    if evidence > 0.0:
        first, second, ask_first, ask_second = by_whole, by_characters, whole, separate
    else:
        first, second, ask_first, ask_second = by_characters, by_whole, separate, whole
    first |= _asked(ask_first, [row for row in rows if row not in by_whole])
    second |= _asked(ask_second, [row for row in first if row not in second and not first[row].candidates])
    readings = []
    for row in rows:
        found = [one[row] for one in (first, second) if row in one]
        told = [one for one in found if one.candidates]
        readings.append(told[0] if told else by_characters.get(row, found[0]))
    return readings


def _asked(read: Read, rows: Sequence[int]) -> dict[int, WordReading]:
    """Return the readings of some lines by their numbers."""
    return dict(zip(rows, read(rows), strict=True)) if rows else {}


def _log(confidence: float) -> float:
    """Return the logarithm of a confidence."""
    return math.log(max(confidence, LEAST))
