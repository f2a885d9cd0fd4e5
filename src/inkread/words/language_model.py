"""A language model of characters: how likely each is after the last few, learnt from any text.

Counts of every order, each smoothed by the one below (Witten and Bell 1991, "The zero-frequency problem",
method C). Small letters and capitals count as one, and so do all digits: which of them it is, is for the
picture to say.
"""

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.errors import ConfigError

ORDER = 6  # characters: the one that is told, and those before it
FORMAT = 1
LONGEST_FILE = 64 << 20  # bytes, unpacked
DIGIT = "0"
BREAK = " "  # before the first character, and behind the last
OTHERS = 100  # characters: what a text never held shares the least probability
SHIPPED = Path(__file__).with_name("languages")
ENDING = ".gz"
LEAST_SEEN = 2  # times a context of three characters and more is kept


class LanguageModel:
    """Tells how likely a character is after a text.

    Args:
        counts: of each context, how often each character follows it; the context before all is empty.
        order: characters looked at, the last one included.

    Example:
        >>> model = LanguageModel.of("the then they this that")
        >>> model.log_probability("t", "h") > model.log_probability("t", "e")
        True
    """

    def __init__(self, counts: Mapping[str, Mapping[str, int]], order: int) -> None:
        """Keep the counts."""
        self._counts = counts
        self._totals = {context: sum(after.values()) for context, after in counts.items()}
        self.order = order
        self._known = lru_cache(maxsize=1 << 16)(self._probability)
        self._rows = lru_cache(maxsize=1 << 13)(self._row)

    @classmethod
    def of(cls, text: str, *, order: int = ORDER) -> "LanguageModel":
        """Return the model of a text.

        Raises:
            ConfigError: when it has no word.
        """
        plain = folded(BREAK.join(["", *text.split(), ""]))
        if not plain.strip():
            raise ConfigError("expected a text to learn from, got none; name one with words")
        counts: dict[str, Counter[str]] = {}
        for length in range(order):
            pairs = Counter(plain[at : at + length + 1] for at in range(len(plain) - length))
            for gram, num in pairs.items():
                if length < 3 or num >= LEAST_SEEN:
                    counts.setdefault(gram[:-1], Counter())[gram[-1]] = num
        return cls(counts, order)

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
            if not content.startswith(b"\x1f\x8b"):
                return cls.of(content.decode("utf-8-sig"))
            with gzip.open(path) as packed:
                raw = json.loads(packed.read(LONGEST_FILE))
            if raw["format"] != FORMAT:
                raise ValueError(f"format {raw['format']}")
            counts = {
                str(key): {str(c): int(n) for c, n in after.items()} for key, after in raw["counts"].items()
            }
            return cls(counts, int(raw["order"]))
        except FileNotFoundError as error:
            raise ConfigError(
                f"{path}: expected a language model or a text, got none; {', '.join(languages())} ships"
            ) from error
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ConfigError(
                f"{path}: expected a language model or a text in UTF-8, got another file ({error});"
                " make one with `inkread words language`"
            ) from error

    def packed(self) -> bytes:
        """Return what `of_file` reads; the same model makes the same bytes.

        Raises:
            ConfigError: when that would be more than `of_file` takes.
        """
        told = {"format": FORMAT, "order": self.order, "counts": self._counts}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        content = text.encode("utf-8")
        if len(content) > LONGEST_FILE:
            raise ConfigError(
                f"expected a language model of at most {LONGEST_FILE >> 20} MiB unpacked, got"
                f" {len(content) >> 20} MiB; lower --order, or learn from fewer texts"
            )
        return gzip.compress(content, mtime=0)

    def save(self, path: Path) -> None:
        """Write the model.

        Raises:
            ConfigError: as `packed`.
        """
        atomic.write_bytes(path, self.packed())

    def log_probability(self, before: str, char: str) -> float:
        """Return the logarithm of how likely a character is after a text; a space ends a word."""
        share = math.log(10) if char.isdecimal() else 0.0
        return self._known(self._context(before), folded(char)) - share

    def log_probabilities(self, before: str, chars: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """Return what `log_probability` does for each of `chars`, axes (characters,); not to be changed."""
        return self._rows(self._context(before), chars)

    def _row(self, context: str, chars: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """Return the logarithm of each character's probability after a context of the model's length."""
        plain = [folded(char) for char in chars]
        places = {char: place for place, char in enumerate(plain)}  # of letters the last of the two
        probabilities = np.full(len(chars), 1.0 / OTHERS)
        for length in range(len(context) + 1):
            part = context[len(context) - length :]
            after = self._counts.get(part)
            if after is None:
                break
            seen = np.zeros(len(chars))
            for char, num in after.items():
                if char in places:
                    seen[places[char]] = num
            probabilities = (seen + len(after) * probabilities) / (self._totals[part] + len(after))
        shares = np.log([10.0 if char.isdecimal() else 1.0 for char in chars])
        return np.asarray(np.log(probabilities[[places[char] for char in plain]]) - shares)

    def _context(self, before: str) -> str:
        """Return what of a text has a say in what follows."""
        return (BREAK + folded(before))[-(self.order - 1) :] if self.order > 1 else ""

    def __len__(self) -> int:
        """Return how many contexts are known."""
        return len(self._counts)

    def _probability(self, context: str, char: str) -> float:
        """Return the logarithm of a character's probability after a context of the model's length."""
        probability = 1.0 / OTHERS
        for length in range(len(context) + 1):
            part = context[len(context) - length :]
            after = self._counts.get(part)
            if after is None:
                break
            total, kinds = self._totals[part], len(after)
            probability = (after.get(char, 0) + kinds * probability) / (total + kinds)
        return math.log(probability)


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
