"""What a text may be, from what a person asked for: a pattern, a list of words, a charset, or anything."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from inkread.charset import Charset
from inkread.errors import CharsetError, ConfigError
from inkread.trail import Caution
from inkread.words.automaton import AnyText, Automaton
from inkread.words.language_model import LanguageModel
from inkread.words.lexicon import Lexicon
from inkread.words.neighbours import FREE, KINDS, Neighbours
from inkread.words.none_of_these import OF_LIST, Others
from inkread.words.pattern import pattern_of
from inkread.words.signs import SIGNS

BREAKS_PATTERN = Caution(
    "breaks_pattern",
    "Nothing that follows the pattern looks like this: check the pattern, or crop to the code alone.",
)
NOT_IN_LEXICON = Caution(
    "not_in_lexicon", "Nothing in the list of words looks like this: add the word, or read without the list."
)
UNREADABLE = Caution("no_text", "This does not part into characters: crop to the writing, or scan it larger.")


class Asked(TypedDict, total=False):
    """What a person may ask for; see `WordReader.read`."""

    pattern: str | None
    lexicon: Lexicon | Path | str | None
    charset: Charset | str | None
    language: LanguageModel | Path | str | None


@dataclass(frozen=True, slots=True)
class Constraint:
    """What may come out.

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

    @property
    def is_strict(self) -> bool:
        """Whether only some texts may come out, so that no character can be left out of the search."""
        return self.others is not None


def constraint_of(
    graphemes: tuple[str, ...],
    *,
    pattern: str | None = None,
    lexicon: Lexicon | Path | str | None = None,
    charset: Charset | str | None = None,
) -> Constraint:
    """Return what may come out of a reader of some graphemes.

    Args:
        graphemes: what the reader of single glyphs can tell.
        pattern: see `pattern_of`.
        lexicon: a list of words, or the file of one.
        charset: the characters, as for `Reader`; None for all graphemes and the signs told by shape.

    Raises:
        ConfigError: when pattern or list are wrong, or both are given.
        CharsetError: when the charset is wrong.
    """
    if pattern is not None and lexicon is not None:
        raise ConfigError("expected a pattern or a lexicon, got both; give one of them")
    alphabet = frozenset((*graphemes, *SIGNS))
    if charset is not None:
        wanted = Charset.parse(charset) if isinstance(charset, str) else charset
        alphabet = _readable(wanted, alphabet)
    if pattern is not None:
        found = pattern_of(pattern, alphabet)
        used = found.alphabet
        others = Others.beside(used, alphabet)
        return Constraint(found, used, FREE, False, _has_both_cases(used), BREAKS_PATTERN, others)
    sizes = _has_both_cases(alphabet)
    if lexicon is not None:
        words = lexicon if isinstance(lexicon, Lexicon) else Lexicon.of_file(lexicon)
        others = Others(alphabet, OF_LIST)
        return Constraint(words, alphabet, FREE, not words.whole, sizes, NOT_IN_LEXICON, others)
    return Constraint(AnyText(alphabet), alphabet, KINDS, True, sizes, UNREADABLE)


def _readable(wanted: Charset, alphabet: frozenset[str]) -> frozenset[str]:
    """Return the graphemes of a charset, all of which must be in the alphabet."""
    lost = sorted(set(wanted.graphemes) - alphabet)
    if lost:
        known = "".join(sorted(alphabet))
        raise CharsetError(
            f"expected graphemes among {known!r}, got {lost[0]!r}; this bundle cannot read it in words"
        )
    return frozenset(wanted.graphemes)


def _has_both_cases(alphabet: frozenset[str]) -> bool:
    """Return whether there are capitals and small letters."""
    return any(map(str.islower, alphabet)) and any(map(str.isupper, alphabet))
