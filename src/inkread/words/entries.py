"""Texts that were read as the entries of a list that they stand for: `Mueller` as `Müller`."""

import itertools
import math
from collections.abc import Sequence

from inkread.predictions import Candidate
from inkread.words.automaton import Automaton
from inkread.words.beam import Found
from inkread.words.language_model import BREAK
from inkread.words.lexicon import Lexicon

MOST = 16  # lines that one text may stand for


def as_entries(
    found: Sequence[Found], shares: Sequence[float], allowed: Automaton
) -> tuple[list[Candidate], Found]:
    """Return texts as they stand in a list, likeliest first, and what the first of them was read from.

    What two entries are read by counts half for each; an entry that is read by two texts has what both have.

    Args:
        found: the texts that were read, likeliest first, one at least.
        shares: the confidence of each.
        allowed: the list; every other automaton leaves texts as they are.
    """
    if not isinstance(allowed, Lexicon):
        return [Candidate(one.text, share) for one, share in zip(found, shares, strict=True)], found[0]
    sums: dict[str, float] = {}
    sources: dict[str, Found] = {}
    for one, share in zip(found, shares, strict=True):
        entries = _entries(one.text, allowed)
        for entry in entries:
            sums[entry] = sums.get(entry, 0.0) + share / len(entries)
            sources.setdefault(entry, one)
    ranked = sorted(sums.items(), key=lambda item: -item[1])
    return [Candidate(text, share) for text, share in ranked], sources[ranked[0][0]]


def _entries(text: str, words: Lexicon) -> list[str]:
    """Return what a text of one word, or of several with spaces between, may stand for."""
    choices = [words.entries(text)] if words.whole else [words.entries(word) for word in text.split(BREAK)]
    if math.prod(map(len, choices)) == 1:
        return [BREAK.join(one[0] for one in choices)]
    return [BREAK.join(one) for one in itertools.islice(itertools.product(*choices), MOST)]
