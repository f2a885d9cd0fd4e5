"""Damaged pictures on a page of a PDF, which PDFium leaves white or half grey without a word."""

import ctypes
import zlib
from collections.abc import Iterator
from typing import Any, Final

from inkread.errors import ImageError
from inkread.preprocess.decode.door import decode
from inkread.preprocess.decode.limits import MAX_PIXELS
from inkread.preprocess.decode.pdf_library import pdfium
from inkread.preprocess.decode.pdf_view import Placed, View
from inkread.trail import GreyImage

_JPEG: Final = ("DCTDecode", "DCT")
_FLATE: Final = (("FlateDecode",), ("Fl",))
_CODED: Final = ("JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF")  # have lengths of their own
_JPEG_END: Final = b"\xff\xd9"
_TAIL: Final = 64  # bytes in which a JPEG's end lies; some writers fill up to whole words
_LONGEST_NAME: Final = 32
_TELLING: Final = ("truncated", "damaged", "too_many_scans", "too_many_parts")
_SEEN_SHARE: Final = 0.01  # of the page that a picture covers at least whose damage matters
# Bits of a stored pixel by those of PDFium's: of 8 a channel, and what else it may be. PDFium does not tell
# them apart: a picture cut off at just what one of fewer bits takes passes as that one.
_USUAL_BITS: Final = {1: 1, 8: 8, 24: 24}
_OTHER_BITS: Final = {1: (), 8: (2, 3, 4, 6), 24: (12, 16)}
_CMYK_BITS: Final = 32
_MORE: Final = 1.01  # times the bytes of those others that there may be
_MOST_BYTES: Final = 2**26  # that PDFium is let unpack at once: of more it held twice as many, and ran out
_PIECE: Final = 2**20  # bytes unpacked at a time
_ZLIB_HEADER: Final = 2  # bytes; the sum at the end, which some writers get wrong, is not looked at


def check_pictures(page: Any, pictures: list[tuple[Placed, Any]], grey: GreyImage, view: View) -> None:  # noqa: ANN401 - PDFium's own
    """Refuse a page on which a picture is cut off or cannot be unpacked; one of less than 1 % of it may be.

    Args:
        page: by PDFium.
        pictures: where each lies, and its handle.
        grey: the drawn page, not yet turned.
        view: how it was drawn.

    Raises:
        ImageError: `truncated` or `damaged`.
    """
    least = _SEEN_SHARE * grey.size / (view.across * view.down)
    for placed, handle in pictures:
        if placed.area >= least:
            filters = tuple(_filters(handle))
            if filters and filters[-1] in _JPEG:
                _check_jpeg(_bytes(handle, is_unpacked=len(filters) > 1))
            elif not filters or filters[-1] not in _CODED:
                _check_length(page, handle, is_flate=filters in _FLATE)
            _check_bitmap(handle, placed, _part(grey, view, placed))


def _filters(handle: Any) -> Iterator[str]:  # noqa: ANN401 - PDFium's own
    """Yield the names of the ways in which a picture is packed, the outermost first."""
    for at in range(pdfium.FPDFImageObj_GetImageFilterCount(handle)):
        name = ctypes.create_string_buffer(_LONGEST_NAME)
        pdfium.FPDFImageObj_GetImageFilter(handle, at, name, _LONGEST_NAME)
        yield name.value.decode("latin-1")


def _bytes(handle: Any, *, is_unpacked: bool) -> bytes:  # noqa: ANN401 - PDFium's own
    """Return the bytes of a picture as stored, or as the innermost way of packing that is its own."""
    read = pdfium.FPDFImageObj_GetImageDataDecoded if is_unpacked else pdfium.FPDFImageObj_GetImageDataRaw
    size = read(handle, None, 0)
    data = ctypes.create_string_buffer(size)
    read(handle, data, size)
    return data.raw


def _check_jpeg(data: bytes) -> None:
    """Refuse a JPEG that ends early, by the decoder that refuses it as a file.

    Raises:
        ImageError: what is wrong with it.
    """
    if not data or _JPEG_END in data[-_TAIL:]:
        return
    try:
        decode(data)
    except ImageError as error:
        if error.reason in _TELLING:  # others say that a file may not be so large, and it has been drawn
            raise


def _check_length(page: Any, handle: Any, *, is_flate: bool) -> None:  # noqa: ANN401 - PDFium's own
    """Refuse a picture of plain pixels, packed or not, of which rows are missing.

    Raises:
        ImageError: `truncated`.
    """
    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    pdfium.FPDFImageObj_GetImageMetadata(handle, page, about)
    bits = _USUAL_BITS.get(about.bits_per_pixel)
    if bits is None:  # of colours that are cut out, or unknown
        return
    if bits == _USUAL_BITS[24] and about.colorspace == pdfium.FPDF_COLORSPACE_DEVICECMYK:
        bits = _CMYK_BITS
    least = _row(about.width, bits) * (about.height - 1)  # some writers leave out an end that nobody sees
    if is_flate:
        size = _unpacked(_bytes(handle, is_unpacked=False), least)
    elif least <= _MOST_BYTES:
        size = pdfium.FPDFImageObj_GetImageDataDecoded(handle, None, 0)
    else:
        return
    others = (_row(about.width, fewer) for fewer in _OTHER_BITS[about.bits_per_pixel])
    if size < least and not any(
        row * (about.height - 1) <= size <= row * about.height * _MORE + _TAIL for row in others
    ):
        raise ImageError(
            "expected a whole picture on the page, got one that ends early; copy, send or scan it again",
            reason="truncated",
        )


def _unpacked(data: bytes, enough: int) -> int:
    """Return to how many bytes a zlib stream unpacks before it ends or breaks, or to enough."""
    inflate, rest, size = zlib.decompressobj(-zlib.MAX_WBITS), data[_ZLIB_HEADER:], 0
    try:
        while size < enough and (piece := inflate.decompress(rest, _PIECE)):
            size, rest = size + len(piece), inflate.unconsumed_tail
    except zlib.error:
        pass
    return size


def _row(columns: int, bits: int) -> int:
    """Return how many bytes a row of pixels takes."""
    return (columns * bits + 7) // 8


def _part(grey: GreyImage, view: View, placed: Placed) -> GreyImage:
    """Return what is drawn where a picture lies; the whole page where it lies aslant."""
    if not placed.upright:
        return grey
    left, top = view.left + placed.left * view.across, view.top + placed.top * view.down
    right, bottom = left + placed.width * view.across, top + placed.height * view.down
    part = grey[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))]
    return part if part.size else grey


def _check_bitmap(handle: Any, placed: Placed, drawn: GreyImage) -> None:  # noqa: ANN401 - PDFium's own
    """Refuse a picture of which nothing is drawn and that cannot be unpacked.

    Raises:
        ImageError: `damaged`.
    """
    if drawn.min() < drawn.max() or placed.columns * placed.rows > MAX_PIXELS:
        return
    bitmap = pdfium.FPDFImageObj_GetBitmap(handle)
    if not bitmap:
        raise ImageError(
            "expected a sound picture on the page, got one that cannot be unpacked; save or scan it again",
            reason="damaged",
        )
    pdfium.FPDFBitmap_Destroy(bitmap)
