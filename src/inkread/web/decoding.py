"""The decoders of a process that serves strangers: started with its first picture, and again after a fork."""

import contextlib
import os
import queue
import threading
from typing import Final

from inkread.preprocess.decode import DecodedImage, DecodeWorker

NUM_WORKERS: Final = 2
"""Pictures decoded at once in a process: of two, one that takes all its time leaves the other."""


class Decoders:
    """Decode pictures in processes that can be killed, any number of threads asking.

    Args:
        seconds: wall-clock time that a picture may take.
    """

    def __init__(self, *, seconds: float) -> None:
        """Remember the limit; nothing is started."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: int | None = None
        self._workers: list[DecodeWorker] = []
        self._free: queue.LifoQueue[DecodeWorker] = queue.LifoQueue()

    def decode(self, data: bytes) -> DecodedImage:
        """Return the picture in `data`.

        Raises:
            ImageError: for every picture that is refused.
        """
        worker = self._take()
        try:
            return worker.decode(data)
        finally:
            self._free.put(worker)

    def start(self) -> None:
        """Start a worker now, without waiting until it is ready."""
        self._free.put(self._take())

    def stop(self) -> None:
        """End the workers; the next picture would start others."""
        with self._lock:
            if self._process == os.getpid():
                for worker in self._workers:
                    worker.__exit__(None, None, None)
            self._process = None

    def _take(self) -> DecodeWorker:
        """Return a worker that is free, a new one where all are busy and there may be more."""
        with self._lock:
            if self._process != os.getpid():  # those of a parent are the parent's
                self._workers = []
                self._free = queue.LifoQueue()
                self._process = os.getpid()
            with contextlib.suppress(queue.Empty):
                return self._free.get_nowait()
            if len(self._workers) < NUM_WORKERS:
                worker = DecodeWorker(seconds=self._seconds).__enter__()
                self._workers.append(worker)
                return worker
            free = self._free
        return free.get()
