"""A Parquet file opened so that it costs little memory, and what tells it from another."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError, DataError
from inkread.scale.batch.sources.place import Place
from inkread.scale.batch.sources.remote import saying

BUFFER = 1024 * 1024  # bytes read ahead of all columns together; else a column's part of a row group is one
SMALLEST_BUFFER = 16 * 1024  # of one column of many
TAIL = 8  # bytes: how long the footer is, and that it is one
MAGIC = (b"PAR1", b"PARE")  # the second of an encrypted one


@contextlib.contextmanager
def opened(place: Place, *, columns: int = 1) -> Iterator[Any]:
    """Open the Parquet file at a path or a URL, of which so many columns are to be read.

    Raises:
        ConfigError: when pyarrow is not installed.
        DataError: when it cannot be read.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigError(
            f"{place.address}: expected the package pyarrow, got none; do: pip install 'inkread[batch]'"
        ) from error
    buffer = max(SMALLEST_BUFFER, BUFFER // columns)
    with contextlib.ExitStack() as held:
        content: Any = held.enter_context(place.opened()) if place.is_url else Path(place.path)
        with saying(place.address):
            file = pyarrow.parquet.ParquetFile(content, buffer_size=buffer, pre_buffer=False)
        yield held.enter_context(file)


def footer_digest(place: Place) -> str:
    """Return the SHA-256 of a Parquet file's footer, which its last eight bytes lead to.

    Raises:
        DataError: when it is no Parquet file.
    """
    with place.opened() as file, saying(place.address):
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - TAIL))
        tail = file.read()
        start = length - TAIL - int.from_bytes(tail[:4], "little")
        if tail[4:] not in MAGIC or start < 0:
            raise DataError(f"{place.address}: expected a Parquet file, got another; check which file it is")
        file.seek(start)
        return hashlib.sha256(file.read()).hexdigest()
