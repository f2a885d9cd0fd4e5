"""A language model of characters: how likely each is after the last few, learnt from any text.

Counts of every order, each smoothed by the one below (Witten and Bell 1991, "The zero-frequency problem",
method C). Small letters and capitals count as one there; which of the two it is, hangs on the letters'
case before. All digits count as one: which it is, is for the picture to say.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.errors import ConfigError
from inkread.words.gram_counts import GramCounts
from inkread.words.letter_case import Cases, case_counts, log_shares, place_of

ORDER = 6  # characters: the one that is told, and those before it
ZIP = b"PK\x03\x04"  # what a file of counts begins with, and no text does
DIGIT = "0"
NOTHING = "\0"  # no array of texts keeps it at an end
BREAK = " "  # before the first character, and behind the last
OTHERS = 100  # characters: what a text never held shares the least probability
SHIPPED = Path(__file__).with_name("languages")
ENDING = ".npz"
LEAST_SEEN = 2  # times a context of three characters and more is kept


class LanguageModel:
    """Tells how likely a character is after a text.

    Args:
        counts: of each context, how often each character follows it.
        cases: how often small letters and capitals stand in each place of a word.
        order: characters looked at, the last one included.

    Example:
        >>> model = LanguageModel.of("the then they this that")
        >>> model.log_probability("t", "h") > model.log_probability("t", "e")
        True
    """

    def __init__(self, counts: GramCounts, cases: Cases, order: int) -> None:
        """Keep the counts."""
        self._counts, self._cases = counts, cases
        self._case_shares = log_shares(cases)
        self.order = order
        self._rows = lru_cache(maxsize=1 << 13)(self._row)
        self._columns = lru_cache(maxsize=8)(self._places)

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
        return cls(GramCounts.of(grams), case_counts(text), order)

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
                return cls(*GramCounts.unpacked(content))
            return cls.of(content.decode("utf-8-sig"))
        except FileNotFoundError as error:
            raise ConfigError(
                f"{path}: expected a language model or a text, got none; {', '.join(languages())} ships"
            ) from error
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"{path}: expected a language model or a text in UTF-8, got another file ({error});"
                " make one with `inkread words language`"
            ) from error

    def __reduce__(self) -> tuple[type["LanguageModel"], tuple[GramCounts, Cases, int]]:
        """Send the counts to another process, and not what was computed of them."""
        return LanguageModel, (self._counts, self._cases, self.order)

    def packed(self) -> bytes:
        """Return what `of_file` reads; the same model makes the same bytes.

        Raises:
            ConfigError: when that would be more than `of_file` takes.
        """
        try:
            return self._counts.packed(self._cases, self.order)
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

    def log_probabilities(self, before: str, chars: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """Return what `log_probability` does for each of `chars`, axes (characters,)."""
        small, capital = self._case_shares[place_of(before)]
        is_small, is_capital = self._columns(chars)[2:]
        row = self._rows(self._context(before), chars)
        return np.asarray(row + small * is_small + capital * is_capital)

    def _row(self, context: str, chars: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """Return the logarithm of each character's probability after a context of the model's length."""
        columns, own = self._columns(chars)[:2]
        probabilities = np.full(len(chars), 1.0 / OTHERS)
        for length in range(len(context) + 1):
            after = self._counts.after(context[len(context) - length :])
            if after is None:
                break
            seen = np.zeros(len(chars) + 1)
            seen[columns[after.chars]] = after.nums
            kinds = len(after.nums)
            probabilities = (seen[own] + kinds * probabilities) / (after.nums.sum() + kinds)
        shares = np.log([10.0 if char.isdecimal() else 1.0 for char in chars])
        return np.asarray(np.log(probabilities) - shares)

    def _places(self, chars: tuple[str, ...]) -> tuple[npt.NDArray[np.int64], ...]:
        """Return the column of each character of the alphabet, and of each of `chars`; they may share one.

        What is not asked for goes into a last column, which nobody reads. Two more arrays tell small letters
        and capitals.
        """
        plain = [folded(char) for char in chars]
        column = {char: place for place, char in enumerate(plain)}
        columns = [column.get(char, len(chars)) for char in self._counts.alphabet]
        own = [column[char] for char in plain]
        cases = [[char.islower() for char in chars], [char.isupper() for char in chars]]
        return tuple(np.array(one, np.int64) for one in (columns, own, *cases))

    def _context(self, before: str) -> str:
        """Return what of a text has a say in what follows."""
        return (BREAK + folded(before))[-(self.order - 1) :] if self.order > 1 else ""

    def __len__(self) -> int:
        """Return how many contexts are known."""
        return len(self._counts)


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
