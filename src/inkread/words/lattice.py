"""The edges of a lattice from what speaks for each candidate: alike characters pooled, heights weighed."""

import math
from collections.abc import Collection, Sequence
from heapq import nlargest

from inkread.words.beam import Edge
from inkread.words.evidence import Evidence
from inkread.words.letter_sizes import SAME_FORM, size_evidence
from inkread.words.odds import log_odds

FLOOR = 0.002  # of the probability goes to every character alike: the reader was never asked about half an M
MOST = 10  # characters of an edge where any text is allowed; the others have next to no probability
HOPELESS = -9.0  # log odds: such a candidate of several pieces is in no text that is kept


def edges_of(
    evidence: Sequence[Evidence],
    alphabet: Collection[str],
    *,
    assumption: float = 1.0,
    sizes: bool = True,
    most: int | None = None,
) -> list[Edge]:
    """Return the edges of a strip's lattice; its nodes are the places between pieces.

    Args:
        evidence: of each candidate.
        alphabet: the characters that may come out. Those of the other case are read as theirs.
        assumption: see `size_evidence`.
        sizes: whether the height of a letter says something about its case.
        most: the number of characters of an edge, the likeliest; None for all.
    """
    held = frozenset(alphabet)
    edges = (_edge(one, held, assumption if sizes else None, most) for one in evidence)
    return [edge for edge in edges if edge.odds > HOPELESS or edge.last - edge.first == 1]


def _edge(one: Evidence, alphabet: frozenset[str], assumption: float | None, most: int | None) -> Edge:
    """Return one candidate's edge."""
    pooled = _pooled(one.probabilities, alphabet)
    chars = {}
    for char in alphabet:
        probability = (1.0 - FLOOR) * pooled.get(char, 0.0) + FLOOR / len(alphabet)
        fit = 0.0 if assumption is None else size_evidence(char, one.shape, assumption)
        chars[char] = math.log(probability) + fit
    if most is not None:
        chars = dict(nlargest(most, chars.items(), key=lambda item: item[1]))
    return Edge(one.first, one.last, log_odds(one.features), chars)


def _pooled(probabilities: dict[str, float], alphabet: frozenset[str]) -> dict[str, float]:
    """Return the probabilities over the alphabet.

    A letter that is not in it counts as its other case. Of c and C, which differ in nothing but size, each
    gets half of what both have: the reader of single glyphs cannot know.
    """
    pooled: dict[str, float] = {}
    for char, probability in probabilities.items():
        other = char.swapcase()
        if char in alphabet:
            same = char.lower() in SAME_FORM and other in alphabet
            parts = {char: 0.5, other: 0.5} if same else {char: 1.0}
        else:
            parts = {other: 1.0} if other in alphabet else {}
        for to, share in parts.items():
            pooled[to] = pooled.get(to, 0.0) + share * probability
    return pooled
