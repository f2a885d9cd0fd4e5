"""Texts by chance to compose pictures of: words of a text, often ones often, and what stands beside.

A reader of connected writing learns which letters follow one another from the texts it is trained on. So
words come first, but capitals, digits, signs and strings without sense come often enough to be read too.
"""

import string
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.errors import ConfigError
from inkread.words.compose.code_texts import code_text

PUNCTUATION = "!\"#$%&'()*+,-./:;=?@"
WRITTEN = frozenset(string.ascii_letters + string.digits + PUNCTUATION)
"""The characters of connected writing, but for the space."""

LONGEST_WORD = 18
LONGEST_TEXT = 32
EVENED = 0.5  # power of a word's count: as counted, one word in twenty would be `the`
STRIPPED = "\"'`()[]{}<>*_,.;:!?-"


@dataclass(frozen=True, slots=True, eq=False)
class TextSource:
    """Draws texts.

    Attributes:
        words: each once.
        cumulated: how likely it is that a word is this one or one before it, axes (n,).
    """

    words: tuple[str, ...]
    cumulated: npt.NDArray[np.float64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "TextSource":
        """Return the source of the words of some texts, each text as much of it as any other.

        Raises:
            ConfigError: when there is none.
        """
        weights: dict[str, float] = {}
        for text in texts:
            counts = Counter(word for token in text.split() if (word := token.strip(STRIPPED)))
            held = {word: count**EVENED for word, count in counts.items() if _is_word(word)}
            total = sum(held.values())
            for word, weight in held.items():
                weights[word] = weights.get(word, 0.0) + weight / total
        if not weights:
            raise ConfigError("expected a text with words of Latin letters, got none; name another")
        shares = np.array(list(weights.values()))
        return cls(tuple(weights), np.cumsum(shares / shares.sum()))

    def drawn(self, rng: np.random.Generator) -> str:
        """Return a text of 1 to 32 characters."""
        make = MAKERS[int(np.searchsorted(SHARES, rng.random() * SHARES[-1], side="right"))]
        return make(self, rng)[:LONGEST_TEXT].strip()

    def word(self, rng: np.random.Generator) -> str:
        """Return a word as it stands in the texts."""
        place = int(np.searchsorted(self.cumulated, rng.random() * self.cumulated[-1], side="right"))
        return self.words[min(place, len(self.words) - 1)]


def _is_word(word: str) -> bool:
    """Return whether a token is a word that people write: letters, apostrophes, and dashes inside."""
    letters = word.replace("'", "").replace("-", "")
    return len(word) <= LONGEST_WORD and letters.isascii() and letters.isalpha()


def _plain(source: TextSource, rng: np.random.Generator) -> str:
    return source.word(rng)


def _small(source: TextSource, rng: np.random.Generator) -> str:
    return source.word(rng).lower()


def _capitalised(source: TextSource, rng: np.random.Generator) -> str:
    word = source.word(rng)
    return word[:1].upper() + word[1:]


def _capitals(source: TextSource, rng: np.random.Generator) -> str:
    return source.word(rng).upper()


def _marked(source: TextSource, rng: np.random.Generator) -> str:
    """Return a word with the signs of a sentence around it."""
    word = (_plain, _small, _capitalised)[int(rng.integers(3))](source, rng)
    before, after = ENCLOSED[int(rng.integers(len(ENCLOSED)))]
    return f"{before}{word}{after}"


def _phrase(source: TextSource, rng: np.random.Generator) -> str:
    """Return two to four words."""
    makers = (_plain, _small, _small, _capitalised, _marked, _number)
    return " ".join(makers[int(rng.integers(len(makers)))](source, rng) for _ in range(rng.integers(2, 5)))


def _number(_source: TextSource, rng: np.random.Generator) -> str:
    """Return a number, an amount, a date or a time."""
    form = (*NUMBERS, *DATES)[int(rng.integers(len(NUMBERS) + len(DATES)))]
    return "".join(str(int(rng.integers(10))) if mark == "9" else mark for mark in form)


def _code(_source: TextSource, rng: np.random.Generator) -> str:
    return code_text(rng)[0]


def _senseless(_source: TextSource, rng: np.random.Generator) -> str:
    """Return characters by chance, each as likely, so that rare ones are learnt too."""
    chars = sorted(WRITTEN)
    return "".join(chars[int(rng.integers(len(chars)))] for _ in range(rng.integers(1, 8)))


def _letters(_source: TextSource, rng: np.random.Generator) -> str:
    """Return letters by chance, one kind."""
    chars = (string.ascii_lowercase, string.ascii_uppercase)[int(rng.integers(2))]
    return "".join(chars[int(rng.integers(26))] for _ in range(rng.integers(1, 9)))


ENCLOSED = (
    *[("", ".")] * 5,
    *[("", ",")] * 4,
    *[("", sign) for sign in ":;?!-"],
    ("", " -"),
    *[('"', '"'), ("'", "'"), ("(", ")"), ("(", ""), ("", ")")],
    *[("-", ""), ("&", "")],
)
"""Signs before and behind a word: points and commas about as often as in a running text."""
NUMBERS = ("9", "99", "999", "9999", "99999", "9.9", "99.99", "9,999", "$99.99", "99%", "#99", "(9)", "9.")
DATES = ("19/99/99", "9/9/99", "99.99.9999", "19:99", "9999-99-99", "+99 999 9999", "999-9999")
MIX: tuple[tuple[Callable[[TextSource, np.random.Generator], str], float], ...] = (
    (_plain, 0.15),
    (_small, 0.23),
    (_capitalised, 0.13),
    (_capitals, 0.05),
    (_marked, 0.20),
    (_phrase, 0.07),
    (_number, 0.06),
    (_code, 0.03),
    (_senseless, 0.03),
    (_letters, 0.05),
)
MAKERS = tuple(make for make, _ in MIX)
SHARES = np.cumsum([share for _, share in MIX])
