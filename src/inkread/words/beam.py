"""Beam search over a lattice of glyph candidates: the posterior of each text that a constraint allows.

A hypothesis is a text read up to a node of the lattice. Its score is the logarithm of the sum, over all ways
to part the ink into that text's glyphs, of the products of the edges' odds and the characters' probabilities.
Hypotheses at one node explain the same ink, so their scores can be compared. Without a width the search is
exhaustive.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TypeVar

import numpy as np

from inkread.words.automaton import Automaton, State

USUAL_WIDTH = 48  # hypotheses kept at each node
Prior = Callable[[str, str], float]
"""The logarithm of how likely a character (second) is after a text (first)."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One candidate for a glyph.

    Attributes:
        first: the node it begins at.
        last: the node it ends at, greater than `first`.
        odds: the logarithm of the odds that it is one whole character.
        chars: of each character it may be, the logarithm of its probability.
    """

    first: int
    last: int
    odds: float
    chars: dict[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A text that the search ended with.

    Attributes:
        text: the text.
        score: the logarithm of its weight.
        path: the edges of its likeliest parting, one a character.
    """

    text: str
    score: float
    path: tuple[Edge, ...]


@dataclass(slots=True)
class _Hypothesis:
    """A text up to a node: its weight, and the best of the ways there."""

    score: float
    best: float
    path: tuple[Edge, ...]


_Key = tuple[str, State]
_Held = dict[_Key, _Hypothesis]
_K = TypeVar("_K", bound=Hashable)


def search(
    edges: Sequence[Edge],
    num_nodes: int,
    allowed: Automaton,
    *,
    width: int | None = USUAL_WIDTH,
    prior: Prior,
) -> list[Found]:
    """Return the texts that `allowed` accepts, likeliest first; empty where no path has one.

    Args:
        edges: of a lattice whose nodes are 0 to `num_nodes - 1`, in reading order.
        num_nodes: the last node is where every text ends.
        allowed: what a text may be. Whatever the width, no hypothesis is kept that cannot end.
        width: hypotheses kept at each node, or None for all.
        prior: of each character after what stands before it.
    """
    leaving: list[list[Edge]] = [[] for _ in range(num_nodes)]
    for edge in edges:
        leaving[edge.first].append(edge)
    alive = _Alive(leaving, allowed)
    at: list[_Held] = [{} for _ in range(num_nodes)]
    at[0][("", allowed.start)] = _Hypothesis(0.0, 0.0, ())
    for node in range(num_nodes - 1):
        kept = _best(at[node], width)
        at[node] = {}
        for edge in leaving[node]:
            for (text, state), hypothesis in kept:
                steps = {char: after for char, after in allowed.steps(state).items() if char in edge.chars}
                for char, after in steps.items():
                    if alive(edge.last, after):
                        gain = edge.odds + edge.chars[char] + prior(text, char)
                        _add(at[edge.last], (text + char, after), hypothesis, gain, edge)
    return _ended(at[num_nodes - 1], allowed)


def posterior(found: Sequence[Found], *, temperature: float = 1.0) -> list[float]:
    """Return each text's share of the weight of all, softened by a temperature above 1.

    >>> posterior([Found("a", 1.0, ()), Found("b", 1.0, ())])
    [0.5, 0.5]
    """
    if not found:
        return []
    scores = np.array([one.score for one in found]) / temperature
    powers = np.exp(scores - scores.max())
    return [float(share) for share in powers / powers.sum()]


class _Alive:
    """Tells whether a text in some state at some node can still end, whatever the glyphs look like."""

    def __init__(self, leaving: list[list[Edge]], allowed: Automaton) -> None:
        """Remember the lattice; what is asked is worked out once."""
        self._leaving = leaving
        self._allowed = allowed
        self._known: dict[tuple[int, State], bool] = {}

    def __call__(self, node: int, state: State) -> bool:
        """Return whether some path from here ends in an accepted text."""
        if node == len(self._leaving) - 1:
            return self._allowed.accepts(state)
        key = node, state
        if key not in self._known:
            steps = self._allowed.steps(state)
            self._known[key] = any(
                char in edge.chars and self(edge.last, after)
                for edge in self._leaving[node]
                for char, after in steps.items()
            )
        return self._known[key]


def _ended(held: _Held, allowed: Automaton) -> list[Found]:
    """Return the texts that may end here, likeliest first."""
    texts: dict[str, _Hypothesis] = {}
    for (text, state), one in held.items():
        if allowed.accepts(state):
            _merge(texts, text, one)
    found = [Found(text, one.score, one.path) for text, one in texts.items()]
    return sorted(found, key=lambda one: (-one.score, one.text))


def _best(held: _Held, width: int | None) -> list[tuple[_Key, _Hypothesis]]:
    """Return the hypotheses of a node that are followed."""
    if width is None or len(held) <= width:
        return list(held.items())
    return nlargest(width, held.items(), key=lambda item: item[1].score)


def _add(held: _Held, key: _Key, before: _Hypothesis, gain: float, edge: Edge) -> None:
    """Add one way to a text at a node."""
    _merge(held, key, _Hypothesis(before.score + gain, before.best + gain, (*before.path, edge)))


def _merge(held: dict[_K, _Hypothesis], key: _K, more: _Hypothesis) -> None:
    """Add the weight of a hypothesis to that of the same text, and keep the better way of the two."""
    known = held.get(key)
    if known is None:
        held[key] = more
        return
    path, best = (more.path, more.best) if more.best > known.best else (known.path, known.best)
    held[key] = _Hypothesis(float(np.logaddexp(known.score, more.score)), best, path)
