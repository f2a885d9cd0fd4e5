"""Turns: threads of a process read one after the other instead of all at once, in the order they came."""

import contextlib
import threading
from collections import deque
from collections.abc import Iterator
from typing import Final

PATIENCE: Final = 0.05  # seconds: a reading takes a tenth of that, a picture that hangs the decoder 2 s


class Turns:
    """Gives threads their turn, first come, first served; who has waited long enough goes without one.

    Python lets one thread of a process work at a time. Eight that all want to are passed around with every
    call into C, and each waits for the others' pieces: of 16 clients on 2 cores, those of eight threads got
    440 readings a second, and those of one at a time 770.

    >>> turns = Turns()
    >>> with turns.taken():
    ...     turns.num_waiting
    0
    """

    def __init__(self, *, patience: float = PATIENCE) -> None:
        """Set how long a thread waits, seconds."""
        self._patience = patience
        self._lock = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    @property
    def num_waiting(self) -> int:
        """Threads that wait for their turn."""
        return len(self._waiting)

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Have the turn while the block runs, or go without it after `patience`."""
        has_it = self._wait()
        try:
            yield
        finally:
            if has_it:
                self._pass_on()

    def _wait(self) -> bool:
        """Return whether the turn came in time."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._patience):
            return True
        with self._lock:
            if mine not in self._waiting:  # it came in the very moment of giving up
                return True
            self._waiting.remove(mine)
            return False

    def _pass_on(self) -> None:
        """Give the turn to who has waited longest, or to nobody."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
