"""The sheets of a command's images: each page of a PDF or TIFF is one, as a scanner's feeder took it."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inkread.cli.image_paths import ImageInput
from inkread.errors import ImageError
from inkread.preprocess.decode.format import is_pdf

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import DecodedImage, Source
    from inkread.preprocess.decode.pages import TiffPages
    from inkread.preprocess.decode.pdf import PdfWorker

_HEAD = 1024  # bytes that tell a TIFF or a PDF
_ONE_PAGE = re.compile(r"(.+)#([1-9][0-9]{0,8})", re.DOTALL)


class _Pages(Protocol):
    """The pages of an image."""

    def alone(self, number: int, /) -> "Source":
        """Return one, by its number from 1.

        Raises:
            ImageError: when it cannot be read.
        """


@dataclass(slots=True)
class _OneTiff:
    """The only TIFF that is held: which of the pages of each will be asked for, nobody knows."""

    image: ImageInput | None = None
    pages: "TiffPages | None" = None


@dataclass(frozen=True, slots=True)
class _TiffSheets:
    """The pages of a TIFF, which is read when one is asked for; let go with the last, and for another."""

    image: ImageInput
    count: int
    held: _OneTiff

    def alone(self, number: int, /) -> bytes:
        """Return the TIFF with this page as the only one.

        Raises:
            ImageError: when it cannot be read, or is another than when its pages were counted.
        """
        from inkread.preprocess.decode.pages import TiffPages
        from inkread.preprocess.decode.source import read_source

        held = self.held
        if held.pages is None or held.image is not self.image:
            held.image = held.pages = None
            held.pages = TiffPages(read_source(_checked(self.image.source)))
            held.image = self.image
        alone = held.pages.alone(number)
        if number == self.count:
            held.image = held.pages = None
        return alone


@dataclass(frozen=True, slots=True)
class _PdfSheets:
    """The pages of a PDF, each drawn when it is asked for."""

    image: ImageInput
    pdfs: "PdfWorker"

    def alone(self, number: int, /) -> "DecodedImage":
        """Return the drawn page.

        Raises:
            ImageError: when it cannot be drawn, or the file is another than when its pages were counted.
        """
        return self.pdfs.page(_checked(self.image.source), number)


@dataclass(frozen=True, slots=True)
class SheetInput:
    """One sheet to read.

    Attributes:
        name: of the image, with `#` and the number of the page where it has several.
        image: that holds it.
        pages: of the image; None where it is read as it is.
        page: its number among them, from 1.
    """

    name: str
    image: ImageInput
    pages: _Pages | None = None
    page: int = 1

    def source(self) -> "Source":
        """Return what `FormReader.read` and `WordReader.read` take; a page is made now, and not held.

        Raises:
            ImageError: when there is nothing to read.
        """
        return _checked(self.image.source) if self.pages is None else self.pages.alone(self.page)

    def source_or_error(self) -> "Source | ImageError":
        """Return what is to be read, or why there is nothing."""
        try:
            return self.source()
        except ImageError as error:
            return error


def sheets_of(images: Iterable[ImageInput], pdfs: "PdfWorker") -> Iterator[SheetInput]:
    """Yield the sheets of images, in order; of what has no pages, or cannot be opened, the image itself.

    What is named `scan.pdf#2` is that page alone. Of a TIFF no more is read than what says where its pages
    are.

    Args:
        images: of the command.
        pdfs: opens PDFs, now and when a sheet of theirs is read.
    """
    held = _OneTiff()
    for image in images:
        file, number = _page_of(image)
        sheets = list(_sheets_of_file(file, pdfs, held))
        if number is None:
            yield from sheets
        elif number <= len(sheets):
            yield sheets[number - 1]
        else:
            trouble = f"expected a page from 1 to {len(sheets)}, got {number}; name another"
            yield SheetInput(image.name, ImageInput(image.name, ImageError(trouble, reason="not_found")))


def _page_of(image: ImageInput) -> tuple[ImageInput, int | None]:
    """Return the file of an image, and the number of the page where the image is one: `scan.pdf#2`.

    A file of that very name wins.
    """
    named = _ONE_PAGE.fullmatch(image.name)
    if named is None or not isinstance(image.source, Path):
        return image, None
    path = Path(named[1])
    if os.path.lexists(image.source) or not os.path.isfile(path):  # noqa: PTH113 - Path's raises where it may not look
        return image, None
    return ImageInput(named[1], path), int(named[2])


def _sheets_of_file(image: ImageInput, pdfs: "PdfWorker", held: _OneTiff) -> Iterator[SheetInput]:
    """Yield the sheets of one image."""
    head = head_of(image.source)
    if is_pdf(head):
        yield from _pdf_sheets(image, pdfs)
        return
    num = _num_pages(image.source, head)
    yield from _numbered(image, num, None if num == 1 else _TiffSheets(image, num, held))


def _pdf_sheets(image: ImageInput, pdfs: "PdfWorker") -> Iterator[SheetInput]:
    """Yield the pages of a PDF; one sheet with the reason where it cannot be opened."""
    try:
        num = pdfs.num_pages(_checked(image.source))
    except ImageError as error:
        yield SheetInput(image.name, ImageInput(image.name, error))
        return
    yield from _numbered(image, num, _PdfSheets(image, pdfs))


def _numbered(image: ImageInput, num: int, pages: _Pages | None) -> Iterator[SheetInput]:
    """Yield so many sheets of an image; a single one has its name."""
    if num == 1:
        yield SheetInput(image.name, image, pages)
    else:
        yield from (SheetInput(f"{image.name}#{page}", image, pages, page) for page in range(1, num + 1))


def _checked(source: Path | bytes | ImageError) -> Path | bytes:
    """Return what can be opened.

    Raises:
        ImageError: when it is known that nothing can.
    """
    if isinstance(source, ImageError):
        raise source
    return source


def head_of(source: Path | bytes | ImageError) -> bytes:
    """Return the first bytes of an image; none where they cannot be read, and reading it will say why."""
    if isinstance(source, ImageError):
        return b""
    if isinstance(source, bytes):
        return source[:_HEAD]
    try:
        with source.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""


def _num_pages(source: Path | bytes | ImageError, head: bytes) -> int:
    """Return how many pages a TIFF has; 1 of everything else, and where that cannot be told."""
    from inkread.preprocess.decode.limits import MAX_BYTES
    from inkread.preprocess.decode.pages import is_tiff, tiff_pages, tiff_pages_of_file

    if isinstance(source, ImageError) or not is_tiff(head):
        return 1
    if isinstance(source, bytes):
        return tiff_pages(source) if len(source) <= MAX_BYTES else 1
    try:
        with source.open("rb") as file:
            return tiff_pages_of_file(file) if os.fstat(file.fileno()).st_size <= MAX_BYTES else 1
    except (OSError, ValueError):
        return 1
