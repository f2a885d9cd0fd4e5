"""How many pages a TIFF has, counted on its bytes: a decoder would make an object of every tag of each."""

from typing import Final, Literal

from inkread.preprocess.decode.limits import MAX_PARTS

_HEADER: Final = 8
_ENTRY: Final = 12  # bytes of a directory's entry
_SUBFILE_TYPE: Final = 254  # the least tag there is, and so a directory's first where it is there at all
_NO_PAGE: Final = 1 | 4  # a smaller copy of another picture, a mask (TIFF 6.0, section 8, NewSubfileType)


def tiff_pages(data: bytes) -> int:
    """Return the number of pages, at least 1; small copies and masks are none.

    Directories that form a circle or lie beyond the end of the file end the count, and so do more than
    `MAX_PARTS` of them.
    """
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    seen: set[int] = set()
    pages, at = 0, int.from_bytes(data[4:8], order)
    while _HEADER <= at < len(data) and at not in seen and len(seen) < MAX_PARTS:
        seen.add(at)
        first, end = at + 2, at + 2 + _ENTRY * int.from_bytes(data[at : at + 2], order)
        if end > len(data):
            break
        is_typed = int.from_bytes(data[first : first + 2], order) == _SUBFILE_TYPE
        kind = int.from_bytes(data[first + 8 : first + _ENTRY], order) if is_typed and end > first else 0
        pages += not kind & _NO_PAGE
        at = int.from_bytes(data[end : end + 4], order)
    return max(1, pages)
