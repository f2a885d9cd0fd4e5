"""How many chunks, blocks and scans a file has, counted on its bytes before a decoder sees them.

Pillow walks the chunks of PNG, the segments of JPEG and the blocks of GIF in Python, so a file cut into
millions of tiny ones costs minutes; libjpeg computes every scan of a progressive JPEG afresh.
"""

import re
from dataclasses import dataclass

from inkread.errors import ImageError
from inkread.preprocess.image_limits import MAX_PARTS, MAX_SCANNED_PIXELS, MAX_SCANS

_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_RESTARTS = range(0xD0, 0xD8)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15 without DHT, JPG, DAC
_ROW_BY_ROW = frozenset({0xC0, 0xC1})  # Huffman-coded sequential: baseline and extended
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")  # in coded data, zero marks a plain 255


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
    """Refuse a PNG or GIF cut into more than `MAX_PARTS` parts before its first picture ends.

    Raises:
        ImageError: `too_many_parts`.
    """
    if format_name == "png":
        _count_png_chunks(data)
    elif format_name == "gif":
        _count_gif_blocks(data)


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
        at, marker = found.end(), data[found.end() - 1]
        if marker == _EOI:
            break
        if marker in (_SOI, _TEM):
            continue
        parts = _one_more(parts)
        end = at + max(2, int.from_bytes(data[at : at + 2], "big"))
        if marker in _FRAMES:
            frame = data[at:end]
            sequential = sequential and marker in _ROW_BY_ROW
        elif marker == _SOS:
            scans += 1
            single = single and frame[7:8] == data[at + 2 : at + 3]
        at = end
    # The second count catches scans hidden from the walk, such as inside a segment with a false length.
    scans = max(scans, data.count(b"\xff\xda", 0, at) - 2)  # two: the small previews within the EXIF segments
    _check_scans(scans, pixels=int.from_bytes(frame[3:5], "big") * int.from_bytes(frame[5:7], "big"))
    return JpegParts(scans=scans, row_by_row=sequential and single and scans <= 1)


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
        parts = _one_more(parts)
        at += 12 + int.from_bytes(data[at : at + 4], "big")


def _count_gif_blocks(data: bytes) -> None:
    """Count the blocks up to the second frame, as far as Pillow walks to tell an animation."""
    at, parts, frames = 13 + _gif_table(data[10:11]), 0, 0
    while at < len(data) and frames < 2:
        parts = _one_more(parts)
        if data[at] == 0x21:  # an extension: its label, then blocks
            at += 2
        elif data[at] == 0x2C:  # a frame: its box, its palette, the width of its codes, then blocks
            frames += 1
            at += 11 + _gif_table(data[at + 9 : at + 10])
        else:  # Pillow steps over what it does not know
            at += 1
            continue
        while at < len(data) and data[at]:
            parts = _one_more(parts)
            at += 1 + data[at]
        at += 1


def _gif_table(flags: bytes) -> int:
    """Return the size in bytes of the palette that the flags announce."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _one_more(parts: int) -> int:
    if parts >= MAX_PARTS:
        raise ImageError(
            f"expected at most {MAX_PARTS:,} chunks, segments or blocks, got more; save the picture again",
            reason="too_many_parts",
        )
    return parts + 1
