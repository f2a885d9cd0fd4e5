"""Prefix beam search over the frames of a line: the likeliest texts that a constraint allows.

Hannun et al. 2014, "First-pass large vocabulary continuous speech recognition using bi-directional recurrent
DNNs" (arXiv 1408.2873), section 2.2: each text is kept once, with the probability of all ways to spread its
characters over the frames, those that end in a blank apart from those that do not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np

from inkread.words.automaton import Automaton, State
from inkread.words.beam import Found
from inkread.words.ctc import BLANK, Frames
from inkread.words.neighbours import Prior

NEVER = -math.inf
FLOOR = -9.0  # logarithm: characters less likely than that in a frame are not tried there
STRICT_FLOOR = -18.0  # where only some texts may come out, one of them may need an unlikely character
SURE_BLANK = -1e-3  # logarithm: in such frames nothing is written, and nothing need be tried


@dataclass(slots=True)
class _Hypothesis:
    """A text up to a frame.

    Attributes:
        blank: logarithm of the probability of all ways that end in a blank.
        char: of those that end in the text's last character.
        bonus: logarithm of what the prior says of the text.
    """

    blank: float = NEVER
    char: float = NEVER
    bonus: float = 0.0

    def total(self) -> float:
        """Return the logarithm of the probability of all ways."""
        return _sum(self.blank, self.char)


_Key = tuple[str, State]


@dataclass(frozen=True, slots=True)
class PrefixSearch:
    """How to search.

    Attributes:
        graphemes: of the frames' columns, the blank's left out.
        allowed: what a text may be.
        prior: of each character after what stands before it.
        width: hypotheses kept at each frame, or None for all.
        floor: see `FLOOR`.
    """

    graphemes: Sequence[str]
    allowed: Automaton
    prior: Prior
    width: int | None
    floor: float = FLOOR

    def texts(self, frames: Frames) -> list[Found]:
        """Return the texts that may come out, likeliest first.

        Args:
            frames: logarithms of probabilities, axes (frames, 1 + graphemes).
        """
        held: dict[_Key, _Hypothesis] = {("", self.allowed.start): _Hypothesis(blank=0.0)}
        for row in frames:
            held = self._after(row, held)
        found = [
            Found(text, one.total() + one.bonus, ())
            for (text, state), one in held.items()
            if self.allowed.accepts(state)
        ]
        return sorted(found, key=lambda one: (-one.score, one.text))

    def _after(self, row: Frames, held: dict[_Key, _Hypothesis]) -> dict[_Key, _Hypothesis]:
        """Return the hypotheses after one more frame."""
        blank = float(row[BLANK])
        if blank > SURE_BLANK:
            for one in held.values():
                one.blank, one.char = one.total() + blank, NEVER
            return held
        tried = {
            self.graphemes[label]: float(row[1 + label])
            for label in np.flatnonzero(row[1:] > self.floor).tolist()
        }
        made: dict[_Key, _Hypothesis] = {}
        for key, one in held.items():
            self._follow(key, one, (blank, tried), made)
        if self.width is None or len(made) <= self.width:
            return made
        kept = nlargest(self.width, made.items(), key=lambda item: item[1].total() + item[1].bonus)
        return dict(kept)

    def _follow(
        self,
        key: _Key,
        one: _Hypothesis,
        row: tuple[float, dict[str, float]],
        made: dict[_Key, _Hypothesis],
    ) -> None:
        """Add what a hypothesis may become in a frame: itself, or one character longer."""
        blank, tried = row
        text, state = key
        total = one.total()
        same = made.setdefault(key, _Hypothesis(bonus=one.bonus))
        same.blank = _sum(same.blank, total + blank)
        last = text[-1:]
        if last in tried:
            same.char = _sum(same.char, one.char + tried[last])
        steps = self.allowed.steps(state)
        for char, likely in tried.items():
            if char not in steps:
                continue
            longer = text + char, steps[char]
            more = (one.blank if char == last else total) + likely  # the same twice needs a blank between
            if more == NEVER:
                continue
            found = made.get(longer)
            if found is None:
                found = made[longer] = _Hypothesis(bonus=one.bonus + self.prior(text, char))
            found.char = _sum(found.char, more)


def _sum(one: float, other: float) -> float:
    """Return the logarithm of the sum of two numbers given by theirs."""
    if one < other:
        one, other = other, one
    return one if other == NEVER else one + math.log1p(math.exp(other - one))
