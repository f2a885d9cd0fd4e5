"""A reader of words for each bundle of the service; made when words are first asked for."""

import threading
from typing import TYPE_CHECKING, Final

from inkread.web.readers import Readers

if TYPE_CHECKING:
    from inkread.words.reader import Mode, WordReader

MOST_TEXTS: Final = 20
"""Texts of a line that a request may ask for."""


class WordReaders:
    """Lends the readers of words.

    Args:
        readers: of single characters; the words are read with their bundles.
    """

    def __init__(self, readers: Readers) -> None:
        """Make no reader yet: who reads single characters only pays for no second network."""
        self._readers = readers
        self._made: dict[tuple[str, Mode], WordReader] = {}
        self._lock = threading.Lock()

    def reader(self, bundle: str | None = None, mode: "Mode" = "auto") -> "WordReader":
        """Return the reader of words by the bundle of that name, which reads in that mode.

        Raises:
            RequestError: 404 `unknown_bundle`.
        """
        from inkread.words.reader import WordReader  # a start of the service does without

        found = self._readers.reader(bundle).bundle
        with self._lock:
            usual = self._made.get((found.name, "auto")) or WordReader(found, top_k=MOST_TEXTS)
            self._made[found.name, "auto"] = usual
            if (found.name, mode) not in self._made:
                self._made[found.name, mode] = usual.in_mode(mode)
            return self._made[found.name, mode]
