"""Deadlines of decoders: one thread strikes those that are late, and sleeps through all the others."""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Deadline:
    """One piece of work and the time it has.

    Attributes:
        at: when it is late, by `time.monotonic`.
        strike: called then; it may return seconds above 0, after which it is called again.
        has_struck: whether it was called, and gave no more time.
    """

    at: float
    strike: Callable[[], float | None]
    has_struck: bool = False


class Deadlines:
    """Strikes what is late; for any number of threads, and not after a fork.

    A `threading.Timer` is a thread for every picture: to start and join it takes 0.1 ms, half as long as the
    decoding of a usual picture. Here work that ends in time wakes nobody: the thread looks when the first
    deadline that it knew of has passed, and by then all are usually over.
    """

    def __init__(self) -> None:
        """Begin without a deadline; the first one starts the thread."""
        # Reentrant: the thread may let go of the last of those who close it, and so close itself.
        self._changed = threading.Condition(threading.RLock())
        self._running: set[Deadline] = set()
        self._looks_at = math.inf
        self._thread: threading.Thread | None = None
        self._is_closed = False

    @contextlib.contextmanager
    def within(self, seconds: float, strike: Callable[[], float | None]) -> Iterator[Deadline]:
        """Call `strike` should the block take longer; never after it, nor while another block runs.

        Args:
            seconds: that the block may take.
            strike: must return at once: every other deadline waits for it. It may return seconds that the
                block is given beyond.
        """
        deadline = Deadline(time.monotonic() + seconds, strike)
        with self._changed:
            self._running.add(deadline)
            if deadline.at < self._looks_at:
                self._looks_at = deadline.at
                self._wake()
        try:
            yield deadline
        finally:
            with self._changed:  # waits for a strike under way, or it would hit the next picture
                self._running.discard(deadline)

    def close(self) -> None:
        """End the thread; what still runs is struck no more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _wake(self) -> None:
        """Let the thread look again, which is started with the first deadline."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="inkread-deadlines", daemon=True)
            self._thread.start()
        else:
            self._changed.notify()

    def _watch(self) -> None:
        """Strike what is late, and sleep until the next could be."""
        with self._changed:
            while not self._is_closed:
                now = time.monotonic()
                self._strike_late(now)
                self._looks_at = min((one.at for one in self._running), default=math.inf)
                self._changed.wait(None if self._looks_at == math.inf else self._looks_at - now)

    def _strike_late(self, now: float) -> None:
        """Strike what is late; apart from the watch, which would hold the last one while it sleeps."""
        for deadline in [one for one in self._running if one.at <= now]:
            more = deadline.strike()
            if more:
                deadline.at = now + more
            else:
                deadline.has_struck = True
                self._running.discard(deadline)
