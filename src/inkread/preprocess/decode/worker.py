"""Decoding for doors that are open to strangers: in a process that can be killed.

A thread cannot be stopped, and a decoder in C may crash: in a process of its own neither
matters to the server. It stays alive between pictures, so a picture costs a fifth of a millisecond more.
"""

import threading
from types import TracebackType
from typing import Final, Self

from inkread.errors import ImageError, InkreadError
from inkread.preprocess.decode.deadlines import Deadlines
from inkread.preprocess.decode.door import DecodedImage
from inkread.preprocess.decode.limits import check_bytes
from inkread.preprocess.decode.process import DecodeProcess

_NUM_PROCESSES: Final = 2  # one at work, one standing by
_MEMORY_BYTES: Final = 384 * 1024 * 1024  # the greatest pictures accepted take 210 MB


class DecodeWorker:
    """A decoder in a child process with limits on time and memory; safe to share between threads.

    Pictures are decoded one after the other. A second process stands by, for a start takes longer than
    a person with a good picture should wait for someone else's bad one.

    >>> with DecodeWorker() as worker:
    ...     worker.decode(b"GIF89a, it says")
    Traceback (most recent call last):
    ...
    inkread.errors.ImageError: expected a sound picture, ...
    """

    def __init__(self, *, seconds: float = 2.0, memory_bytes: int = _MEMORY_BYTES) -> None:
        """Set the limits; the processes start with the `with` block.

        Args:
            seconds: time a picture may take, sending it included; on Linux one whose process had less of
                the processor, because the machine is busy, may take four times as long.
            memory_bytes: how far a process may grow above its size when idle (held on Linux only).
        """
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._deadlines = Deadlines()
        self._is_open = False
        self._processes: list[DecodeProcess] = []  # the one at work, then the one standing by

    def __enter__(self) -> Self:
        """Start the processes.

        Raises:
            ImageError: `no_decoder`, where the system starts none.
        """
        with self._lock:
            self._deadlines = Deadlines()
            self._is_open = True
            self._fill_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, after the picture that may be in work."""
        with self._lock:
            self._is_open = False
            for process in self._processes:
                process.end()
            self._processes = []
            self._deadlines.close()

    @property
    def pid(self) -> int | None:
        """The number of the process at work, for watching it; None outside the `with` block."""
        processes = self._processes
        return processes[0].pid if processes else None

    def decode(self, data: bytes) -> DecodedImage:
        """Return the picture as `inkread.preprocess.decode.decode` does.

        Raises:
            ImageError: for every picture that is refused; `took_too_long`, `decoder_died` and `no_decoder`
                come from here.
            InkreadError: outside the `with` block.
        """
        check_bytes(len(data))
        with self._lock:
            if not self._is_open:
                raise InkreadError(
                    "expected an open DecodeWorker, got a closed one; use it in a `with` block"
                )
            self._fill_up()
            first = self._processes[0]
            try:
                return first.ask(data)
            finally:
                if not first.is_alive():  # its successor is to be ready when the next picture comes
                    self._start_missing()

    def _fill_up(self) -> None:
        """Put new processes behind those that live; one at least, or the picture cannot be decoded.

        Raises:
            ImageError: `no_decoder`.
        """
        error = self._start_missing()
        if not self._processes:
            raise ImageError(
                f"expected to start a decode worker, got “{error}”; free some memory, then try again",
                reason="no_decoder",
            ) from error

    def _start_missing(self) -> OSError | None:
        """Start what is missing, so that the one standing by moves up; return why that failed, or None."""
        gone = [process for process in self._processes if not process.is_alive()]
        for process in gone:
            process.end()
            self._processes.remove(process)
        try:
            while len(self._processes) < _NUM_PROCESSES:
                self._processes.append(
                    DecodeProcess(
                        seconds=self._seconds, memory_bytes=self._memory_bytes, deadlines=self._deadlines
                    )
                )
        except OSError as error:  # the next picture tries again, and says so where none is left
            return error
        return None
