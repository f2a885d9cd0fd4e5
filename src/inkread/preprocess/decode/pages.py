"""The pages of a TIFF, found in its bytes: a decoder would make an object of every tag of each."""

import os
from collections.abc import Iterator
from typing import BinaryIO, Final, Literal, Protocol

from inkread.errors import ImageError
from inkread.preprocess.decode.limits import MAX_PARTS

_MARKS: Final = (b"II*\0", b"MM\0*")
_HEADER: Final = 8
_ENTRY: Final = 12  # bytes of a directory's entry
_SUBFILE_TYPE: Final = 254  # the least tag there is, and so a directory's first where it is there at all
_NO_PAGE: Final = 1 | 4  # a smaller copy of another picture, a mask (TIFF 6.0, section 8, NewSubfileType)


def is_tiff(data: bytes) -> bool:
    """Return whether a file that begins with these bytes is a TIFF."""
    return data.startswith(_MARKS)


def tiff_pages(data: "Bytes") -> int:
    """Return the number of pages, at least 1; small copies and masks are none.

    Directories that form a circle or lie beyond the end of the file end the count, and so do more than
    `MAX_PARTS` of them.
    """
    return max(1, sum(1 for _ in _pages(data)))


def tiff_pages_of_file(file: BinaryIO) -> int:
    """Return the number of pages of an open file, of which the directories alone are read.

    Raises:
        OSError: when the file cannot be read.
    """
    return tiff_pages(_FileBytes(file))


class TiffPages:
    """The pages of a TIFF, each to be had as its only one.

    Args:
        data: of the file.
    """

    def __init__(self, data: bytes) -> None:
        """Find the pages."""
        self._data = bytearray(data)
        self._order = _order(data)
        self._places = tuple(_pages(data))

    def alone(self, number: int) -> bytes:
        """Return the TIFF with one of its pages as the only one.

        Args:
            number: of the page, from 1.

        Raises:
            ImageError: when there is no such page.
        """
        if number > len(self._places):
            raise ImageError(
                f"expected a page {number}, got a file of {len(self._places)}; save it again",
                reason="damaged",
            )
        at, end = self._places[number - 1]
        following = self._data[end : end + 4]
        self._data[4:8] = at.to_bytes(4, self._order)
        self._data[end : end + 4] = bytes(4)
        try:
            return bytes(self._data)
        finally:
            self._data[end : end + 4] = following


class Bytes(Protocol):
    """Bytes of which parts can be had, as those of a file."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, part: slice, /) -> bytes:
        """Return those from one place up to another, as far as there are any."""


class _FileBytes:
    """An open file as bytes of which only those are read that are asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, os.SEEK_END)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, stop, _ = part.indices(self._size)
        self._file.seek(start)
        return self._file.read(max(0, stop - start))


def _order(data: Bytes) -> Literal["little", "big"]:
    """Return the order of a TIFF's bytes."""
    return "little" if data[:2] == b"II" else "big"


def _pages(data: Bytes) -> Iterator[tuple[int, int]]:
    """Yield where each page's directory begins, and where it names the next one."""
    order = _order(data)
    seen: set[int] = set()
    at = int.from_bytes(data[4:8], order)
    while _HEADER <= at < len(data) and at not in seen and len(seen) < MAX_PARTS:
        seen.add(at)
        first, end = at + 2, at + 2 + _ENTRY * int.from_bytes(data[at : at + 2], order)
        if end > len(data):
            break
        is_typed = int.from_bytes(data[first : first + 2], order) == _SUBFILE_TYPE
        kind = int.from_bytes(data[first + 8 : first + _ENTRY], order) if is_typed and end > first else 0
        if not kind & _NO_PAGE:
            yield at, end
        at = int.from_bytes(data[end : end + 4], order)
