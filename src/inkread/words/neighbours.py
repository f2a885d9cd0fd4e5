"""Which kinds of characters stand beside one another: digits among digits, capitals among capitals."""

import math
from collections.abc import Callable
from functools import cache

FIRST = {"capital": 0.35, "small": 0.4, "digit": 0.2, "sign": 0.05}
AFTER = {
    "capital": {"capital": 0.4, "small": 0.5, "digit": 0.03, "sign": 0.07},
    "small": {"capital": 0.01, "small": 0.93, "digit": 0.01, "sign": 0.05},
    "digit": {"capital": 0.03, "small": 0.02, "digit": 0.8, "sign": 0.15},
    "sign": {"capital": 0.25, "small": 0.2, "digit": 0.45, "sign": 0.1},
}
"""How often a kind follows another in texts of letters, notes and forms: estimated, to one digit."""
EXAMPLES = {"capital": "A", "small": "a", "digit": "0", "sign": "-"}

Prior = Callable[[str, str], float]
"""The logarithm of how likely a character (second) is after a text (first)."""


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


class Neighbours:
    """A prior that looks at no more than the kinds of the last few characters.

    So few contexts are there that a search can know what each of them leads to.

    Args:
        prior: of a character after a text; characters of one kind must have the same.
        kind_of: returns an example of the kind of a character.
        kinds: the examples.
        gist: returns of a text of examples the part that has a say in what follows, its context.

    Attributes:
        contexts: all there are, that of the empty text first.
    """

    start = ""

    def __init__(
        self, prior: Prior, kind_of: Callable[[str], str], kinds: str, gist: Callable[[str], str]
    ) -> None:
        """Ask the prior once about each kind in each context."""
        self.kind_of = kind_of
        self._table: dict[tuple[str, str], tuple[float, str]] = {}
        found = [self.start]
        for before in found:  # grows while it is gone through
            for kind in kinds:
                after = gist(before + kind)
                self._table[before, kind] = prior(before, kind), after
                found += [] if after in found else [after]
        self.contexts = tuple(found)

    def after(self, before: str, char: str) -> tuple[float, str]:
        """Return what a character adds in a context, and the context after it.

        >>> [KINDS.after(before, char)[1] for before, char in (("", "q"), ("A", "Z"), ("AA", "1"))]
        ['a', 'AA', '0']
        """
        return self._table[before, self.kind_of(char)]


@cache
def _example(char: str) -> str:
    """Return an example of the kind of a character."""
    return EXAMPLES[kind_of(char)]


def _last_kinds(kinds: str) -> str:
    """Return the last kind, and the one before it where both are capitals."""
    return kinds[-2:] if kinds.endswith("AA") else kinds[-1:]


KINDS = Neighbours(kind_prior, _example, "".join(EXAMPLES.values()), _last_kinds)
FREE = Neighbours(no_prior, lambda _: "a", "a", lambda _: "")
