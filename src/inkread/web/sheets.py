"""The pages of files that strangers send: one of them decoded at a time, and how many there are."""

import os
import threading
from typing import NamedTuple

from inkread.errors import ImageError
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.decode.format import is_pdf
from inkread.preprocess.decode.pages import TiffPages, is_tiff, tiff_pages
from inkread.preprocess.decode.pdf import PdfWorker
from inkread.web.decoding import Decoders


class Sheet(NamedTuple):
    """One page of a file.

    Attributes:
        image: its pixels.
        pages: how many pages the file has.
    """

    image: DecodedImage
    pages: int


class Sheets:
    """Decode pages in processes that can be killed, any number of threads asking.

    PDFs are drawn one at a time, by a process that is started with the first, and again after a fork.

    Args:
        decoders: of pictures.
    """

    def __init__(self, decoders: Decoders) -> None:
        """Remember them; nothing is started."""
        self._decoders = decoders
        self._lock = threading.Lock()
        self._process: int | None = None
        self._pdfs: PdfWorker | None = None

    def num_pages(self, data: bytes) -> int:
        """Return how many pages a file has, at least 1; a picture that cannot be read is one.

        Raises:
            ImageError: when it is a PDF that cannot be opened.
        """
        if is_pdf(data):
            return self._worker().num_pages(data)
        return tiff_pages(data) if is_tiff(data) else 1

    def sheet(self, data: bytes, number: int | None) -> Sheet:
        """Return a page of the file in `data`.

        Args:
            data: a picture, a TIFF or a PDF.
            number: of the page, from 1; None for the first.

        Raises:
            ImageError: for every file that is refused, and `no_page` where it has fewer.
        """
        num = self.num_pages(data)
        wanted = _checked(number or 1, num)
        if is_pdf(data):
            return Sheet(self._worker().page(data, wanted), num)
        alone = data if num == 1 else TiffPages(data).alone(wanted)
        return Sheet(self._decoders.decode(alone), num)

    def stop(self) -> None:
        """End the process; the next PDF would start another."""
        with self._lock:
            if self._pdfs is not None and self._process == os.getpid():
                self._pdfs.close()
            self._process = self._pdfs = None

    def _worker(self) -> PdfWorker:
        """Return what draws PDFs in this process."""
        with self._lock:
            if self._pdfs is None or self._process != os.getpid():  # that of a parent is the parent's
                self._pdfs, self._process = PdfWorker(), os.getpid()
            return self._pdfs


def _checked(number: int, num: int) -> int:
    """Return the number of a page that is there.

    Raises:
        ImageError: when it is not.
    """
    if number > num:
        raise ImageError(f"expected a page from 1 to {num}, got {number}; ask for another", reason="no_page")
    return number
