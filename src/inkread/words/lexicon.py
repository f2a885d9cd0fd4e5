"""A list of words as an automaton: a tree of their beginnings."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from inkread.errors import ConfigError
from inkread.words.automaton import State

ROOT = 0
Branch = dict[str, int]


class Lexicon:
    """The words that a text may be; each also with a capital, and all in capitals.

    Args:
        words: as a dictionary has them.
        whole: whether each is a whole text: then no gap parts words, and spaces in them need none.

    Raises:
        ConfigError: when there is none.

    Example:
        >>> words = Lexicon(["the", "Oslo"])
        >>> [words.holds(word) for word in ("the", "The", "THE", "tHe", "oslo", "th")]
        [True, True, True, False, False, False]
    """

    start: State = ROOT

    def __init__(self, words: Iterable[str], *, whole: bool = False) -> None:
        """Grow the tree."""
        self.whole = whole
        self._spaced: dict[str, str] = {}
        self._branches: list[Branch] = [{}]
        self._ends: set[int] = set()
        for word in words:
            for form in dict.fromkeys((word, word[:1].upper() + word[1:], word.upper())):
                self._add(self._closed(form) if whole else form)
        if not self._ends:
            raise ConfigError("expected a list of words, got none; write one word a line")

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
        words = [unicodedata.normalize("NFC", line.strip()) for line in text.splitlines()]
        if not any(words):
            raise ConfigError(f"{path}: expected a list of words, got an empty file; write one word a line")
        return cls((word for word in words if word), whole=whole)

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

    def can_be_of(self, chars: Collection[str]) -> bool:
        """Return whether some word has no other characters than these.

        Example:
            >>> [Lexicon(["Zürich", "Bern"]).can_be_of(chars) for chars in ("BERN", "ZÜRICh")]
            [True, False]
        """
        waiting = [ROOT]
        while waiting:
            place = waiting.pop()
            if place in self._ends:
                return True
            waiting += [after for char, after in self._branches[place].items() if char in chars]
        return False

    def spaced(self, text: str) -> str:
        """Return a text that was read, with the spaces of the entry that it is.

        >>> Lexicon(["New York", "Oslo"], whole=True).spaced("NEWYORK")
        'NEW YORK'
        """
        return self._spaced.get(text, text)

    def _closed(self, form: str) -> str:
        """Return an entry without its spaces, and remember them."""
        closed = "".join(form.split())
        if closed != form:
            self._spaced.setdefault(closed, form)
        return closed

    def _add(self, word: str) -> None:
        """Add one word."""
        place = ROOT
        for char in word:
            branch = self._branches[place]
            if char not in branch:
                branch[char] = len(self._branches)
                self._branches.append({})
            place = branch[char]
        if word:
            self._ends.add(place)
