"""How likely a letter is a capital: at the beginning of a word, and behind capitals or small letters."""

from typing import Final

import numpy as np
import numpy.typing as npt

BEGIN, BEHIND_SMALL, BEHIND_FIRST, BEHIND_CAPITALS = range(4)
NUM_PLACES: Final = 4
SMALL, CAPITAL = 0, 1

Cases = npt.NDArray[np.int64]
"""How often small letters and capitals stood in each place, axes (places, 2)."""


def case_counts(text: str) -> Cases:
    """Return how often small letters and capitals stand in each place of a text.

    >>> case_counts("In UK")[BEGIN].tolist()
    [0, 2]
    """
    counts = np.zeros((NUM_PLACES, 2), np.int64)
    place = BEGIN
    for char in text:
        if char.isupper() or char.islower():
            counts[place, CAPITAL if char.isupper() else SMALL] += 1
        place = _next(place, char)
    return counts


def place_of(before: str) -> int:
    """Return the place behind a text.

    >>> [place_of(text) for text in ("", "so ", "So", "S", "SO", "don'")] == [
    ...     BEGIN, BEGIN, BEHIND_SMALL, BEHIND_FIRST, BEHIND_CAPITALS, BEGIN
    ... ]
    True
    """
    place = BEGIN
    for char in before[-2:]:
        place = _next(place, char)
    return place


def log_shares(counts: Cases) -> npt.NDArray[np.float64]:
    """Return the logarithm of the share of each case in each place, axes (places, 2); none is 0."""
    return np.asarray(np.log((counts + 1) / (counts + 1).sum(axis=1, keepdims=True)))


def _next(place: int, char: str) -> int:
    """Return the place behind one more character."""
    if char.isupper():
        return BEHIND_FIRST if place == BEGIN else BEHIND_CAPITALS
    return BEHIND_SMALL if char.islower() else BEGIN
