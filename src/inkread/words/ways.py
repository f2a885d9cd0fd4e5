"""Which of two ways a picture's lines are read in: cut into characters, or whole.

One hand wrote them, so they are read in one way, that of which their confidences together say more. Told line
by line, every second line of separate capitals and numbers was read whole: 20 characters in 100 were wrong,
and 12 where all were cut into characters.

Small letters hang together, and what is cut into characters is sure of pieces of them: so a line read whole
counts for more, the more of what it says is small letters. Of `words-dev` 33.0 % of the characters were wrong
with that instead of 41.0, of 600 composed codes and numbers as many texts right.

Whether a line is writing at all only the network that reads it whole can tell. So it is asked about lines of
hesitant characters too, and its refusal is not believed where both ways tell the same.

Under a list of words, both ways at the same word are surer than either alone: of 766 composed names that
stood in their lists, 94 in 100 of the right ones were told at 0.9 or more, and 90 without that; of as many
that a list lacked, 4 in 100 were told as another name either way.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from inkread.predictions import Candidate
from inkread.word_reading import WordReading
from inkread.words.silence import NO_WRITING

SAMPLE = 8
"""Lines of a longer page that are read both ways at most, and tell how the others are. Of 10,500 pages of
single words, codes, numbers and amounts as many characters are wrong where 6 lines tell it, but of the pages
of separate characters that `benchmarks/pages.py` draws one in eight is read whole then, and none so."""
ROUNDS = (3, 1)  # of them every third at first, then all, unless it is clear before
CLEAR = 5.0
"""Evidence that the lines left hardly turn.

