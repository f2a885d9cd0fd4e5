"""How many chunks, blocks and scans a file has, counted on its bytes before a decoder sees them.

Pillow walks the chunks of PNG, the segments of JPEG and the blocks of GIF in Python, so a file cut into
millions of tiny ones costs minutes; libjpeg computes every scan of a progressive JPEG afresh.
"""

import re
from dataclasses import dataclass
from typing import Literal

from inkread.errors import ImageError
from inkread.preprocess.decode.limits import MAX_PARTS, MAX_SCANNED_PIXELS, MAX_SCANS

_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_SCAN_MARKER = b"\xff\xda"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15 without DHT, JPG, DAC
_ROW_BY_ROW = frozenset({0xC0, 0xC1})  # Huffman-coded sequential: baseline and extended
_TIFF_HEADER = 8
_TIFF_BYTE_TYPES = frozenset({1, 2, 6, 7})  # BYTE, ASCII, SBYTE, UNDEFINED: kept as they are
_COST_OF_A_TAG = 16  # in parts: 60,000 tags took 0.4 to 1.2 s; honest files have under 100
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # in coded data, zero marks a plain 255


@dataclass(frozen=True, slots=True)
class JpegParts:
    """What the markers of a JPEG say.

    Attributes:
        scans: how many scans it has.
        row_by_row: whether it can be decoded without holding all of it in memory.
    """

    scans: int
    row_by_row: bool


def check_parts(data: bytes, format_name: str) -> None:
    """Refuse a PNG, GIF or TIFF with more than `MAX_PARTS` chunks, blocks or values of one tag.

    Raises:
        ImageError: `too_many_parts`, or `truncated` for a TIFF whose directory is cut off, of which libtiff
            would complain on the standard error stream.
    """
    if format_name == "png":
        _count_png_chunks(data)
    elif format_name == "gif":
        _count_gif_blocks(data)
    elif format_name == "tiff":
        _count_tiff_values(data)


def jpeg_parts(data: bytes) -> JpegParts:
    """Walk a JPEG from marker to marker, up to its end marker, and count what costs time.

    Raises:
        ImageError: `too_many_parts` or `too_many_scans`.
    """
    scans = parts = 0
    frame = b""
    sequential = single = True
    at = 2
    while found := _NEXT_MARKER.search(data, at):
        # Pillow steps byte by byte over what fills the room before a marker, as far as the first scan.
        parts = _more(parts, found.end() - 1 - at) if scans == 0 else parts
        at, marker = found.end(), data[found.end() - 1]
        if marker == _EOI:
            break
        if marker in (_SOI, _TEM):
            continue
        end = at + max(2, int.from_bytes(data[at : at + 2], "big"))
        if marker in _FRAMES:
            frame = data[at:end]
            sequential = sequential and marker in _ROW_BY_ROW
        elif marker == _SOS:
            scans += 1
            single = single and frame[7:8] == data[at + 2 : at + 3]
        at = end
    # The second count catches scans hidden from the walk, such as inside a segment with a false length.
    scans = max(
        scans, data.count(_SCAN_MARKER, 0, at) - 2
    )  # two: the small previews within the EXIF segments
    _check_scans(scans, pixels=int.from_bytes(frame[3:5], "big") * int.from_bytes(frame[5:7], "big"))
    return JpegParts(scans=scans, row_by_row=sequential and single and scans <= 1)


def check_tiff_scans(data: bytes, *, parts: int, pixels: int) -> None:
    """Refuse a TIFF whose `parts` strips or tiles, each a JPEG, have more scans than they should.

    Raises:
        ImageError: `too_many_scans`.
    """
    _check_scans(data.count(_SCAN_MARKER) - parts, pixels=pixels)


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Return (width, height) that a WebP declares, or None for other formats and broken headers.

    Source: the container's and the bit streams' specifications (RFC 9649, sections 2.7, 2.5 and 2.6).
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return None
    if data[12:16] == b"VP8X":
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if data[12:16] == b"VP8L":
        packed = _little(data, 21, 4)
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF


def _little(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "little")


def _check_scans(scans: int, *, pixels: int) -> None:
    if scans > MAX_SCANS or (scans > 1 and scans * pixels > MAX_SCANNED_PIXELS):
        raise ImageError(
            f"expected at most {MAX_SCANS} scans, fewer in a large JPEG, got {scans} over {pixels:,} pixels; "
            "save the picture again, without the progressive option",
            reason="too_many_scans",
        )


def _count_png_chunks(data: bytes) -> None:
    at, parts = 8, 0
    while at + 8 <= len(data) and data[at + 4 : at + 8] != b"IEND":
        parts = _more(parts)
        at += 12 + int.from_bytes(data[at : at + 4], "big")


def _count_gif_blocks(data: bytes) -> None:
    """Count the blocks up to the second frame, as far as Pillow walks to tell an animation."""
    at, parts, frames = 13 + _gif_table(data[10:11]), 0, 0
    while at < len(data) and frames < 2:
        parts = _more(parts)
        if data[at] == 0x21:  # an extension: its label, then blocks
            at += 2
        elif data[at] == 0x2C:  # a frame: its box, its palette, the width of its codes, then blocks
            frames += 1
            at += 11 + _gif_table(data[at + 9 : at + 10])
        else:  # Pillow steps over what it does not know
            at += 1
            continue
        while at < len(data) and data[at]:
            parts = _more(parts)
            at += 1 + data[at]
        at += 1


def _gif_table(flags: bytes) -> int:
    """Return the size in bytes of the palette that the flags announce."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _count_tiff_values(data: bytes) -> None:
    """Check the numbers that the first directory announces, for Pillow makes an object of each."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    at = int.from_bytes(data[4:8], order)
    entries = int.from_bytes(data[at : at + 2], order) if at >= _TIFF_HEADER else 0
    if at + 2 + 12 * entries > len(data):
        raise ImageError(
            f"expected the TIFF's directory within {len(data):,} bytes, got it beyond; copy it again",
            reason="truncated",
        )
    _more(0, entries * _COST_OF_A_TAG)
    for entry in range(at + 2, at + 2 + 12 * entries, 12):
        if int.from_bytes(data[entry + 2 : entry + 4], order) not in _TIFF_BYTE_TYPES:
            announced = int.from_bytes(data[entry + 4 : entry + 8], order)
            _more(
                0, announced if announced * 2 <= len(data) else 0
            )  # Pillow passes over what cannot be there


def _more(parts: int, count: int = 1) -> int:
    """Return the sum, or refuse it."""
    if parts + count > MAX_PARTS:
        raise ImageError(
            f"expected at most {MAX_PARTS:,} chunks, segments, blocks or tag values, got more; save it again",
            reason="too_many_parts",
        )
    return parts + count
