"""A language model: how likely each character is after the last few, and which words there are.

Counts of every order, each smoothed by the one below (Witten and Bell 1991, "The zero-frequency problem",
method C). Small letters and capitals count as one there; which of the two it is, hangs on the letters'
case before. All digits count as one: which it is, is for the picture to say. It learns from any text.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.errors import ConfigError
from inkread.words import language_file
from inkread.words.gram_counts import GramCounts
from inkread.words.known_words import SPACE, KnownWords
from inkread.words.letter_case import Cases, case_counts, log_shares, place_of

ORDER = 6  # characters: the one that is told, and those before it
ZIP = b"PK\x03\x04"  # what a file of counts begins with, and no text does
DIGIT = "0"
NOTHING = "\0"  # no array of texts keeps it at an end
BREAK = SPACE  # before the first character, and behind the last
OTHERS = 100  # characters: what a text never held shares the least probability
SHIPPED = Path(__file__).with_name("languages")
ENDING = ".npz"
LEAST_SEEN = 2  # times a context of three characters and more is kept
Numbers: TypeAlias = npt.NDArray[np.float64]


class LanguageModel:
    """Tells how likely a character is after a text.

    Args:
        counts: of each context, how often each character follows it.
        cases: how often small letters and capitals stand in each place of a word.
        order: characters looked at, the last one included.
        words: that are known, or None.

    Example:
        >>> model = LanguageModel.of("the then they this that")
        >>> model.log_probability("t", "h") > model.log_probability("t", "e")
        True
    """

    def __init__(self, counts: GramCounts, cases: Cases, order: int, words: KnownWords | None = None) -> None:
        """Keep the counts."""
        self._counts, self._cases, self._words = counts, cases, words or KnownWords.of("")
        self._case_shares = log_shares(cases)
        self.order = order
        self._rows = lru_cache(maxsize=1 << 13)(self._row)
        self._word_rows = lru_cache(maxsize=1 << 13)(self._word_row)
        self._columns = lru_cache(maxsize=8)(_Columns)
        self._cased = lru_cache(maxsize=64)(self._of_cases)

    @classmethod
    def of(cls, text: str, *, order: int = ORDER) -> "LanguageModel":
        """Return the model of a text.

        Raises:
            ConfigError: when it has no word.
        """
        plain = folded(BREAK.join(["", *text.replace(NOTHING, "").split(), ""]))
        if not plain.strip():
            raise ConfigError("expected a text to learn from, got none; name one with words")
        grams = []
        for length in range(order):
            seen = Counter(plain[at : at + length + 1] for at in range(len(plain) - length))
            least = 1 if length < 3 else LEAST_SEEN
            grams.append({gram: num for gram, num in seen.items() if num >= least})
        return cls(GramCounts.of(grams), case_counts(text), order, KnownWords.of(plain))

    @classmethod
    def of_file(cls, path: Path | str) -> "LanguageModel":
        """Return the model in a file that `save` wrote, that of any text in UTF-8, or one that ships.

        Args:
            path: of the file; or the name of one that ships, such as `english`, which comes first.

        Raises:
            ConfigError: when there is no such file, or it is neither.
        """
        path = SHIPPED / f"{path}{ENDING}" if str(path) in languages() else Path(path)
        try:
            content = path.read_bytes()
            if content.startswith(ZIP):
                return cls._unpacked(content)
            return cls.of(content.decode("utf-8-sig"))
        except FileNotFoundError as error:
            raise ConfigError(
                f"{path}: expected a language model or a text, got no such file;"
                f" give one, or the name of one that ships: {', '.join(languages())}"
            ) from error
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"{path}: expected a language model or a text in UTF-8, got another file ({error});"
                " make one with `inkread words language`"
            ) from error

    @classmethod
    def _unpacked(cls, content: bytes) -> "LanguageModel":
        """Return the model in a file; one of an inkread before knows no words."""
        arrays = language_file.unpacked(content)
        words = KnownWords.of_arrays(arrays) if "words" in arrays else None
        return cls(*GramCounts.of_arrays(arrays), words)

    def __reduce__(self) -> tuple[type["LanguageModel"], tuple[GramCounts, Cases, int, KnownWords]]:
        """Send the counts to another process, and not what was computed of them."""
        return LanguageModel, (self._counts, self._cases, self.order, self._words)

    def packed(self) -> bytes:
        """Return what `of_file` reads; the same model makes the same bytes.

        Raises:
            ConfigError: when that would be more than `of_file` takes.
        """
        try:
            return language_file.packed(self._counts.arrays(self._cases, self.order) | self._words.arrays())
        except ValueError as error:
            raise ConfigError(
                f"expected a language model that fits into a file, got {error};"
                " lower --order, or learn from fewer texts"
            ) from error

    def save(self, path: Path) -> None:
        """Write the model.

        Raises:
            ConfigError: as `packed`.
        """
        atomic.write_bytes(path, self.packed())

    def log_probability(self, before: str, char: str) -> float:
        """Return the logarithm of how likely a character is after a text; a space ends a word."""
        return float(self.log_probabilities(before, (char,))[0])

    def log_probabilities(self, before: str, chars: tuple[str, ...]) -> Numbers:
        """Return what `log_probability` does for each of `chars`, axes (characters,)."""
        return np.asarray(self._rows(self._context(before), chars) + self._cased(place_of(before), chars))

    def word_log_probabilities(self, before: str, chars: tuple[str, ...]) -> Numbers:
        """Return the logarithm of how likely each of `chars` is after a text whose last word is a known one.

        A space ends the word; minus infinity where no known word goes on so. Axes (characters,).
        """
        row = self._word_rows(folded(before.rpartition(BREAK)[2]), chars)
        return np.asarray(row + self._cased(place_of(before), chars))

    @property
    def num_words(self) -> int:
        """How many words are known."""
        return len(self._words)

    def _of_cases(self, place: int, chars: tuple[str, ...]) -> Numbers:
        """Return what small letters and capitals have added to them in a place."""
        small, capital = self._case_shares[place]
        columns = self._columns(chars)
        return np.asarray(small * columns.small + capital * columns.capital)

    def _row(self, context: str, chars: tuple[str, ...]) -> Numbers:
        """Return the logarithm of each character's probability after a context of the model's length."""
        columns = self._columns(chars)
        alphabet = columns.of(self._counts.alphabet)
        probabilities = np.full(len(chars), 1.0 / OTHERS)
        for length in range(len(context) + 1):
            after = self._counts.after(context[len(context) - length :])
            if after is None:
                break
            seen = np.zeros(len(chars) + 1)
            seen[alphabet[after.chars]] = after.nums
            kinds = len(after.nums)
            probabilities = (seen[columns.own] + kinds * probabilities) / (after.nums.sum() + kinds)
        shares = np.log([10.0 if char.isdecimal() else 1.0 for char in chars])
        return np.asarray(np.log(probabilities) - shares)

    def _word_row(self, word: str, chars: tuple[str, ...]) -> Numbers:
        """Return the logarithm of each character's probability after the beginning of a known word."""
        columns, shares = self._columns(chars), self._words.after(word)
        seen = np.zeros(len(chars) + 1)
        seen[columns.of("".join(shares))] = list(shares.values())
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(seen[columns.own]))

    def _context(self, before: str) -> str:
        """Return what of a text has a say in what follows."""
        return (BREAK + folded(before))[-(self.order - 1) :] if self.order > 1 else ""

    def __len__(self) -> int:
        """Return how many contexts are known."""
        return len(self._counts)


