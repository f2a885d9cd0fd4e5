"""The pages of PDFs, each drawn when it is wanted, in a process that can be killed.

PDFium, which draws them, is an extra of its own: nothing of it is imported here.
"""

import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final, Self, TypeVar

from inkread.errors import ImageError, InkreadError
from inkread.preprocess.decode.deadlines import Deadlines
from inkread.preprocess.decode.door import DecodedImage
from inkread.preprocess.decode.messages import read_answer, read_count
from inkread.preprocess.decode.pdf_words import OPEN, PAGE
from inkread.preprocess.decode.process import DecodeProcess, ProcessWords
from inkread.preprocess.decode.source import read_source

_CHILD: Final = "inkread.preprocess.decode.pdf_child"
_SECONDS: Final = 10.0  # a page: those of honest scans took up to 1.1 s
_MEMORY_BYTES: Final = 1024 * 1024 * 1024  # an A3 sheet in colour at 600 dpi took 0.6 GB
_WORDS: Final = ProcessWords(
    "page",
    slow="save the page as PNG",
    fatal="save the page as PNG",
    unstarted="do: pip install --force-reinstall pypdfium2, or free some memory",
)
_Answer = TypeVar("_Answer")


class PdfWorker:
    """Draws pages of one PDF after another; any number of threads may share it.

    The process starts with the first file, and is started again where one has ended it.

    Args:
        seconds: that a page may take; see `DecodeWorker`.
        memory_bytes: how far the process may grow above its size when idle (held on Linux only).
    """

    def __init__(self, *, seconds: float = _SECONDS, memory_bytes: int = _MEMORY_BYTES) -> None:
        """Set the limits."""
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._deadlines = Deadlines()
        self._process: DecodeProcess | None = None
        self._opened: Path | bytes | None = None
        self._is_closed = False

    def __enter__(self) -> Self:
        """Return the worker itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process, after the page that may be in work."""
        with self._lock:
            self._is_closed = True
            if self._process is not None:
                self._process.end()
            self._process = self._opened = None
            self._deadlines.close()

    def num_pages(self, source: Path | bytes) -> int:
        """Return how many pages a file has, at least 1.

        Raises:
            ImageError: when it cannot be opened, or the extra is not installed (`unsupported_format`).
            InkreadError: when the worker is closed.
        """
        with self._lock:
            return self._open(source)

    def page(self, source: Path | bytes, number: int) -> DecodedImage:
        """Return a page of a file as a grey picture, upright.

        Args:
            source: of the file, which is read anew where another was asked for in between.
            number: of the page, from 1.

        Raises:
            ImageError: when the file cannot be opened, or the page not be drawn.
            InkreadError: when the worker is closed.
        """
        with self._lock:
            if not self._is_open(source):
                self._open(source)
            return self._ask(PAGE, str(number).encode(), read=read_answer)

    def _is_open(self, source: Path | bytes) -> bool:
        """Return whether the process has this file before it."""
        is_alive = self._process is not None and self._process.is_alive()
        same = self._opened is source or (isinstance(source, Path) and self._opened == source)
        return is_alive and same

    def _open(self, source: Path | bytes) -> int:
        """Put a file before the process; return how many pages it has."""
        check_extra()
        data = read_source(source)
        self._opened = None
        num = self._ask(OPEN, data, read=read_count)
        self._opened = source
        return num

    def _ask(self, word: bytes, content: bytes, *, read: Callable[[IO[bytes]], _Answer]) -> _Answer:
        """Return what the process answers, which is started where it is missing."""
        if self._is_closed:
            raise InkreadError("expected an open PdfWorker, got a closed one; use it in a `with` block")
        if self._process is None or not self._process.is_alive():
            self._process = self._started()
        return self._process.answer(word, content, read=read)

    def _started(self) -> DecodeProcess:
        """Return a new process.

        Raises:
            ImageError: `no_decoder`, where the system starts none.
        """
        if self._process is not None:
            self._process.end()
        try:
            return DecodeProcess(
                seconds=self._seconds,
                memory_bytes=self._memory_bytes,
                deadlines=self._deadlines,
                child=_CHILD,
                words=_WORDS,
            )
        except OSError as error:
            raise ImageError(
                f"expected to start a process for PDFs, got “{error}”; free some memory, then try again",
                reason="no_decoder",
            ) from error


def check_extra() -> None:
    """Refuse to read PDFs where nothing can.

    Raises:
        ImageError: `unsupported_format`.
    """
    if find_spec("pypdfium2") is None:
        raise ImageError(
            "expected a file that can be opened here, got a PDF; save its pages as PNG, or do:"
            " pip install 'inkread[pdf]'",
            reason="unsupported_format",
        )
