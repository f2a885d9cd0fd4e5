"""A list of words as an automaton: a tree of their beginnings, and the entries that its texts stand for."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from inkread.errors import ConfigError
from inkread.words.automaton import State
from inkread.words.plain_letters import plain_forms

ROOT = 0
Branch = dict[str, int]


class Lexicon:
    """The words that a text may be; each also with a capital, and all in capitals.

    A word with letters beyond those of ASCII is also read by what stands for them: `Müller` by `Muller` and
    by `Mueller`. It comes out as it stands in the list; see `entries`.

    Args:
        words: as a dictionary has them, or the lines of an open file: spaces around one, and more than one
            within it, say nothing, and neither does an empty line.
        whole: whether each is a whole text: then no gap parts words, and spaces in them need none.

    Attributes:
        chars: all characters of the texts that words are read by.

    Raises:
        ConfigError: when there is none, or one is no text.

    Example:
        >>> words = Lexicon(["the", "Oslo"])
        >>> [words.holds(word) for word in ("the", "The", "THE", "tHe", "oslo", "th")]
        [True, True, True, False, False, False]
    """

    start: State = ROOT

    def __init__(self, words: Iterable[str], *, whole: bool = False) -> None:
        """Grow the tree."""
        self.whole = whole
        self._words: list[str] = []
        self._lost: dict[frozenset[str], tuple[str, ...]] = {}
        self._entries: dict[str, tuple[str, ...]] = {}
        self._branches: list[Branch] = [{}]
        self._ends: set[int] = set()
        for word in [words] if isinstance(words, str) else words:
            if not isinstance(word, str):
                raise ConfigError(f"expected words as texts, got {word!r}; give these")
            plain = " ".join(unicodedata.normalize("NFC", word).split())
            self._words += [plain] if plain else []
            for entry, text in self._texts(plain):
                self._add(text, entry)
        if not self._ends:
            raise ConfigError("expected a list of words, got none; write one word a line")
        self.chars = frozenset[str]().union(*self._branches)

    @classmethod
    def of(cls, words: "Lexicon | Path | str | Iterable[str]") -> "Lexicon":
        """Return the lexicon of a list of words: one already, the file of one, or any words.

        Raises:
            ConfigError: when the file cannot be read, or there is no word.

        >>> Lexicon.of({"Oslo"}).holds("OSLO")
        True
        """
        if isinstance(words, Lexicon):
            return words
        return cls.of_file(words) if isinstance(words, Path | str) else cls(words)

    @classmethod
    def of_file(cls, path: Path | str, *, whole: bool = False) -> "Lexicon":
        """Return the lexicon of a text file in UTF-8 with one word a line; empty lines say nothing.

        Args:
            path: the file.
            whole: whether each line is a whole text, which may hold spaces.

        Raises:
            ConfigError: when it cannot be read or holds no word.
        """
        try:
            text = Path(path).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = "no text in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
            raise ConfigError(
                f"{path}: expected a list of words, got {why}; write one word a line"
            ) from error
        if not text.strip():
            raise ConfigError(f"{path}: expected a list of words, got an empty file; write one word a line")
        return cls(text.splitlines(), whole=whole)

    def steps(self, state: State) -> Mapping[str, State]:
        """Return the beginning after each character that may come next."""
        return self._branches[state]  # type: ignore[call-overload,no-any-return] # states are places

    def accepts(self, state: State) -> bool:
        """Return whether a word ends here."""
        return state in self._ends

    def holds(self, word: str) -> bool:
        """Return whether a text is one of the words."""
        place = ROOT
        for char in word:
            if char not in self._branches[place]:
                return False
            place = self._branches[place][char]
        return place in self._ends

    def __iter__(self) -> Iterator[str]:
        """Yield the words as they stand in the list."""
        yield from self._words

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self._words)

    def lost(self, chars: Collection[str]) -> tuple[str, ...]:
        """Return the words that never come out of a reader of these characters alone.

        Example:
            >>> Lexicon(["Zürich", "Bern", "Ωmega"]).lost("BERNZURICH")
            ('Ωmega',)
        """
        known = frozenset(chars)
        if known not in self._lost:  # a drawing is read again with every stroke
            self._lost[known] = tuple(word for word in self._words if not self._is_of(word, known))
        return self._lost[known]

    def entries(self, text: str) -> tuple[str, ...]:
        """Return the words that a text which was read may stand for, each as it stands in the list.

        >>> Lexicon(["New York", "Müller", "Muller"], whole=True).entries("NEWYORK")
        ('NEW YORK',)
        >>> Lexicon(["Müller", "Muller"]).entries("Muller")
        ('Müller', 'Muller')
        """
        return self._entries.get(text, (text,))

    def _is_of(self, word: str, known: frozenset[str]) -> bool:
        """Return whether a word can be read by these characters alone."""
        return known.issuperset(word) or any(known.issuperset(text) for _, text in self._texts(word))

    def _texts(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield each form of a word with each text that it may be read by."""
        for form in dict.fromkeys((word, word[:1].upper() + word[1:], word.upper())):
            closed = "".join(form.split()) if self.whole else form
            for text in dict.fromkeys((closed, *plain_forms(closed))):
                yield form, text

    def _add(self, text: str, entry: str) -> None:
        """Add one text that an entry is read by."""
        known = self._entries.get(text, (text,) if self.holds(text) else ())
        if entry not in known and (*known, entry) != (text,):
            self._entries[text] = (*known, entry)
        place = ROOT
        for char in text:
            branch = self._branches[place]
            if char not in branch:
                branch[char] = len(self._branches)
                self._branches.append({})
            place = branch[char]
        if text:
            self._ends.add(place)