class _Columns:
    """Where folded characters stand in arrays for the characters that are asked about.

    Attributes:
        own: the place of each that is asked about; those that fold alike share one.
        small: 1 for small letters.
        capital: 1 for capitals.
    """

    def __init__(self, chars: tuple[str, ...]) -> None:
        """Give each folded character a place; what nobody asks for goes into one behind the last."""
        plain = [folded(char) for char in chars]
        self._place = {char: place for place, char in enumerate(plain)}
        self._others = len(chars)
        self.own = np.array([self._place[char] for char in plain], np.int64)
        self.small = np.array([char.islower() for char in chars], np.int64)
        self.capital = np.array([char.isupper() for char in chars], np.int64)
        self.of = lru_cache(maxsize=1 << 10)(self._of)

    def _of(self, text: str) -> npt.NDArray[np.int64]:
        """Return the place of each character of a folded text."""
        return np.array([self._place.get(char, self._others) for char in text], np.int64)


def folded(text: str) -> str:
    """Return a text with small letters for capitals and one digit for all, as the model counts them.

    >>> folded("In 1987")
    'in 0000'
    """
    return "".join(DIGIT if char.isdecimal() else char.lower()[:1] or char for char in text)


def languages() -> tuple[str, ...]:
    """Return the names of the language models that ship with inkread."""
    return tuple(sorted(path.name.removesuffix(ENDING) for path in SHIPPED.glob(f"*{ENDING}")))


def model_of_texts(texts: Iterable[str], *, order: int = ORDER) -> LanguageModel:
    """Return the model of several texts."""
    return LanguageModel.of(BREAK.join(texts), order=order)
