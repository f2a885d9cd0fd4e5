"""A file of pages, each of which becomes a grey picture when it is wanted: a PDF, a TIFF, or any picture."""

import weakref
from collections.abc import Iterator
from numbers import Integral
from typing import Self

from inkread.errors import ConfigError, ImageError
from inkread.preprocess.decode.door import DecodedImage, decode
from inkread.preprocess.decode.format import is_pdf
from inkread.preprocess.decode.pages import TiffPages, is_tiff, tiff_pages
from inkread.preprocess.decode.pdf import PdfWorker
from inkread.preprocess.decode.source import Encoded, name_of, read_source


class Document:
    """The pages of a file, for one thread; of a PDF by a process of its own, which a `with` block ends.

    It ends as well when nobody holds the document any more.

    Args:
        source: the file: its path, its bytes, or open in binary mode.

    Raises:
        ImageError: when it cannot be read, or is a PDF that cannot be opened.

    Example:
        >>> import io
        >>> from PIL import Image
        >>> file, sheets = io.BytesIO(), [Image.new("L", (3, 2)), Image.new("L", (5, 4))]
        >>> sheets[0].save(file, "tiff", save_all=True, append_images=sheets[1:])
        >>> with Document(file) as pages:
        ...     [page.grey.shape for page in pages]
        [(2, 3), (4, 5)]
    """

    def __init__(self, source: Encoded) -> None:
        """Read the file, and find how many pages it has."""
        self._name = name_of(source)
        self._pdfs: PdfWorker | None = None
        self._tiff: TiffPages | None = None
        try:
            self._data = read_source(source)
            self._num = self._opened()
        except ImageError as error:
            self.close()
            raise self._named(error) from error.__cause__

    def __len__(self) -> int:
        """Return how many pages there are, at least 1."""
        return self._num

    def __iter__(self) -> Iterator[DecodedImage]:
        """Yield the pages in order; `page` goes on behind one that cannot be read.

        Raises:
            ImageError: at the first page that cannot.
        """
        return map(self.page, range(1, self._num + 1))

    def page(self, number: int) -> DecodedImage:
        """Return a page, as every reader takes it.

        Args:
            number: of the page, from 1.

        Raises:
            ImageError: when it cannot be read.
            ConfigError: when there is none of that number.
        """
        given: object = number
        if isinstance(given, bool) or not isinstance(given, Integral) or not 1 <= number <= self._num:
            start = f"{self._name}: " if self._name else ""
            raise ConfigError(f"{start}expected a page from 1 to {self._num}, got {number!r}; name another")
        try:
            if self._pdfs is not None:
                return self._pdfs.page(self._data, number)
            return decode(self._data if self._tiff is None else self._tiff.alone(number))
        except ImageError as error:
            raise self._named(error) from error.__cause__

    def close(self) -> None:
        """Let the file go."""
        if self._pdfs is not None:
            self._pdfs.close()

    def __enter__(self) -> Self:
        """Return the document itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the file go."""
        self.close()

    def _opened(self) -> int:
        """Open the file as what it is; return how many pages it has."""
        if is_pdf(self._data):
            self._pdfs = PdfWorker()
            # At exit it ends by itself: the pipe to it is closed.
            weakref.finalize(self, self._pdfs.close).atexit = False
            return self._pdfs.num_pages(self._data)
        if is_tiff(self._data) and (num := tiff_pages(self._data)) > 1:
            self._tiff = TiffPages(self._data)
            return num
        return 1

    def _named(self, error: ImageError) -> ImageError:
        """Return an error that names the file, as `decode` names it."""
        return ImageError(f"{self._name}: {error}", reason=error.reason) if self._name else error
