"""A command's output in the file that a person named: whole or not at all, in a folder made for it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inkread.errors import ConfigError


def write_output(path: Path, content: str | bytes, *, option: str = "--output") -> None:
    """Write `content` to `path`; see `replacing_output`."""
    with replacing_output(path, option=option) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextlib.contextmanager
def replacing_output(path: Path, *, option: str = "--output") -> Iterator[BinaryIO]:
    """Yield a binary file that becomes `path` when the block ends without an error.

    Args:
        path: the file; its folder is made where there is none.
        option: what the person named the file with.

    Raises:
        ConfigError: when nothing can be written there.
    """
    from inkread import atomic  # and what it imports: 10 ms that `--help` does not need

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic.replacing(path) as file:
            yield file
    except OSError as error:
        raise ConfigError(
            f"{path}: expected a place to write to, got {error.strerror}; choose another {option}"
        ) from error
