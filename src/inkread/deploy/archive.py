"""Zips that are the same bytes for the same content, whenever and wherever they are made."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from typing import Final, NamedTuple

BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # of a zip's time
UNIX: Final = 3  # the system that the files say they come from, whatever it is: only so do they keep modes
FILE: Final = 0o100644
PROGRAM: Final = 0o100755
SUMS: Final = "SHA256SUMS"


class Part(NamedTuple):
    """A file of an archive.

    Attributes:
        name: its path in it, with slashes.
        content: its bytes.
        runs: whether it is a program.
    """

    name: str
    content: bytes
    runs: bool = False


def zipped(parts: Iterable[Part]) -> bytes:
    """Return a zip of the parts, sorted by name.

    Example:
        >>> zipped([Part("a", b"1"), Part("b", b"2")]) == zipped([Part("b", b"2"), Part("a", b"1")])
        True
    """
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for part in sorted(parts):
            info = zipfile.ZipInfo(part.name, BEGINNING)
            info.create_system = UNIX
            info.external_attr = (PROGRAM if part.runs else FILE) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part.content, compresslevel=9)
    return memory.getvalue()


def with_sums(parts: Iterable[Part]) -> list[Part]:
    """Return the parts and `SHA256SUMS` of them, as `sha256sum -c` takes it."""
    listed = sorted(parts)
    lines = [f"{hashlib.sha256(part.content).hexdigest()}  {part.name}\n" for part in listed]
    return [*listed, Part(SUMS, "".join(lines).encode())]
