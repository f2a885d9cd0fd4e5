"""The edges of a lattice from what speaks for each candidate: alike characters pooled, heights weighed."""

from functools import lru_cache

import numpy as np

from inkread.preprocess.segment.marks_table import Numbers
from inkread.preprocess.segment.pieces import Floats
from inkread.words.edge import Edge
from inkread.words.evidence import Evidence
from inkread.words.letter_sizes import SAME_FORM, size_evidence

FLOOR = 0.002  # of the probability goes to every character alike: the reader was never asked about half an M
MOST = 10  # characters of an edge where any text is allowed; the others have next to no probability
HOPELESS = -9.0  # log odds: such a candidate of several pieces is in no text that is kept
NUM_POOLINGS = 32  # alphabets remembered


def edges_of(
    evidence: Evidence, alphabet: tuple[str, ...], *, assumption: float | None, most: int | None = None
) -> list[Edge]:
    """Return the edges of a word's lattice; its nodes are the places between pieces.

    Args:
        evidence: of its candidates; those that the reader was not asked about have no edge.
        alphabet: the characters that may come out. Those of the other case are read as theirs.
        assumption: see `size_evidence`; None where the height of a letter says nothing about its case.
        most: the number of characters of an edge, the likeliest; None for all.
    """
    odds = evidence.odds
    single = evidence.spans[:, 1] - evidence.spans[:, 0] == 1
    places = np.flatnonzero(evidence.asked & (single | (odds > HOPELESS)))
    scores = char_scores(evidence, alphabet, assumption)[places]
    order = np.argsort(-scores, axis=1, kind="stable")[:, :most]
    likeliest = np.take_along_axis(scores, order, axis=1)
    rows = zip(evidence.spans[places].tolist(), odds[places].tolist(), strict=True)
    return [
        Edge(first, last, own, {alphabet[label]: score for label, score in zip(labels, found, strict=True)})
        for ((first, last), own), labels, found in zip(rows, order.tolist(), likeliest.tolist(), strict=True)
    ]


def char_scores(evidence: Evidence, alphabet: tuple[str, ...], assumption: float | None) -> Floats:
    """Return the logarithm of how likely each candidate is each character, axes (n, alphabet)."""
    (own, other), (own_share, other_share) = _pooling(evidence.chars, alphabet)
    found = evidence.probabilities
    pooled = own_share * found[:, own] + other_share * found[:, other]
    scores: Floats = np.log((1.0 - FLOOR) * pooled + FLOOR / len(alphabet))
    return scores if assumption is None else scores + size_evidence(alphabet, evidence.shapes, assumption)


@lru_cache(maxsize=NUM_POOLINGS)
def _pooling(chars: tuple[str, ...], alphabet: tuple[str, ...]) -> tuple[Numbers, Floats]:
    """Return the two columns that each character of an alphabet is pooled from, and the share of each.

    A letter that is not in it counts as its other case. Of c and C, which differ in nothing but size, each
    gets half of what both have: the reader of single glyphs cannot know.

    Returns:
        Axes (2, alphabet) each.
    """
    place = {char: column for column, char in enumerate(chars)}
    columns = np.zeros((2, len(alphabet)), np.int64)
    shares = np.zeros((2, len(alphabet)))
    for at, char in enumerate(alphabet):
        other = char.swapcase()
        alike = other != char and other in alphabet
        own = 0.5 if alike and char.lower() in SAME_FORM else 1.0
        for row, (source, share) in enumerate(((char, own), (other, 1.0 - own if alike else 1.0))):
            if source in place and (row == 0 or other != char):
                columns[row, at], shares[row, at] = place[source], share
    return columns, shares
