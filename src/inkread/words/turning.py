"""Pages that lie upside down or on a side: read turned where that is surer.

Only a page whose lines are hard to read as it lies is tried otherwise, by the ink of a few lines: upside
down, where its lines are lines too, and on a side where hardly anything can be read as it lies.
"""

import math
from collections.abc import Callable, Sequence

from inkread.preprocess.segment.sheet import Sheet
from inkread.trail import Trail
from inkread.word_reading import WordReading

LEAST_LINES = 3  # fewer do not tell how a page lies: two were surer upside down
TRIED = 4  # lines, the longest ones, that tell it
SURE = 0.5  # of the lines' mean confidence: a page as sure as that is read as it lies
EASY = 0.09
"""Doubt of a character: a page less in doubt is read as it lies too. Of 158 pages of 3 and 10 lines that lay
upside down none was; of as many upright ones two in three, and all of those were tried in vain before."""
LESS_UPENDED = 0.8
"""Times the doubt of a character: what a page upside down must come down to. Of those upright pages none
did, the nearest to 0.95, and 112 of those upside down; with 0.7 it was 91. Random characters tell least."""
LESS_DOUBT = 0.7  # likewise on a side
HARD = 0.25  # doubt of a character: lines of a page on a side are that hard to read, few others
NONSENSE = 0.5  # doubt of a character: a page as doubtful turned is not taken so, however it is as it lies
SURELY = 0.15  # doubt of a character: what is read as surely on a side is no grain
SIDES = (1, 3)  # quarters, counterclockwise
LEAST = 1e-9  # a confidence below it says no more

Attempt = Callable[[int], tuple[Trail, list[WordReading], list[Sheet]]]
"""Reads a page after so many quarter turns, counterclockwise; also returns its lines' ink."""
Inks = Callable[[int], list[Sheet]]
"""Returns the ink of a page's lines after so many quarter turns."""
Whole = Callable[[Sequence[Sheet]], list[WordReading]]
"""Reads the ink of lines whole."""


def read_upright(
    attempt: Attempt, inks: Inks, whole: Whole, *, is_free: bool
) -> tuple[Trail, list[WordReading]]:
    """Return the trail of a page and the readings of its lines, turned where that is clearly surer.

    Args:
        attempt: reads it.
        inks: finds its lines without reading them.
        whole: reads lines of it, whatever they say.
        is_free: whether `attempt` does too. What a pattern or a list lets through tells nothing of how a page
            lies: an upright letter of other words was read on its side, as 19 lines of `bread`.
    """
    trail, read, sheets = attempt(0)
    if len(read) < LEAST_LINES:
        return trail, read
    if is_free:
        rows = sorted(range(len(sheets)), key=lambda row: len(read[row].text))[-TRIED:]
        upright, told = [sheets[row] for row in rows], read
    else:
        upright = _widest(sheets)
        told = whole(upright)
    hard, is_sure = doubt(_longest(told)), sum(line.confidence for line in told) >= SURE * len(told)
    if is_sure or hard < EASY:
        return trail, read
    upended = doubt(whole([sheet.upended() for sheet in upright]))
    if upended < NONSENSE and upended < LESS_UPENDED * doubt(whole(upright)):
        return attempt(2)[:2]
    side = None if hard < HARD else _upright_side(inks, whole, hard=hard)
    return (trail, read) if side is None else attempt(side)[:2]


def _upright_side(inks: Inks, whole: Whole, *, hard: float) -> int | None:
    """Return by how many quarters a page on its side is turned, or None where neither side is clearly surer.

    Grain is read on both sides alike, as writing is not: on one of them it is upside down.
    """
    sides = {turns: inks(turns) for turns in SIDES}
    doubts = {
        turns: doubt(whole(_widest(found))) for turns, found in sides.items() if len(found) >= LEAST_LINES
    }
    if not doubts:
        return None
    best = min(doubts, key=lambda turns: doubts[turns])
    other = min((one for turns, one in doubts.items() if turns != best), default=math.inf)
    is_surer = doubts[best] < min(NONSENSE, LESS_DOUBT * hard)
    return best if is_surer and (doubts[best] < SURELY or doubts[best] < LESS_DOUBT * other) else None


def doubt(read: Sequence[WordReading]) -> float:
    """Return how unsure the characters of some lines are: the mean of minus the logarithm of confidence.

    A short line is surer than a long one: only by the character do lines of several lengths compare.
    """
    num = sum(len(line.text) for line in read)
    return -sum(math.log(max(line.confidence, LEAST)) for line in read) / num if num else math.inf


def _widest(inks: Sequence[Sheet]) -> list[Sheet]:
    """Return the widest lines."""
    return sorted(inks, key=lambda ink: ink.mask.shape[1])[-TRIED:]


def _longest(read: Sequence[WordReading]) -> list[WordReading]:
    """Return the lines with the longest texts."""
    return sorted(read, key=lambda line: len(line.text))[-TRIED:]
