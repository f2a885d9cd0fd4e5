"""Damaged pictures on a page of a PDF, which PDFium leaves white or half grey without a word."""

import ctypes
from typing import Any, Final

from inkread.errors import ImageError
from inkread.preprocess.decode.door import decode
from inkread.preprocess.decode.limits import MAX_PIXELS
from inkread.preprocess.decode.pdf_library import pdfium
from inkread.preprocess.decode.pdf_view import Placed
from inkread.trail import GreyImage

_JPEG: Final = b"DCTDecode"
_JPEG_END: Final = b"\xff\xd9"
_TAIL: Final = 64  # bytes in which a JPEG's end lies; some writers fill up to whole words
_LONGEST_NAME: Final = 32
_TELLING: Final = ("truncated", "damaged", "too_many_scans", "too_many_parts")


def check_picture(handle: Any, placed: Placed, grey: GreyImage) -> None:  # noqa: ANN401 - PDFium's own
    """Refuse a page whose largest picture is cut off or cannot be unpacked.

    Args:
        handle: of the picture, by PDFium.
        placed: where it lies.
        grey: the drawn page.

    Raises:
        ImageError: `truncated` or `damaged`.
    """
    _check_jpeg(handle)
    if grey.min() < grey.max() or placed.columns * placed.rows > MAX_PIXELS:
        return
    bitmap = pdfium.FPDFImageObj_GetBitmap(handle)
    if not bitmap:
        raise ImageError(
            "expected a sound picture on the page, got one that cannot be unpacked; save or scan it again",
            reason="damaged",
        )
    pdfium.FPDFBitmap_Destroy(bitmap)


def _check_jpeg(handle: Any) -> None:  # noqa: ANN401 - PDFium's own
    """Refuse a JPEG that ends early, by the decoder that refuses it as a file.

    Raises:
        ImageError: what is wrong with it.
    """
    data = _jpeg(handle)
    if not data or _JPEG_END in data[-_TAIL:]:
        return
    try:
        decode(data)
    except ImageError as error:
        if error.reason in _TELLING:  # others say that a file may not be so large, and it has been drawn
            raise


def _jpeg(handle: Any) -> bytes:  # noqa: ANN401 - PDFium's own
    """Return the bytes of a picture that is a JPEG and nothing else; none of any other."""
    if pdfium.FPDFImageObj_GetImageFilterCount(handle) != 1:
        return b""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFImageObj_GetImageFilter(handle, 0, name, _LONGEST_NAME)
    if name.value != _JPEG:
        return b""
    size = pdfium.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    data = ctypes.create_string_buffer(size)
    pdfium.FPDFImageObj_GetImageDataRaw(handle, data, size)
    return data.raw
