"""Opens data files that may be gzipped, whatever their name says, and bounds what unpacking may cost."""

import contextlib
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from inkread.errors import DataError

GZIP_MAGIC = b"\x1f\x8b"
MOST_DEFLATE_SHRINKS = 1032  # zlib's technical details, "Maximum Compression Factor": 1032 to 1


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Yield the unpacked content of `path` as a binary file.

    The first two bytes decide, not the suffix: browsers unpack `.gz` files on their own and keep the name.

    Raises:
        DataError: when the file is missing, or its gzip stream is cut short or damaged; errors
            of the stream met while the caller reads are turned into this one too.
    """
    try:
        with path.open("rb") as raw:
            if is_gzipped(path):
                with gzip.GzipFile(fileobj=raw, mode="rb") as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield raw
    except FileNotFoundError:
        raise DataError(f"{path}: expected a file, got none; is the folder right?") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DataError(
            f"{path}: expected a whole gzip file, got one that {_ail(error)}; fetch it again"
        ) from error


def is_gzipped(path: Path) -> bool:
    """Return whether the file at `path` starts as gzip files do."""
    with path.open("rb") as file:
        return file.read(len(GZIP_MAGIC)) == GZIP_MAGIC


def most_content(path: Path) -> int:
    """Return how many bytes the file at `path` can hold at most once unpacked."""
    try:
        stored = path.stat().st_size
        return stored * MOST_DEFLATE_SHRINKS if is_gzipped(path) else stored
    except FileNotFoundError:
        raise DataError(f"{path}: expected a file, got none; is the folder right?") from None


def read_content(path: Path, *, limit: int) -> bytes:
    """Return the unpacked content of `path`, at most `limit` bytes of it.

    Raises:
        DataError: when the file is missing, damaged, or holds more than `limit` bytes.
    """
    with opened(path) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise DataError(f"{path}: expected at most {limit:,} bytes unpacked, got more; is it the right file?")
    return content


def _ail(error: Exception) -> str:
    """Return in words what is wrong with a gzip stream."""
    return "ends too early" if isinstance(error, EOFError) else f"is damaged ({error})"
