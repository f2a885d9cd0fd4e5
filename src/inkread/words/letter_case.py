"""How likely a letter is a capital: at the beginning of a word, and behind capitals or small letters.

Of the first letter of all nothing is known: a picture shows the beginning of a sentence, a name or any word
within. With the share of capitals that words of texts begin with, 18 in 100, seven pictures of `words-dev`
that say `The` came out as `the`.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

BEGIN, BEHIND_SMALL, BEHIND_FIRST, BEHIND_CAPITALS, FIRST_OF_ALL = range(5)
NUM_PLACES: Final = 4  # that texts are counted for
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
    ...     FIRST_OF_ALL, BEGIN, BEHIND_SMALL, BEHIND_FIRST, BEHIND_CAPITALS, BEGIN
    ... ]
    True
    """
    if not before or before.isspace():
        return FIRST_OF_ALL
    place = BEGIN
    for char in before[-2:]:
        place = _next(place, char)
    return place


def log_shares(counts: Cases) -> npt.NDArray[np.float64]:
    """Return the logarithm of the share of each case in each place, axes (places, 2); none is 0.

    >>> np.exp(log_shares(case_counts("In UK")))[FIRST_OF_ALL].tolist()
    [0.5, 0.5]
    """
    places = np.vstack([counts, np.zeros(2, np.int64)]) + 1
    return np.asarray(np.log(places / places.sum(axis=1, keepdims=True)))


def _next(place: int, char: str) -> int:
    """Return the place behind one more character."""
    if char.isupper():
        return BEHIND_FIRST if place == BEGIN else BEHIND_CAPITALS
    return BEHIND_SMALL if char.islower() else BEGIN
