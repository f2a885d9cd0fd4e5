"""waitress's queue of requests with an end: those beyond it are refused, by a thread of their own."""

import time
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from inkread.web.service.front_limits import HEALTH, METRICS, FrontLimits
from inkread.web.service.refusals import BUSY


class BoundedQueue(ThreadedTaskDispatcher):  # type: ignore[misc]
    """Gives requests to threads, or refuses what would wait too long; waitress's own queue has no end.

    Args:
        limits: how many may wait, and what every answer carries.
        threads: requests at work at once.
    """

    def __init__(self, limits: FrontLimits, *, threads: int) -> None:
        """Start the threads."""
        super().__init__()
        self._limits = limits
        # What costs nothing waits for nobody: refusals, and how the service is.
        self._aside = ThreadedTaskDispatcher()
        self.set_thread_count(threads)
        self._aside.set_thread_count(1)
        while self.active_count:  # a thread counts as busy until it first waits: it would be refused work
            time.sleep(0.001)

    def add_task(self, task: Any) -> None:  # noqa: ANN401 - waitress has no types
        """Give the first request of a channel to a thread; called in the main loop and by the threads."""
        request = task.requests[0]
        if request.path.startswith(HEALTH) or request.path == METRICS:
            self._aside.add_task(task)
            return
        with self.lock:
            num_idle = len(self.threads) - self.active_count
            has_room = len(self.queue) < self._limits.queue + num_idle
            if has_room:
                self.queue.append(task)
                self.queue_cv.notify()
        if not has_room:
            self._limits.tell(BUSY.code)
            request.error = _Busy(self._limits)
            self._aside.add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """End all threads."""
        self._aside.shutdown(cancel_pending, timeout)
        return bool(super().shutdown(cancel_pending, timeout))


class _Busy:
    """The refusal as waitress asks for it."""

    def __init__(self, limits: FrontLimits) -> None:
        """Remember what every answer carries."""
        self._headers = limits.headers

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return status, head and body."""
        head = BUSY.head(self._headers)
        del head["Content-Length"]  # waitress adds it
        return BUSY.line, list(head.items()), BUSY.body