Of 7,000 such pages, with 6 lines, one was read otherwise than by all."""
LEAST = 1e-9  # a confidence below it says no more
SURE = 0.99  # from there on no second way is asked whether it agrees
HESITANT = 0.65
"""Confidence in a character below which a line may be no writing. Of 412 drawn pictures that are taken for
none, cut into characters, three in four are below it, of 400 composed numbers and codes one in twenty."""


class Ahead(NamedTuple):
    """How many times its confidence a line read whole counts.

    Attributes:
        usual: where none of its characters is a small letter.
        small: times more where all are, and in between by their share.
    """

    usual: float
    small: float = 1.0

    def log(self, whole: WordReading) -> float:
        """Return the logarithm for a line that was read whole."""
        text = whole.text.replace(" ", "")
        share = sum(char.islower() for char in text) / max(1, len(text))
        return math.log(self.usual) + share * math.log(self.small)


Read = Callable[[Sequence[int]], Sequence[WordReading]]
"""Returns the readings of the lines of these numbers."""


@dataclass(slots=True)
class _Way:
    """One of the two ways, and what it has told by line; none is asked for twice."""

    read: Read
    told: dict[int, WordReading] = field(default_factory=dict)

    def ask(self, rows: Sequence[int]) -> None:
        """Read these lines, but for those that are read."""
        missing = [row for row in rows if row not in self.told]
        if missing:
            self.told |= zip(missing, self.read(missing), strict=True)


def read_surer_way(
    separate: Read, whole: Read, num: int, *, ahead: Ahead, agreeing: bool = False
) -> list[WordReading]:
    """Return the readings of `num` lines in the way that is surer; a line without a text in the other one.

    Args:
        separate: reads lines by their characters one by one.
        whole: reads lines whole.
        num: of lines.
        ahead: how many times its confidence a line read whole counts.
        agreeing: whether a text is surer where both ways have it.
    """
    rows = range(num)
    by_whole, by_characters = _Way(whole), _Way(separate)
    evidence = 0.0
    for sample in _samples(num):
        by_whole.ask(sample)
        unsure = [row for row, one in by_whole.told.items() if ahead.log(one) + _log(one.confidence) <= 0.0]
        by_characters.ask(unsure)
        evidence = _evidence(by_whole.told, by_characters.told, ahead)
        if abs(evidence) > CLEAR:
            break
    is_whole = evidence > 0.0
    first, second = (by_whole, by_characters) if is_whole else (by_characters, by_whole)
    first.ask([row for row in rows if row not in by_whole.told])
    second.ask([row for row, one in first.told.items() if not one.candidates])
    if agreeing:
        second.ask([row for row, one in first.told.items() if one.confidence < SURE])
    by_whole.ask([row for row, one in by_characters.told.items() if _is_hesitant(one)])
    by_characters.ask([row for row, one in by_whole.told.items() if one.refusal == NO_WRITING])
    return [_told(by_whole.told.get(row), by_characters.told.get(row), is_whole, agreeing) for row in rows]


def _samples(num: int) -> Iterator[Sequence[int]]:
    """Yield the lines that tell how a page is read: few, and more for a page of which they say too little.

    A page of few lines is read both ways as a whole, for then no line is spared.
    """
    if num <= SAMPLE:
        yield range(num)
        return
    every = [round(step * (num - 1) / (SAMPLE - 1)) for step in range(SAMPLE)]
    yield from (every[::step] for step in ROUNDS)


def _evidence(
    by_whole: Mapping[int, WordReading], by_characters: Mapping[int, WordReading], ahead: Ahead
) -> float:
    """Return how much more the confidences of lines read whole say; above 0, they are read so.

    One hand wrote them, so what counts for it counts once, at its mean. What is no writing has no say.
    """
    said = {row: one for row, one in by_whole.items() if one.refusal != NO_WRITING}
    evidence = 0.0
    for row, one in said.items():
        evidence += ahead.log(one) / len(said)
        other = by_characters.get(row)
        if other is None:
            evidence += ahead.log(one) + _log(one.confidence)  # above 0, or its characters would be read
        elif one.candidates and other.candidates:
            evidence += _log(one.confidence) - _log(other.confidence)
    return evidence


def _is_hesitant(apart: WordReading) -> bool:
    """Return whether the characters of a line are so unsure that it may be no writing at all."""
    length = len(apart.text.replace(" ", ""))
    return _log(apart.confidence) < length * math.log(HESITANT)


def _told(
    whole: WordReading | None, apart: WordReading | None, is_whole: bool, agreeing: bool
) -> WordReading:
    """Return the reading of a line: the first with a text, else that by its characters."""
    if whole is not None and whole.refusal == NO_WRITING:
        return apart if apart is not None and _is_heard(whole, apart) else whole
    both = [one for one in ((whole, apart) if is_whole else (apart, whole)) if one is not None]
    told = [one for one in both if one.candidates]
    if agreeing and len(told) > 1:
        return _agreed(*told)
    return told[0] if told else apart or both[0]


def _is_heard(whole: WordReading, apart: WordReading) -> bool:
    """Return whether what is taken for no writing is a text all the same: both ways tell it.

    A single letter says too little: of 360 that followed their pattern 21 were taken for no writing, and are
    not where both ways tell one. Of 500 drawn pictures without writing 3 are told then, 14 as the letter that
    a pattern wants.
    """
    return not apart.rejected and apart.text == whole.text and apart.confidence > 0.5


def _agreed(one: WordReading, other: WordReading) -> WordReading:
    """Return the first of two readings of a line, surer where the second, likelier so than not, is the same.

    The odds of both are multiplied, as those of two witnesses who know nothing of one another.
    """
    if one.text != other.text or other.confidence <= 0.5:
        return one
    right, wrong = one.confidence * other.confidence, (1.0 - one.confidence) * (1.0 - other.confidence)
    best = right / (right + wrong)
    left = (1.0 - best) / max(1.0 - one.confidence, LEAST)
    rest = (replace(candidate, confidence=candidate.confidence * left) for candidate in one.candidates[1:])
    return replace(one, candidates=(Candidate(one.text, best), *rest))


def _log(confidence: float) -> float:
    """Return the logarithm of a confidence."""
    return math.log(max(confidence, LEAST))
