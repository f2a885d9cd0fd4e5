"""A text file, plain or packed in `.gz` or `.zip`, read as blocks of whole lines in little memory."""

import contextlib
import gzip
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from inkread.errors import DataError

BLOCK_BYTES = 1024 * 1024
"""Large enough that parsers side by side seldom wait for one another: 256 KB were slower with two."""

HELD_BLOCKS = 6
"""So many blocks hold good at a time: parsing may lag behind reading by one less."""

LONGEST_LINE = 1024 * 1024
"""No row comes near it (3,141 bytes); without a limit a file of no lines would be read into memory whole."""

Progress = Callable[[int, int], None]
"""Called with the bytes of the file on disk that are done, and all of them."""

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
DAMAGES = (EOFError, NotImplementedError, gzip.BadGzipFile, struct.error, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Source:
    """An open text file.

    Attributes:
        name: how errors name it: the path, and for a zip the member too.
        stream: its bytes, unpacked.
        num_bytes: how many these are, or None where only reading tells.
        position: returns how far the file on disk has been read, in bytes.
    """

    name: str
    stream: IO[bytes]
    num_bytes: int | None
    position: Callable[[], int]


@contextlib.contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open the text file at `path`; its first bytes, not its name, tell whether it is packed.

    Raises:
        DataError: when the file is missing, or is a damaged archive or one of several CSV files.
    """
    if not path.is_file():
        got = "something else" if path.exists() else "no such file"
        raise DataError(f"{path}: expected a CSV file, got {got}; check the path")
    try:
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise DataError(f"{path}: expected a file to read, got {error.strerror}; check its rights") from error
    with file:
        try:
            yield from _open(path, file)
        except DAMAGES as error:
            raise DataError(
                f"{path}: expected a whole archive, got a damaged one ({error}); fetch it again"
            ) from error


def _open(path: Path, file: IO[bytes]) -> Iterator[Source]:
    """Yield the one text file that `file` is or holds."""
    magic = file.read(len(ZIP_MAGIC))
    file.seek(0)
    if magic.startswith(GZIP_MAGIC):
        with gzip.GzipFile(fileobj=file, mode="rb") as stream:
            yield Source(str(path), cast(IO[bytes], stream), None, file.tell)
    elif magic == ZIP_MAGIC:
        yield from _open_zip(path, file)
    else:
        yield Source(str(path), file, path.stat().st_size, file.tell)


def _open_zip(path: Path, file: IO[bytes]) -> Iterator[Source]:
    """Yield the one CSV file that a `.zip` holds."""
    with zipfile.ZipFile(file) as archive:
        members = [
            member
            for member in archive.infolist()
            # What the macOS Finder adds beside each file is no data.
            if member.filename.lower().endswith(".csv") and not member.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            names = ", ".join(member.filename for member in members[:5]) or "none"
            raise DataError(f"{path}: expected one .csv in the zip, got {names}; unpack the one you mean")
        if members[0].flag_bits & 1:
            raise DataError(f"{path}: expected a zip without a password, got one with it; unpack it first")
        with archive.open(members[0]) as stream:
            name = f"{path}:{members[0].filename}"
            yield Source(name, stream, members[0].file_size, file.tell)


def iter_blocks(source: Source, block_bytes: int = BLOCK_BYTES) -> Iterator[memoryview]:
    """Yield the text as blocks of whole lines; only the last one may lack its line feed.

    The blocks are views of buffers used in turn: each holds good until the `HELD_BLOCKS`-th after it is
    asked for, so that several can be parsed at once and none has to be copied.

    Raises:
        DataError: when there is no line end for `LONGEST_LINE` bytes.
    """
    ring = [bytearray(block_bytes) for _ in range(HELD_BLOCKS)]
    held = num_bytes = turn = 0
    while True:
        buffer = ring[turn]
        if held == len(buffer):
            if held >= LONGEST_LINE:
                raise DataError(
                    f"{source.name}: expected lines below {LONGEST_LINE} bytes, got more at byte {num_bytes};"
                    " is this the CSV, with LF or CRLF line ends?"
                )
            buffer = ring[turn] = buffer + bytes(len(buffer))
        with memoryview(buffer) as view:
            num_read = source.stream.readinto(view[held:])  # type: ignore[attr-defined]
        held += num_read
        if not num_read:
            break
        cut = buffer.rfind(b"\n", 0, held) + 1
        if cut:
            yield memoryview(buffer)[:cut]
            num_bytes += cut
            turn = (turn + 1) % HELD_BLOCKS
            ring[turn] = _begun_with(buffer[cut:held], ring[turn])
            held -= cut
    if held:
        yield memoryview(buffer)[:held]


def _begun_with(start: bytearray, buffer: bytearray) -> bytearray:
    """Return `buffer` with `start` at its beginning; a longer one if there were no room to read into."""
    if len(buffer) <= len(start):
        return start + bytes(len(start))
    buffer[: len(start)] = start
    return buffer
