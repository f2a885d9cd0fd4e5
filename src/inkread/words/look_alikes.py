"""Characters of one shape: which of them is meant, only a pattern, neighbours or their height can say."""

import string
from collections.abc import Mapping

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


def likeliest_group(probabilities: Mapping[str, float]) -> float:
    """Return the probability of the likeliest group: how sure it is that a glyph is a character at all.

    A clean stroke is 1, I or l with a third each; as a character it is as sure as any.

    >>> round(likeliest_group({"1": 0.3, "I": 0.3, "l": 0.3, "7": 0.1}), 3)
    0.9
    """
    totals: dict[str, float] = {}
    for char, probability in probabilities.items():
        home = group_of(char)
        totals[home] = totals.get(home, 0.0) + probability
    return max(totals.values(), default=0.0)
