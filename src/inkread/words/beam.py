"""Beam search over a lattice of glyph candidates: the posterior of each text that a constraint allows.

A hypothesis is a text read up to a node of the lattice. Its score is the logarithm of the sum, over all ways
to part the ink into that text's glyphs, of the products of the edges' odds and the characters' probabilities.
Hypotheses at one node explain the same ink, so their scores can be compared. Without a width the search is
exhaustive.
"""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np

from inkread.words.automaton import Automaton, State
from inkread.words.edge import Edge
from inkread.words.neighbours import Neighbours
from inkread.words.outlook import NEVER, Outlook

USUAL_WIDTH = 48  # hypotheses kept at each node


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
    """A text up to a node: its weight, the best of the ways there, and what it means to what follows."""

    score: float
    best: float
    path: "_Path"
    context: str


_Path: TypeAlias = "tuple[_Path, Edge] | None"  # the way before the last edge, and that edge
_Key = tuple[str, State]
_Held = dict[_Key, _Hypothesis]
_K = TypeVar("_K", bound=Hashable)


def search(
    edges: Sequence[Edge],
    num_nodes: int,
    allowed: Automaton,
    *,
    width: int | None = USUAL_WIDTH,
    prior: Neighbours,
    outlook: Outlook | None = None,
) -> list[Found]:
    """Return the texts that `allowed` accepts, likeliest first; empty where no path has one.

    Args:
        edges: of a lattice whose nodes are 0 to `num_nodes - 1`, in reading order.
        num_nodes: the last node is where every text ends.
        allowed: what a text may be. Whatever the width, no hypothesis is kept that cannot end.
        width: hypotheses kept at each node, or None for all.
        prior: of each character after what stands before it.
        outlook: of the same lattice: ways through it that are lighter than its floor are left out.
    """
    leaving: list[list[Edge]] = [[] for _ in range(num_nodes)]
    for edge in edges:
        leaving[edge.first].append(edge)
    alive = _Alive(leaving, allowed)
    at: list[_Held] = [{} for _ in range(num_nodes)]
    at[0]["", allowed.start] = _Hypothesis(0.0, 0.0, None, prior.start)
    for node in range(num_nodes - 1):
        kept = _best(at[node], width, None if outlook is None else outlook.rest[node])
        at[node] = {}
        for edge in leaving[node]:
            ahead = None if outlook is None else _Ahead.of(outlook, edge.last)
            for (text, state), hypothesis in kept:
                steps = allowed.steps(state)
                for char, gain, context in _longer(hypothesis, edge, prior, ahead):
                    after = steps.get(char)
                    if after is not None and alive(edge.last, after):
                        _add(at[edge.last], (text + char, after), hypothesis, gain, edge, context)
    return _ended(at[num_nodes - 1], allowed)


def posterior(found: Sequence[Found], *, temperature: float = 1.0, beside: float = NEVER) -> list[float]:
    """Return each text's share of the weight of all, softened by a temperature above 1.

    Args:
        found: the texts.
        temperature: softens the shares.
        beside: the logarithm of a weight that is none of the texts' and has its share too.

    >>> posterior([Found("a", 1.0, ()), Found("b", 1.0, ())])
    [0.5, 0.5]
    """
    if not found:
        return []
    scores = np.array([*(one.score for one in found), beside]) / temperature
    powers = np.exp(scores - scores.max())
    return [float(share) for share in powers[:-1] / powers.sum()]


class _Ahead(NamedTuple):
    """What is known of the way from a node to the end.

    Attributes:
        rest: what is still to be gained after each context.
        most: of it.
        floor: what a text must reach.
    """

    rest: Mapping[str, float]
    most: float
    floor: float

    @classmethod
    def of(cls, outlook: Outlook, node: int) -> "_Ahead":
        """Return what an outlook knows of a node."""
        rest = outlook.rest[node]
        return cls(rest, max(rest.values()), outlook.floor)


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
    found = [Found(text, one.score, _edges(one.path)) for text, one in texts.items()]
    return sorted(found, key=lambda one: (-one.score, one.text))


def _edges(path: _Path) -> tuple[Edge, ...]:
    """Return the edges of a way, the first one first."""
    found = []
    while path is not None:
        path, edge = path
        found.append(edge)
    return tuple(reversed(found))


def _best(held: _Held, width: int | None, rest: Mapping[str, float] | None) -> list[tuple[_Key, _Hypothesis]]:
    """Return the hypotheses of a node that are followed: those that end best, as far as that is known."""
    if width is None or len(held) <= width:
        return list(held.items())
    if rest is None:
        return nlargest(width, held.items(), key=lambda item: item[1].score)
    return nlargest(width, held.items(), key=lambda item: item[1].score + rest[item[1].context])


def _longer(
    one: _Hypothesis, edge: Edge, prior: Neighbours, ahead: _Ahead | None
) -> Iterator[tuple[str, float, str]]:
    """Yield each character that may follow by an edge, what it adds, and its context.

    Args:
        one: the text before.
        edge: leaves its node.
        prior: of the character.
        ahead: of what is behind the edge.
    """
    if ahead is None:
        for char, weight in edge.chars.items():
            gain, context = prior.after(one.context, char)
            yield char, edge.odds + weight + gain, context
        return
    rest, most, floor = ahead
    least = floor - one.score - edge.odds
    hopeless = least - most
    for char, weight in edge.chars.items():
        if weight < hopeless:
            return  # and so are all that are less likely: a prior adds nothing above 0
        gain, context = prior.after(one.context, char)
        if weight + gain + rest[context] >= least:
            yield char, edge.odds + weight + gain, context


def _add(held: _Held, key: _Key, before: _Hypothesis, gain: float, edge: Edge, context: str) -> None:
    """Add one way to a text at a node."""
    _merge(held, key, _Hypothesis(before.score + gain, before.best + gain, (before.path, edge), context))


def _merge(held: dict[_K, _Hypothesis], key: _K, more: _Hypothesis) -> None:
    """Add the weight of a hypothesis to that of the same text, and keep the better way of the two."""
    known = held.get(key)
    if known is None:
        held[key] = more
        return
    path, best = (more.path, more.best) if more.best > known.best else (known.path, known.best)
    high, low = max(known.score, more.score), min(known.score, more.score)
    held[key] = _Hypothesis(high + math.log1p(math.exp(low - high)), best, path, known.context)
