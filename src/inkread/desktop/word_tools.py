"""What the worker reads words with: the reader, the list of words, and the picture that was read last."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from inkread.errors import ImageError

if TYPE_CHECKING:
    from inkread.trail import GreyImage
    from inkread.words.language_model import LanguageModel
    from inkread.words.lexicon import Lexicon
    from inkread.words.reader import WordReader


class WordTools:
    """Lends what words are read with; used by one thread.

    Args:
        bundle: a bundle's folder, zip or name; None for the one that ships.
    """

    def __init__(self, bundle: str | None) -> None:
        """Open nothing yet."""
        self._bundle = bundle
        self._reader: WordReader | None = None
        self._picture: GreyImage | None = None

    @property
    def reader(self) -> "WordReader":
        """The reader of words.

        Raises:
            BundleError: when the bundle cannot be opened.
        """
        if self._reader is None:
            from inkread.words.reader import WordReader

            self._reader = WordReader(self._bundle)
        return self._reader

    @property
    def picture(self) -> "GreyImage":
        """The picture that was read last, axes (height, width), uint8.

        Raises:
            ImageError: when none was.
        """
        if self._picture is None:
            raise ImageError("expected a picture that was read, got none; open one first", reason="not_found")
        return self._picture

    def show(self, picture: "GreyImage") -> None:
        """Remember the picture that is read, axes (height, width), uint8."""
        self._picture = picture

    def lexicon(self, path: str) -> "Lexicon":
        """Return the list of words in a file, made once for as long as the file stays as it is.

        Raises:
            ConfigError: when it cannot be read or holds no word.
        """
        file = Path(path)
        return _lexicon(path, file.stat().st_mtime_ns if file.is_file() else 0)

    def language(self, name: str) -> "LanguageModel":
        """Return the language model of that name, opened once.

        Raises:
            ConfigError: when there is none.
        """
        return _language(name)


@lru_cache(maxsize=1)
def _language(name: str) -> "LanguageModel":
    """Return the language model of that name."""
    from inkread.words.language_model import LanguageModel

    return LanguageModel.of_file(name)


@lru_cache(maxsize=1)  # one with 100,000 words takes some ten MB
def _lexicon(path: str, _changed_at: int) -> "Lexicon":
    """Return the list of words in a file."""
    from inkread.words.lexicon import Lexicon

    return Lexicon.of_file(path)
