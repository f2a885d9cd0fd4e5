"""Characters of one shape: which of them is meant, only a pattern, neighbours or their height can say."""

import string
from collections.abc import Sequence
from functools import cache

import numpy as np

from inkread.preprocess.segment.marks_table import Numbers
from inkread.preprocess.segment.pieces import Floats

GROUPS = (
    "0OoDQ",
    "1IiLlJj",
    "2Zz",
    "5Ss",
    "6Gb",
    "8B",
    "9gq",
    "4Yy",
    "UuVv",
    "Tt7",
    "Ff",
    "Nn",
    "HhKk",
    "WwMm",
)
"""Characters that readers of single glyphs take for one another; letters else only for their other case."""

_HOME = {char: group[0] for group in reversed(GROUPS) for char in group}


def group_of(char: str) -> str:
    """Return the first character of a character's group, or its capital.

    >>> group_of("O"), group_of("l"), group_of("a")
    ('0', '1', 'A')
    """
    return _HOME.get(char, char.upper() if char in string.ascii_letters else char)


def likeliest_group(chars: Sequence[str], probabilities: Floats) -> Floats:
    """Return the probability of the likeliest group: how sure it is that a glyph is a character at all.

    A clean stroke is 1, I or l with a third each; as a character it is as sure as any.

    Args:
        chars: the characters.
        probabilities: of each glyph, axes (n, characters).

    >>> likeliest_group("1Il7", np.array([[0.3, 0.3, 0.3, 0.1]])).round(3).tolist()
    [0.9]
    """
    columns, starts = _groups(tuple(chars))
    return np.asarray(np.add.reduceat(probabilities[:, columns], starts, axis=1).max(axis=1))


@cache
def _groups(chars: tuple[str, ...]) -> tuple[Numbers, Numbers]:
    """Return the columns of characters, those of a group side by side, and where each group begins."""
    homes = np.array([group_of(char) for char in chars])
    columns = np.argsort(homes, kind="stable")
    return columns, np.flatnonzero(np.r_[True, homes[columns][1:] != homes[columns][:-1]])
