"""Checks that a file is the very one the catalog means, by the SHA-256 of its unpacked content."""

import hashlib
from pathlib import Path

from inkread.datasets.fetch.catalog import KnownFile
from inkread.datasets.packed import opened
from inkread.errors import DataError

BLOCK = 1 << 20


def verify(path: Path, known: KnownFile, *, packed: bool = False) -> None:
    """Refuse `path` unless it holds what `known` says, gzipped or not.

    A file without a pinned hash has only its size compared, where that is known.

    Args:
        path: the file.
        known: what it should be.
        packed: compare the bytes as they are, as for an archive.

    Raises:
        DataError: when the file is missing, damaged, or another one.
    """
    size, sha256 = _size_and_hash(path, limit=known.num_bytes, packed=packed)
    if known.num_bytes and size != known.num_bytes and (known.sha256 or path.suffix == ".gz"):
        least = "more" if size > known.num_bytes else f"{size:,}"
        raise DataError(f"{path}: expected {known.num_bytes:,} bytes, got {least}; fetch it again")
    if known.sha256 and sha256 != known.sha256:
        raise DataError(f"{path}: expected SHA-256 {known.sha256}, got {sha256}; fetch it again")


def is_right(path: Path, known: KnownFile, *, packed: bool = False) -> bool:
    """Return whether `path` is there and holds what `known` says."""
    if not path.is_file():
        return False
    try:
        verify(path, known, packed=packed)
    except DataError:
        return False
    return True


def _size_and_hash(path: Path, *, limit: int, packed: bool) -> tuple[int, str]:
    """Return the number of bytes and their SHA-256, reading little more than `limit` of them."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") if packed else opened(path) as file:
            while block := file.read(BLOCK):
                size += len(block)
                digest.update(block)
                if limit and size > limit:
                    break  # a gzip bomb ends here
    except FileNotFoundError:
        raise DataError(f"{path}: expected a file, got none; is the path right?") from None
    return size, digest.hexdigest()
