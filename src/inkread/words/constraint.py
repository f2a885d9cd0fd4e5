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
from inkread.words.pattern import pattern_of
from inkread.words.signs import SIGNS

BREAKS_PATTERN = Caution(
    "breaks_pattern", "No way to read this follows the pattern: check the pattern, or crop to the code alone."
)
NOT_IN_LEXICON = Caution(
    "not_in_lexicon", "No way to read this is in the list of words: add the word, or read without the list."
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
        is_strict: whether only some texts may come out, so that no character can be left out of the search.
    """

    allowed: Automaton
    alphabet: frozenset[str]
    prior: Neighbours
    spaces: bool
    sizes: bool
    broken: Caution
    is_strict: bool = True


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
        return Constraint(found, used, FREE, False, _has_both_cases(used), BREAKS_PATTERN)
    if lexicon is not None:
        words = lexicon if isinstance(lexicon, Lexicon) else Lexicon.of_file(lexicon)
        return Constraint(words, alphabet, FREE, not words.whole, _has_both_cases(alphabet), NOT_IN_LEXICON)
    sizes = _has_both_cases(alphabet)
    return Constraint(AnyText(alphabet), alphabet, KINDS, True, sizes, UNREADABLE, is_strict=False)


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
