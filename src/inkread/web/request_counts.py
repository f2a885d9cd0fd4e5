"""How often each client asked in the present window: in memory, without a thread of its own."""

import threading
import time
from typing import Final

from limits.storage import Storage

SWEEP_SECONDS: Final = 60.0  # between two looks for clients that have not come again


class RequestCounts(Storage):
    """Counts for the strategies of `limits` with windows of fixed length; lost with the process.

    The memory storage of that library starts a thread with nearly every request, only to forget what has
    passed: a fifth of a millisecond. Here who asks first after a while clears away.
    """

    STORAGE_SCHEME = None  # made here alone, never from an address

    def __init__(self) -> None:
        """Begin without a client."""
        super().__init__()
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[int, float]] = {}  # key -> requests, end of the window by `time.time`
        self._sweep_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may fail here."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count `amount` more requests and return how many there are in the window.

        Args:
            key: of the client and its limit.
            expiry: seconds of the window, which begins with its first request.
            amount: requests.
        """
        now = time.time()
        with self._lock:
            if now >= self._sweep_at:
                self._windows = {one: window for one, window in self._windows.items() if window[1] > now}
                self._sweep_at = now + SWEEP_SECONDS
            count, ends = self._windows.get(key, (0, 0.0))
            if ends <= now:
                count, ends = 0, now + expiry
            self._windows[key] = (count + amount, ends)
            return count + amount

    def get(self, key: str) -> int:
        """Return the requests in the present window."""
        count, ends = self._windows.get(key, (0, 0.0))
        return count if ends > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, by `time.time`; now where there is none."""
        return self._windows.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        """Return that the memory is there."""
        return True

    def reset(self) -> int:
        """Forget everyone, and return how many there were."""
        with self._lock:
            gone, self._windows = len(self._windows), {}
            return gone

    def clear(self, key: str) -> None:
        """Forget a client."""
        with self._lock:
            self._windows.pop(key, None)
