"""What a person asked for, as what may come out of each of the two ways of reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypedDict

from inkread.charset import Charset
from inkread.errors import CharsetError, ConfigError
from inkread.trail import Caution
from inkread.words.constraint import Constraint, free, of_lexicon, of_pattern
from inkread.words.language_model import BREAK, LanguageModel
from inkread.words.lexicon import Lexicon
from inkread.words.pattern import Pattern, pattern_of
from inkread.words.signs import SIGNS

MOST_NAMED = 5  # words that a caution names
WordList: TypeAlias = Lexicon | Path | str | Iterable[str]
"""A list of words: the file of one, or the words themselves."""


class Asked(TypedDict, total=False):
    """What a person may ask for; see `WordReader.read`."""

    pattern: str | None
    lexicon: WordList | None
    charset: Charset | str | None
    language: LanguageModel | Path | str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What each way of reading can tell.

    Attributes:
        separate: the characters and signs of writing that is cut into them.
        whole: those of lines read whole; none where nothing reads these.
    """

    separate: frozenset[str]
    whole: frozenset[str]

    @classmethod
    def by(cls, graphemes: Iterable[str], whole: Iterable[str] = ()) -> "Known":
        """Return what a reader of some graphemes can tell, and one of lines of some."""
        return cls(frozenset((*graphemes, *SIGNS)), frozenset(whole))

    @property
    def any(self) -> frozenset[str]:
        """What either can; a gap is a space."""
        return self.separate | self.whole | {BREAK}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may come out.

    Attributes:
        separate: of writing that is cut into characters; None where these alone cannot be what is asked for.
        whole: of lines read whole; None where none are, or none of these may be what is asked for.
        said: what a person should know of what was asked for.
    """

    separate: Constraint | None
    whole: Constraint | None
    said: tuple[Caution, ...] = ()

    @property
    def either(self) -> Constraint:
        """One of the two: what they have in common is the same in both."""
        found = self.separate or self.whole
        if found is None:
            raise ConfigError("expected characters that can be read, got none; widen the charset")
        return found


def wanted_of(
    known: Known,
    *,
    pattern: str | None = None,
    lexicon: WordList | None = None,
    charset: Charset | str | None = None,
) -> Wanted:
    """Return what may come out.

    Args:
        known: what can be read.
        pattern: see `pattern_of`.
        lexicon: a list of words, or the file of one.
        charset: the characters, as for `Reader`; None for all that can be read.

    Raises:
        ConfigError: when pattern or list are wrong, or both are given.
        CharsetError: when the charset is wrong, or holds nothing but a space.
    """
    if pattern is not None and lexicon is not None:
        raise ConfigError("expected a pattern or a lexicon, got both; give one of them")
    allowed = known.any if charset is None else _readable(charset, known)
    if allowed <= {BREAK}:
        raise CharsetError("expected a charset with a character, got nothing but a space; add what may come")
    separate, whole = known.separate & allowed, known.whole & allowed
    if pattern is not None:
        return _following(_pattern(pattern, allowed, known), separate, whole)
    if lexicon is not None:
        return _listed(Lexicon.of(lexicon), separate, whole)
    return Wanted(
        free(separate, known.separate) if separate else None,
        free(whole, known.whole) if whole - {BREAK} else None,
    )


def _pattern(text: str, allowed: frozenset[str], known: Known) -> Pattern:
    """Return a pattern over the characters that may come; a space is one where the pattern has one."""
    spaces = frozenset({BREAK}) if BREAK in text or "\\s" in text else frozenset()
    apart = frozenset({BREAK})
    return pattern_of(text, allowed - apart | spaces, known=known.any - apart | spaces)


def _following(pattern: Pattern, separate: frozenset[str], whole: frozenset[str]) -> Wanted:
    """Return that what follows a pattern may come out.

    What the pattern names and no single character is, such as a plus, would be left out without a word if
    writing were cut into characters: so it is read whole then.

    Raises:
        ConfigError: when no text of what either reads follows it.
    """
    named = pattern.named & pattern.alphabet
    apart = separate | {BREAK}
    is_apart = named <= apart or not whole
    found = Wanted(of_pattern(pattern, apart) if is_apart else None, of_pattern(pattern, whole))
    if found.separate is None and found.whole is None:
        raise ConfigError(
            f"pattern {pattern.text!r}: expected a text that one reader can read, got characters of two;"
            " leave out those that only one of them reads"
        )
    return found


def _listed(words: Lexicon, separate: frozenset[str], whole: frozenset[str]) -> Wanted:
    """Return that the words of a list may come out.

    Raises:
        ConfigError: when none of them can be read.
    """
    lost = words.lost(separate | whole)
    if len(lost) == len(words):
        raise ConfigError(
            f"expected a list of words with one of {''.join(sorted(separate | whole))!r} alone, got none;"
            " widen the charset, or give other words"
        )
    said = (_left_out(lost),) if lost else ()
    return Wanted(
        of_lexicon(words, separate) if separate else None, of_lexicon(words, whole) if whole else None, said
    )


def _left_out(lost: tuple[str, ...]) -> Caution:
    """Return what is said of words that never come out."""
    more = f", and {len(lost) - MOST_NAMED} more" if len(lost) > MOST_NAMED else ""
    return Caution(
        "words_left_out",
        "Left out of the list of words, for it holds characters that are not read:"
        f" {', '.join(lost[:MOST_NAMED])}{more}.",
    )


def _readable(charset: Charset | str, known: Known) -> frozenset[str]:
    """Return the graphemes of a charset, all of which must be known.

    Raises:
        CharsetError: when one is not.
    """
    wanted = Charset.of(charset)
    lost = sorted(set(wanted.graphemes) - known.any)
    if lost:
        raise CharsetError(
            f"expected graphemes among {''.join(sorted(known.any))!r}, got {', '.join(map(repr, lost))};"
            " no bundle here reads these in words"
        )
    return frozenset(wanted.graphemes)
