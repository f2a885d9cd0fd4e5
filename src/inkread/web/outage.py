"""Something that is away for a while: who has waited for it in vain spares the others the wait."""

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Final

from inkread.errors import HistoryError

AWAY_SECONDS: Final = 10.0  # between two tries
LONG_SECONDS: Final = 3.0
"""A failure that took longer held a thread up. A database that refuses connections fails at once, and is
asked each time; one whose machine is gone takes ten seconds, in which eight readings would stop a worker."""


class Outage:
    """Whether a history is away, found out by those who ask it."""

    def __init__(self) -> None:
        """Begin without one."""
        self._lock = threading.Lock()
        self._error: HistoryError | None = None
        self._until = 0.0  # by the monotonic clock

    def expect_none(self) -> None:
        """Raise the error of the last one who waited in vain, where that was a moment ago.

        Raises:
            HistoryError: that error.
        """
        with self._lock:
            self._expect_none()

    @contextlib.contextmanager
    def noticed(self) -> Iterator[None]:
        """Find out in the block; in an outage one asks again from time to time, and the others do not wait.

        Raises:
            HistoryError: before the block, where somebody has waited in vain a moment ago.
        """
        with self._lock:
            self._expect_none()
            if self._error is not None:  # this one tries, for all
                self._until = time.monotonic() + AWAY_SECONDS
        began = time.monotonic()
        try:
            yield
        except HistoryError as error:
            self._note(error, seconds=time.monotonic() - began)
            raise
        self._error = None

    def _expect_none(self) -> None:
        """Do it with the lock in hand."""
        if self._error is not None and time.monotonic() < self._until:
            raise HistoryError(str(self._error), code=self._error.code)

    def _note(self, error: HistoryError, *, seconds: float) -> None:
        """Remember a failure that let somebody wait; one that did not says that the outage is none."""
        with self._lock:
            is_long = error.code == "unreachable" and seconds >= LONG_SECONDS
            self._error = error if is_long else None
            self._until = time.monotonic() + AWAY_SECONDS
