"""A PDF whose pages become grey pictures, by PDFium; nothing in it is run.

Only the process of `pdf_child` comes here with files of strangers: PDFium is written in C++.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from inkread.errors import ImageError
from inkread.preprocess.decode.door import DecodedImage
from inkread.preprocess.decode.limits import MAX_PDF_IMAGE_PIXELS, MAX_PDF_PAGES
from inkread.preprocess.decode.pdf_damage import check_pictures
from inkread.preprocess.decode.pdf_library import pdfium, pypdfium2
from inkread.preprocess.decode.pdf_view import POINTS, Placed, View, view_of
from inkread.trail import GreyImage

_END: Final = b"%%EOF"
_OBJECT_END: Final = b"endobj"  # stands behind the last mark of the end where a file is cut off
_NO_MARK: Final = re.compile(rb"startxref\s+\d+\s+\Z")  # an end of some writers
_MOST_OBJECTS: Final = 5_000  # of a page that are looked at: what has more is no scan
_MOST_DEPTH: Final = 5  # of groups in groups
_INVISIBLE: Final = 3  # text: what a scanner has read itself, laid under the picture
_NOTHING: Final = 1e-6  # points: sides that are none
_Matrix = tuple[float, float, float, float, float, float]
_SAME: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Parts:
    """What lies on a page: pictures, and whether there is more; the handles of the pictures."""

    placed: list[Placed] = field(default_factory=list)
    drawn: bool = False
    handles: list[Any] = field(default_factory=list)


class PdfFile:
    """An open PDF; for one thread, as all of PDFium.

    Args:
        data: of the file.

    Raises:
        ImageError: `needs_password`, `truncated`, `damaged` or `too_many_parts`.
    """

    def __init__(self, data: bytes) -> None:
        """Open the file."""
        if not _is_whole(data):
            raise ImageError(
                "expected a whole PDF, got one that ends early; copy, send or scan it again",
                reason="truncated",
            )
        try:
            self._file = pypdfium2.PdfDocument(data)
            self._file.init_forms()  # before any page is opened, or its fields are not drawn
        except pypdfium2.PdfiumError as error:
            raise _refusal(error.err_code) from error
        self.num_pages = len(self._file)
        if self.num_pages < 1:
            raise ImageError("expected a PDF of at least one page, got none; save it again", reason="damaged")
        if self.num_pages > MAX_PDF_PAGES:
            raise ImageError(
                f"expected at most {MAX_PDF_PAGES:,} pages, got {self.num_pages:,}; split the file",
                reason="too_many_parts",
            )

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def page(self, number: int) -> DecodedImage:
        """Return a page as a grey picture, upright, ink and paper as they are.

        Args:
            number: of the page, from 1.

        Raises:
            ImageError: when there is no such page, it is too large, or cannot be drawn.
        """
        if not 1 <= number <= self.num_pages:
            raise ImageError(
                f"expected a page {number}, got a file of {self.num_pages}; save it again", reason="damaged"
            )
        try:
            page = self._file[number - 1]
        except pypdfium2.PdfiumError as error:
            raise _undrawn() from error
        try:
            return _decoded(page)
        except pypdfium2.PdfiumError as error:
            raise _undrawn() from error
        finally:
            page.close()


def _is_whole(data: bytes) -> bool:
    """Return whether a file goes on to its end, behind which senders, faxes and disks put what they like.

    One for the web has a mark of the end behind its first page as well, and objects after it.
    """
    end = data.rfind(_END)
    if end >= 0:
        return _OBJECT_END not in data[end:]
    return _NO_MARK.search(data, max(0, len(data) - 64)) is not None


def _refusal(code: int | None) -> ImageError:
    """Return why a file cannot be opened."""
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return ImageError(
            "expected a PDF that anyone can open, got one with a password; save it without",
            reason="needs_password",
        )
    return ImageError(
        "expected a sound PDF, got one that cannot be opened; save, send or scan it again", reason="damaged"
    )


def _undrawn() -> ImageError:
    """Return that a page cannot be drawn."""
    return ImageError(
        "expected a sound page, got one that cannot be drawn; save or scan it again", reason="damaged"
    )


def _decoded(page: Any) -> DecodedImage:  # noqa: ANN401 - PDFium's own page
    """Return an open page as a grey picture."""
    turns = pdfium.FPDFPage_GetRotation(page)
    pdfium.FPDFPage_SetRotation(page, 0)  # lengths and boxes are then those of one system
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not (_NOTHING < width < math.inf and _NOTHING < height < math.inf):
        raise _undrawn()
    parts = _parts_of(page)
    view = view_of(width, height, parts.placed, drawn=parts.drawn)
    grey = _drawn(page, view, width=width, height=height)
    check_pictures(page, list(zip(parts.placed, parts.handles, strict=True)), grey, view)
    grey = np.ascontiguousarray(np.rot90(grey, -turns))
    return DecodedImage(
        grey,
        {
            "format": "pdf",
            "width": grey.shape[1],
            "height": grey.shape[0],
            "mode": "RGB",
            "bits": 8,
            "alpha": "none",
            "exif_orientation": 1,
            "exif_readable": True,
            "more_frames": False,
            "scaled": 1,
            "dpi": round(view.across * POINTS),
        },
    )


def _drawn(page: Any, view: View, *, width: float, height: float) -> GreyImage:  # noqa: ANN401 - PDFium's own
    """Return a page of so many points, on white, as grey, axes (height, width)."""
    from PIL import Image

    # Of three bytes a pixel: PDFium's grey ones are wrong where a scan in grey is scaled.
    bitmap = pypdfium2.PdfBitmap.new_native(view.columns, view.rows, pdfium.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, view.columns, view.rows)
        matrix = pdfium.FS_MATRIX(view.across, 0, 0, view.down, view.left, view.top)
        clip = pdfium.FS_RECTF(0, 0, view.columns, view.rows)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, pdfium.FPDF_ANNOT)
        if page.formenv:  # what is filled in, which is no note to PDFium; it takes whole pixels
            place = round(view.left), round(view.top), round(width * view.across), round(height * view.down)
            pdfium.FPDF_FFLDraw(page.formenv, bitmap, page, *place, 0, 0)
        size = view.columns, view.rows
        image = Image.frombuffer("RGB", size, bitmap.buffer, "raw", "BGR", bitmap.stride, 1)
        return np.array(image.convert("L"))
    finally:
        bitmap.close()


def _parts_of(page: Any) -> _Parts:  # noqa: ANN401 - PDFium's own page
    """Return what lies on a page.

    Raises:
        ImageError: `too_many_pixels`, when a picture on it is too large to be unpacked.
    """
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box):
        raise _undrawn()
    parts = _Parts(drawn=pdfium.FPDFPage_GetAnnotCount(page) > 0)
    for number, (one, matrix) in enumerate(_objects(page)):
        kind = pdfium.FPDFPageObj_GetType(one)
        if number == _MOST_OBJECTS:
            parts.drawn = True
            break
        if kind != pdfium.FPDF_PAGEOBJ_IMAGE:
            is_seen = (
                kind != pdfium.FPDF_PAGEOBJ_TEXT or pdfium.FPDFTextObj_GetTextRenderMode(one) != _INVISIBLE
            )
            parts.drawn = parts.drawn or is_seen
        elif placed := _placed(one, matrix, left=box.left, top=box.top):
            parts.placed.append(placed)
            parts.handles.append(one)
    return parts


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix]]:  # noqa: ANN401 - PDFium's own page
    """Yield the objects of a page and of the groups on it, each with the place of what it lies in."""
    waiting: list[tuple[Any, _Matrix, int]] = []
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        waiting.append((pdfium.FPDFPage_GetObject(page, index), _SAME, 0))
        while waiting:
            one, around, depth = waiting.pop()
            if pdfium.FPDFPageObj_GetType(one) != pdfium.FPDF_PAGEOBJ_FORM or depth == _MOST_DEPTH:
                yield one, around
                continue
            inner = _times(_matrix(one), around)
            num = min(pdfium.FPDFFormObj_CountObjects(one), _MOST_OBJECTS)
            waiting += [(pdfium.FPDFFormObj_GetObject(one, at), inner, depth + 1) for at in range(num)]


def _placed(one: Any, around: _Matrix, *, left: float, top: float) -> Placed | None:  # noqa: ANN401 - PDFium's own
    """Return where a picture lies on a page whose upper left corner is given; None where it is not seen."""
    columns, rows = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(one, columns, rows):
        return None
    if columns.value * rows.value > MAX_PDF_IMAGE_PIXELS:
        raise ImageError(
            f"expected a picture of at most {MAX_PDF_IMAGE_PIXELS:,} pixels on the page, got"
            f" {columns.value:,} × {rows.value:,}; scan it at 300 dpi",
            reason="too_many_pixels",
        )
    a, b, c, d, e, f = _times(_matrix(one), around)
    box_left, box_top = e + min(0, a, c, a + c), f + max(0, b, d, b + d)
    across, down = columns.value, rows.value
    if abs(a) < abs(b):  # its rows run up or down the page
        a, b, c, d, across, down = c, d, a, b, down, across
    width, height = math.hypot(a, b), math.hypot(c, d)
    if not (across and down and _NOTHING < width < math.inf and _NOTHING < height < math.inf):
        return None
    upright = abs(b) * across < 0.5 * width and abs(c) * down < 0.5 * height  # within half a pixel
    return Placed(across, down, width, height, box_left - left, top - box_top, upright)


def _matrix(one: Any) -> _Matrix:  # noqa: ANN401 - PDFium's own
    """Return how an object lies in what holds it."""
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """Return one transformation after another (ISO 32000-2, section 8.3.4: points are rows)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
