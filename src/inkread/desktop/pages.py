"""The pages of a file that words are read from: one of them at a time, and which one is shown."""

from typing import TYPE_CHECKING

from inkread.errors import ImageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from inkread.preprocess.decode import DecodedImage
    from inkread.preprocess.decode.pdf import PdfWorker


class FilePages:
    """The pages of a file: a PDF, a TIFF or any picture.

    Args:
        path: of the file.
        decode: of the bytes of pictures.
        pdfs: draws the pages of PDFs.

    Attributes:
        of: how many there are.

    Raises:
        ImageError: when it cannot be opened; of what is no PDF and no TIFF `page` says that.
    """

    def __init__(self, path: str, decode: "Callable[[bytes], DecodedImage]", pdfs: "PdfWorker") -> None:
        """Read the file, and count its pages."""
        from inkread.preprocess.decode.format import is_pdf
        from inkread.preprocess.decode.pages import is_tiff, tiff_pages
        from inkread.preprocess.decode.source import read_source

        self._path, self._decode = path, decode
        self._data = read_source(path)
        self._pdfs = pdfs if is_pdf(self._data) else None
        if self._pdfs is not None:
            self.of = self._pdfs.num_pages(self._data)
        else:
            self.of = tiff_pages(self._data) if is_tiff(self._data) else 1

    def page(self, number: int) -> "DecodedImage":
        """Return the pixels of a page, decoded in a process that can be killed.

        Raises:
            ImageError: when it cannot be read, or there is none of that number, which is from 1.
        """
        if not 1 <= number <= self.of:
            raise ImageError(
                f"{self._path}: expected a page from 1 to {self.of}, got {number}; open it again",
                reason="no_page",
            )
        if self._pdfs is not None:
            return self._pdfs.page(self._data, number)
        if self.of == 1:
            return self._decode(self._data)
        from inkread.preprocess.decode.pages import TiffPages

        return self._decode(TiffPages(self._data).alone(number))


class Leaf:
    """Which page of which file is shown; what is no file has one.

    Attributes:
        path: of the file; empty of what is none.
        number: of the page, from 1.
        of: how many pages the file has, as far as is known.
    """

    def __init__(self, path: str = "", name: str = "") -> None:
        """Begin with the first page of the file at `path`."""
        self.path, self._name = path, name
        self.number = self.of = 1
        self._kept: dict[int, str] = {}  # ids of the readings of its pages, for all leaves of the file

    @property
    def name(self) -> str:
        """What the page is called."""
        return page_name(self._name, self.number, self.of)

    @property
    def kept(self) -> str | None:
        """The id under which the page's reading was kept last, or None."""
        return self._kept.get(self.number)

    def keep(self, entry_id: str | None) -> None:
        """Remember under which id the page's reading is kept."""
        if entry_id is not None:
            self._kept[self.number] = entry_id

    def turned(self, by: int) -> "Leaf | None":
        """Return a page further on or back, or None where there is none."""
        if not 1 <= self.number + by <= self.of or not by:
            return None
        other = Leaf(self.path, self._name)
        other.number, other.of, other._kept = self.number + by, self.of, self._kept
        return other


def page_name(name: str, number: int, of: int) -> str:
    """Return what a page of a file is called: the file's own name where it is the only one.

    Example:
        >>> page_name("scan.pdf", 2, 3), page_name("scan.png", 1, 1)
        ('scan.pdf#2', 'scan.png')
    """
    return f"{name}#{number}" if of > 1 else name
