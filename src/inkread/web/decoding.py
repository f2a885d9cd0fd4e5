"""The decoders of a process that serves strangers: started with its first picture, and again after a fork."""

import os
import queue
import threading
from collections import deque
from typing import Final, TypeAlias

from inkread.preprocess.decode import DecodedImage, DecodeWorker

NUM_WORKERS: Final = 2
"""Pictures decoded at once in a process: of two, one that takes all its time leaves the other."""
Turn: TypeAlias = queue.SimpleQueue[DecodeWorker]


class Decoders:
    """Decode pictures in processes that can be killed, any number of threads asking, each in its turn.

    A worker goes from hand to hand to the thread that has waited longest. Put back where all can take it, it
    went to whoever came by first, and some waited ten times as long as the others.

    Args:
        seconds: wall-clock time that a picture may take.
    """

    def __init__(self, *, seconds: float) -> None:
        """Remember the limit; nothing is started."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: int | None = None
        self._workers: list[DecodeWorker] = []
        self._free: list[DecodeWorker] = []
        self._waiting: deque[Turn] = deque()

    @property
    def num_waiting(self) -> int:
        """Pictures that wait for a worker."""
        return len(self._waiting)

    def decode(self, data: bytes) -> DecodedImage:
        """Return the picture in `data`.

        Raises:
            ImageError: for every picture that is refused.
        """
        worker = self._take()
        try:
            return worker.decode(data)
        finally:
            self._give(worker)

    def start(self) -> None:
        """Start a worker now, without waiting until it is ready."""
        self._give(self._take())

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
                self._workers, self._free, self._waiting = [], [], deque()
                self._process = os.getpid()
            if self._free:
                return self._free.pop()
            if len(self._workers) < NUM_WORKERS:
                worker = DecodeWorker(seconds=self._seconds).__enter__()
                self._workers.append(worker)
                return worker
            turn: Turn = queue.SimpleQueue()
            self._waiting.append(turn)
        return turn.get()

    def _give(self, worker: DecodeWorker) -> None:
        """Hand a worker to the one who has waited longest, or put it with the free ones."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().put(worker)
            else:
                self._free.append(worker)
