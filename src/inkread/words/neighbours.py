"""Which kinds of characters stand beside one another: digits among digits, capitals among capitals."""

import math

FIRST = {"capital": 0.35, "small": 0.4, "digit": 0.2, "sign": 0.05}
AFTER = {
    "capital": {"capital": 0.4, "small": 0.5, "digit": 0.03, "sign": 0.07},
    "small": {"capital": 0.01, "small": 0.93, "digit": 0.01, "sign": 0.05},
    "digit": {"capital": 0.03, "small": 0.02, "digit": 0.8, "sign": 0.15},
    "sign": {"capital": 0.25, "small": 0.2, "digit": 0.45, "sign": 0.1},
}
"""How often a kind follows another in texts of letters, notes and forms: estimated, to one digit."""


def kind_prior(before: str, char: str) -> float:
    """Return the logarithm of how likely the kind of a character is after a text.

    >>> kind_prior("12", "O") < kind_prior("12", "0")
    True
    >>> kind_prior("SO", "S") > kind_prior("so", "S")
    True
    """
    table = AFTER[kind_of(before[-1])] if before else FIRST
    if len(before) > 1 and before[-1].isupper() and char.isalpha() and before[-2].isupper():
        return math.log(0.85 if char.isupper() else 0.05)
    return math.log(table[kind_of(char)])


def kind_of(char: str) -> str:
    """Return whether a character is a `digit`, a `capital`, a `small` letter or another `sign`."""
    if char.isdecimal():
        return "digit"
    if char.isalpha():
        return "capital" if char.isupper() else "small"
    return "sign"


def no_prior(_before: str, _char: str) -> float:
    """Return 0: where a pattern or a list of words says what may come, kinds say nothing."""
    return 0.0
