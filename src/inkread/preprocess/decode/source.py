"""The bytes behind whatever names a picture: a path, bytes in memory, or an open file."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inkread.errors import ImageError
from inkread.preprocess.decode.limits import MAX_BYTES, check_bytes

_BLOCK = 1024 * 1024

Encoded = bytes | bytearray | memoryview | str | os.PathLike[str] | BinaryIO


def read_source(source: Encoded) -> bytes:
    """Return the file's content, having read at most one byte more than the ceiling.

    A text is always a path; an open file is read from its beginning, as Pillow does, so that a
    BytesIO just written to can be handed over as it is.

    Raises:
        ImageError: `not_found`, `unreadable`, `empty_file` or `too_many_bytes`.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        check_bytes(source.nbytes if isinstance(source, memoryview) else len(source))
        return bytes(source)
    content = _read_path(source) if isinstance(source, str | os.PathLike) else _read_file(source)
    check_bytes(len(content))
    return content


def name_of(source: object) -> str:
    """Return how a message should call `source`: its path or file name, or nothing."""
    if isinstance(source, str | os.PathLike):
        return os.fsdecode(os.fspath(source))
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else ""


def _read_path(path: str | os.PathLike[str]) -> bytes:
    if isinstance(path, str) and path.startswith(("http://", "https://")):
        raise ImageError("expected a file, got a web address; download the picture first", reason="not_found")
    try:
        with Path(path).open("rb") as file:
            check_bytes(max(1, os.fstat(file.fileno()).st_size))
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise ImageError("expected a file, got no such file; check its name", reason="not_found") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        what = getattr(error, "strerror", None) or str(error)
        raise ImageError(
            f"expected a file that can be read, got “{what}”; check what it is and who may read it",
            reason="unreadable",
        ) from error


def _read_file(file: BinaryIO) -> bytes:
    """Read an open file in blocks, because a pipe hands over only what has arrived."""
    if not callable(getattr(file, "read", None)):
        raise ImageError(
            f"expected a path, bytes, an open file, a PIL image or a NumPy array, got {type(file).__name__}; "
            "convert it to one of them",
            reason="unreadable",
        )
    try:
        if getattr(file, "seekable", lambda: False)():
            file.seek(0)
        return b"".join(_blocks(file))
    except (OSError, ValueError) as error:  # ValueError: the file was closed
        raise ImageError(
            f"expected an open file that can be read, got “{error}”; open it again", reason="unreadable"
        ) from error


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    left = MAX_BYTES + 1
    while left > 0:
        block = file.read(min(left, _BLOCK))
        if not isinstance(block, bytes):
            raise ImageError(
                f"expected a file opened in binary mode, got {type(block).__name__}; open it with 'rb'",
                reason="unreadable",
            )
        if not block:
            return
        yield block
        left -= len(block)
