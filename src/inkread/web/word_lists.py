"""Lists of words that strangers send, as lexicons; the last ones are kept for those who ask again."""

import re
import threading
import unicodedata
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from inkread.errors import RequestError

if TYPE_CHECKING:
    from inkread.words.lexicon import Lexicon

FIELD: Final = "lexicon"
LONGEST_LIST: Final = 64 * 1024  # characters of a list of words in a body
APART: Final = re.compile(r"[\s,;]+")
BYTE_ORDER_MARK: Final = "\ufeff"  # before the first word of a list that Windows saved
KEPT: Final = 2 * LONGEST_LIST  # characters of all lists kept: a list that long takes 43 MB as a lexicon


class WordLists:
    """Keeps the lexicons last asked for, up to a number of characters: a drawing asks after every stroke."""

    def __init__(self, most: int = KEPT) -> None:
        """Begin without any."""
        self._most = most
        self._kept: OrderedDict[str, Lexicon] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._kept)

    def lexicon(self, text: str) -> "Lexicon":
        """Return the lexicon of a list of words; two threads that ask at once may both make it.

        Raises:
            RequestError: 400 `bad_lexicon`, when it is too long or holds no word.
        """
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
        made = _lexicon(text)
        with self._lock:
            self._kept[text] = made
            while len(self._kept) > 1 and sum(map(len, self._kept)) > self._most:
                self._kept.popitem(last=False)
        return made


def _lexicon(text: str) -> "Lexicon":
    """Return the lexicon of a list of words."""
    from inkread.words.lexicon import Lexicon

    if len(text) > LONGEST_LIST:
        raise bad_lexicon(f"at most {LONGEST_LIST:,} characters", f"{len(text):,}", "leave some words out")
    plain = unicodedata.normalize("NFC", text.removeprefix(BYTE_ORDER_MARK))
    words = [word for word in APART.split(plain) if word]
    if not words:
        raise bad_lexicon("a list of words", "none", "write them one a line")
    return Lexicon(words)


def list_of_bytes(content: bytes) -> str:
    """Return the text of a file with a list of words, without the mark that Windows puts before it.

    Raises:
        RequestError: 400 `bad_lexicon`, when it is too long or no text in UTF-8.
    """
    if len(content) > LONGEST_LIST:
        raise bad_lexicon(f"at most {LONGEST_LIST:,} bytes", f"{len(content):,}", "leave some words out")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad_lexicon("a list of words in UTF-8", "another encoding", "save it so") from error


def bad_lexicon(expected: str, got: str, advice: str) -> RequestError:
    """Return the error of a list of words that is none."""
    return RequestError(
        f"expected {expected} as {FIELD}, got {got}; {advice}", status=400, code="bad_lexicon"
    )
