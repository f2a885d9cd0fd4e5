"""How many requests may be at work at once: those beyond are told to come again, at once and in words."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Final

from inkread.errors import RequestError

PATIENCE: Final = 0.05  # seconds a request waits for one before it to end: a reading takes a tenth of that
RETRY_AFTER: Final = 1.0  # seconds


class Gate:
    """Lets a number of threads in at once.

    >>> gate = Gate(1)
    >>> with gate.entered():
    ...     gate.at_work
    1
    """

    def __init__(self, places: int, *, tell: Callable[[int], None] = lambda _change: None) -> None:
        """Set the number of places, and who is told that one was taken (1) or left (-1)."""
        self._tell = tell
        self._free = threading.BoundedSemaphore(places)
        self._lock = threading.Lock()
        self.at_work = 0

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place while the block runs.

        Enter with the request's body read: who sends slowly must not hold up those who do not.

        Raises:
            RequestError: 503 `busy`, with the seconds to wait, when no place becomes free soon.
        """
        if not self._free.acquire(timeout=PATIENCE):
            raise RequestError(
                "expected a free place among the requests at work, got none; come again in a second",
                status=503,
                code="busy",
                retry_after=RETRY_AFTER,
            )
        with self._lock:
            self.at_work += 1
        self._tell(1)
        try:
            yield
        finally:
            with self._lock:
                self.at_work -= 1
            self._tell(-1)
            self._free.release()
