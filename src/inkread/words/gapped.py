"""Spaces within a pattern, where writing is cut into characters: gaps between pieces that may be one.

A gap is no edge of a lattice, for it holds no ink. So the character behind it has it: of an edge that
begins at a gap, each character comes with a space before it and without one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inkread.preprocess.segment.gaps import LEAST
from inkread.preprocess.segment.pieces import Floats
from inkread.words.automaton import Automaton, State
from inkread.words.edge import Edge
from inkread.words.language_model import BREAK

USUAL = 0.55  # of a capital's height: a gap of that width is as likely a space as none
SOFT = 0.15  # of a capital's height: how gradually that is passed
"""Estimated, not measured: between `LEAST` and `SURELY` of `word_gaps`, nearer to the first."""


@dataclass(frozen=True, slots=True)
class Gapped:
    """The texts of another automaton, a space taken in one step with the character behind it.

    Attributes:
        inner: the other one.
    """

    inner: Automaton

    @property
    def start(self) -> State:
        """The state of the empty text."""
        return self.inner.start

    def steps(self, state: State) -> Mapping[str, State]:
        """Return the state after each character, and after each with a space before it."""
        steps = dict(self.inner.steps(state))
        behind = steps.pop(BREAK, None)
        spaced = {} if behind is None else self.inner.steps(behind)
        return steps | {BREAK + char: after for char, after in spaced.items() if char != BREAK}

    def accepts(self, state: State) -> bool:
        """Return whether a text may end here."""
        return self.inner.accepts(state)


def with_gaps(edges: Sequence[Edge], gaps: Floats) -> list[Edge]:
    """Return the edges of a lattice, each character also with a space before it.

    Args:
        edges: of the lattice; a text does not begin with a space.
        gaps: before each piece but the first, axes (pieces - 1,), in heights of a capital.

    >>> [one] = with_gaps([Edge(1, 2, 0.0, {"7": 0.0})], np.array([9.0]))
    >>> max(one.chars, key=one.chars.get)
    ' 7'
    """
    odds = np.clip((gaps - USUAL) / SOFT, -30.0, 30.0)
    wide, narrow = -np.log1p(np.exp(-odds)), -np.log1p(np.exp(odds))
    wide = np.where(gaps < LEAST, -np.inf, wide)
    found = []
    for edge in edges:
        if edge.first == 0:
            found.append(edge)
            continue
        gap, none = float(wide[edge.first - 1]), float(narrow[edge.first - 1])
        chars = {char: score + none for char, score in edge.chars.items()}
        if np.isfinite(gap):
            chars |= {BREAK + char: score + gap for char, score in edge.chars.items()}
        found.append(replace(edge, chars=dict(sorted(chars.items(), key=lambda item: -item[1]))))
    return found
