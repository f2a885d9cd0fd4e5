"""How likely writing is none of the texts that a pattern or a list of words allows.

Of the allowed texts one is always the likeliest, however little it looks like what was written. So the best
way to read the ink as any text has its share too, lighter by what each of its characters and the whole cost.
What a list lacks is often much like one of its words, `Meyer` where it has `Meier`: such a text costs only
what sets it apart from that word.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from inkread.words.free_text import FreeText
from inkread.words.lexicon import Lexicon

WHOLE = 3.0  # logarithm of how many times likelier a text is allowed than not
OF_PATTERN, OF_LIST = 1.0, 3.0
"""Logarithms of how many times lighter each character of another text is. With 1.0, of 129 codes and numbers
composed of the validation part of EMNIST none was sure (0.95) under a pattern with letters for digits and
digits for letters, and 50 of 52 right ones stayed sure under their own. A list says more than a pattern: 3.0
is about the logarithm of the letters there are."""
OF_CHANGE = 2.0
"""Logarithm of how many times lighter a word beside a list is for each character that sets it apart from the
word of the list. Names of Debian's `wamerican`, composed of fonts and of EMNIST's glyphs of the validation
part, each read under ten names that lacked it and held one that is a single character off: with 2.0, 5.2 % of
466 in fonts came out as another name at 0.9 or more, and 2.3 % of 300 in glyphs; 69 % and 83 % without it. Of
those whose lists held them, 92.5 % and 96.7 % of the right ones were told at 0.9; 97.3 % and 96.7 %
without."""
FAR = 10.0  # logarithm: where another text is so many times likelier, no allowed one is to be trusted


@dataclass(frozen=True, slots=True)
class Others:
    """What writing may be where no allowed text was written.

    Attributes:
        alphabet: the characters.
        cost: of each, see `OF_LIST`.
        near: those of words that a list may lack; none where there is no list.
    """

    alphabet: frozenset[str]
    cost: float
    near: frozenset[str] = frozenset()

    @classmethod
    def of_list(cls, words: Lexicon, known: frozenset[str]) -> "Others":
        """Return the others of a list: a word beside it has digits only where some word of the list has.

        Args:
            words: the list.
            known: all that may come out.

        >>> sorted(Others.of_list(Lexicon(["Bo-2"]), frozenset("aB1-.")).near)
        ['-', '1', 'B', 'a']
        """
        kinds = {_kind(char) for char in words.chars}
        return cls(known, OF_LIST, frozenset(char for char in known if _kind(char) in kinds))

    @classmethod
    def beside(cls, used: Collection[str], known: Collection[str]) -> "Others":
        """Return the others of a pattern: whatever case a letter of it is written in, it is no other one.

        Args:
            used: the characters of the pattern.
            known: all that may come out.

        >>> sorted(Others.beside("a", "aAbB1").alphabet)
        ['1', 'B', 'a']
        """
        free = {char for char in known if char.swapcase() not in used}
        kept = {char for char in free if not char.islower() or char.upper() not in free}
        return cls(frozenset(used) | kept, OF_PATTERN)

    @classmethod
    def of_charset(cls, alphabet: frozenset[str], known: frozenset[str]) -> "Others | None":
        """Return the others of a set of characters: with digits or letters that are not asked for, or None.

        A sign that is not asked for is left out instead: a full stop makes no other text of a name.

        Args:
            alphabet: the set.
            known: all that may come out where none is asked for.

        >>> sorted(Others.of_charset(frozenset("01"), frozenset("01aA.")).alphabet)
        ['0', '1', 'A', 'a']
        """
        kept = {char for char in known - alphabet if char.isalnum() and char.swapcase() not in alphabet}
        return cls(alphabet | kept, OF_PATTERN) if kept else None

    def weight(self, best: str, read: Callable[[frozenset[str], float], FreeText]) -> float:
        """Return the logarithm of the weight of all other texts.

        Args:
            best: the likeliest allowed text.
            read: returns the likeliest text of some characters, each of which has a cost.
        """
        weight = read(self.alphabet, self.cost).weight - WHOLE
        if not self.near:
            return weight
        alike = read(self.near, 0.0)
        changes = num_changes(alike.text.casefold(), best.casefold())
        beside = alike.weight - WHOLE - OF_CHANGE * changes
        return float(np.logaddexp(weight, beside)) if changes else weight


def num_changes(one: str, other: str) -> int:
    """Return how many characters must be put in, taken out or replaced to make one text of another.

    >>> num_changes("meyer", "meier"), num_changes("anna", "hanne")
    (1, 2)
    """
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, own in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (char != own))
    return row[-1]


def _kind(char: str) -> str:
    """Return whether a character is a `digit` or a `letter`; a sign is a kind of its own."""
    return "digit" if char.isdecimal() else "letter" if char.isalpha() else char
