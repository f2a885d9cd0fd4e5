"""Texts that a person named, to learn from or to take words from."""

from collections.abc import Iterable
from pathlib import Path

from inkread.errors import ConfigError


def texts_of(paths: Iterable[Path]) -> list[str]:
    """Return the texts of some files in UTF-8, marks of their order of bytes left out.

    Raises:
        ConfigError: when one cannot be read, or is in another encoding; the message names it.
    """
    return [_text_of(path) for path in paths]


def _text_of(path: Path) -> str:
    """Return the text of one file."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: expected a text, got {error.strerror}; check the name") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: expected a text in UTF-8, got other bytes ({error}); save it again"
        ) from error
