"""The pages of a file that words are read from: one of them at a time, and which one is shown."""

from typing import TYPE_CHECKING, NamedTuple

from inkread.errors import ImageError
from inkread.preprocess.named_page import named_page, page_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from inkread.preprocess.decode import DecodedImage
    from inkread.preprocess.decode.pdf import PdfWorker


class Page(NamedTuple):
    """One page of a file.

    Attributes:
        image: its pixels.
        number: among the pages, from 1.
        of: how many there are.
    """

    image: "DecodedImage"
    number: int
    of: int


def page_of(source: str, decode: "Callable[[bytes], DecodedImage]", pdfs: "PdfWorker") -> Page:
    """Return the page that a name is of, the first where it names a file: a PDF, a TIFF or any picture.

    Args:
        source: a path, perhaps with `#` and the number of a page behind it.
        decode: of the bytes of pictures.
        pdfs: draws the pages of PDFs.

    Raises:
        ImageError: when it cannot be read, or there is no such page.
    """
    from inkread.preprocess.decode.format import is_pdf
    from inkread.preprocess.decode.pages import TiffPages, is_tiff, tiff_pages
    from inkread.preprocess.decode.source import read_source

    path, named = named_page(source)
    data, number = read_source(path), named or 1
    num = pdfs.num_pages(data) if is_pdf(data) else tiff_pages(data) if is_tiff(data) else 1
    if number > num:
        raise ImageError(
            f"{path}: expected a page from 1 to {num}, got {number}; name another", reason="no_page"
        )
    if is_pdf(data):
        return Page(pdfs.page(data, number), number, num)
    return Page(decode(data if num == 1 else TiffPages(data).alone(number)), number, num)


class Leaf:
    """Which page of which file is shown; what is no file has one.

    Attributes:
        name: of the file.
        number: of the page, from 1.
        of: how many pages the file has, as far as is known.
    """

    def __init__(self, path: str = "", name: str = "") -> None:
        """Begin with the first page of the file at `path`."""
        self._path, self.name = path, name
        self.number = self.of = 1

    @property
    def title(self) -> str:
        """What the page is called."""
        return page_name(self.name, self.number, self.of)

    @property
    def source(self) -> str:
        """The page as it is asked for."""
        return page_name(self._path, self.number, self.of)

    def turned(self, by: int) -> "Leaf | None":
        """Return a page further on or back, or None where there is none."""
        if not 1 <= self.number + by <= self.of or not by:
            return None
        other = Leaf(self._path, self.name)
        other.number, other.of = self.number + by, self.of
        return other
