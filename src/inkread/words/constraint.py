"""What may come out of one way of reading: what follows a pattern, the words of a list, or anything."""

from dataclasses import dataclass

from inkread.trail import Caution
from inkread.words.automaton import AnyText, Automaton
from inkread.words.language_model import BREAK
from inkread.words.lexicon import Lexicon
from inkread.words.neighbours import FREE, KINDS, Neighbours
from inkread.words.none_of_these import Others
from inkread.words.pattern import Pattern
from inkread.words.single_spaced import SingleSpaced

BREAKS_PATTERN = Caution(
    "breaks_pattern",
    "Nothing that follows the pattern looks like this: check the pattern, or crop to the code alone.",
)
NOT_IN_LEXICON = Caution(
    "not_in_lexicon", "Nothing in the list of words looks like this: add the word, or read without the list."
)
NOT_IN_CHARSET = Caution(
    "not_in_charset", "This looks like characters that were not asked for: allow more, or write others."
)
UNREADABLE = Caution("no_text", "This does not part into characters: crop to the writing, or scan it larger.")


@dataclass(frozen=True, slots=True)
class Constraint:
    """What may come out of one way of reading.

    Attributes:
        allowed: the texts.
        alphabet: their characters.
        prior: of a character after what stands before it.
        spaces: whether wide gaps are spaces; not where a pattern describes the whole.
        sizes: whether small letters and capitals are told by their height; not where only one kind may come.
        broken: what to say where no text fits.
        others: what may stand there instead of an allowed text; None where any text is allowed.
    """

    allowed: Automaton
    alphabet: frozenset[str]
    prior: Neighbours
    spaces: bool
    sizes: bool
    broken: Caution
    others: Others | None = None

    def can_be(self, text: str) -> bool:
        """Return whether a text may come out; under a list, only what was read may."""
        if isinstance(self.allowed, SingleSpaced):
            return self.allowed.matches(text)
        return not self.is_list and self.alphabet.issuperset(text.replace(BREAK, ""))

    @property
    def is_list(self) -> bool:
        """Whether only the words of a list may come out."""
        return isinstance(self.allowed, Lexicon)

    @property
    def is_strict(self) -> bool:
        """Whether only some texts may come out, so that no character can be left out of the search."""
        return not isinstance(self.allowed, AnyText)


def free(alphabet: frozenset[str], known: frozenset[str]) -> Constraint:
    """Return that any text of some characters may come out.

    Args:
        alphabet: the characters.
        known: all that this way of reading can tell.
    """
    others = Others.of_charset(alphabet, known)
    broken = UNREADABLE if others is None else NOT_IN_CHARSET
    return Constraint(AnyText(alphabet), alphabet, KINDS, True, _has_both_cases(alphabet), broken, others)


def of_pattern(pattern: Pattern, alphabet: frozenset[str]) -> Constraint | None:
    """Return that what follows a pattern may come out; None where no text of these characters does.

    Args:
        pattern: over the characters that may come.
        alphabet: all that this way of reading can tell.
    """
    own = pattern.of(alphabet)
    if not own.can_end():
        return None
    used, sizes = own.alphabet, _has_both_cases(own.alphabet)
    others = Others.beside(used, alphabet)
    return Constraint(SingleSpaced(own), used, FREE, False, sizes, BREAKS_PATTERN, others)


def of_lexicon(words: Lexicon, alphabet: frozenset[str]) -> Constraint:
    """Return that the words of a list may come out."""
    others = Others.of_list(words, alphabet)
    sizes = _has_both_cases(alphabet)
    return Constraint(words, alphabet, FREE, not words.whole, sizes, NOT_IN_LEXICON, others)


def _has_both_cases(alphabet: frozenset[str]) -> bool:
    """Return whether there are capitals and small letters."""
    return any(map(str.islower, alphabet)) and any(map(str.isupper, alphabet))
