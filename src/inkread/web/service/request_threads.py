"""The threads of a worker: they take whole requests from a queue, and tell of each that was answered."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a piece of work, as gunicorn asks a `Future` for it.

    Attributes:
        value: what the work returned.
        error: what it raised instead, or None.
    """

    value: object = None
    error: BaseException | None = None

    def result(self) -> object:
        """Return what the work returned, or raise what it raised."""
        if self.error is not None:
            raise self.error
        return self.value

    def cancelled(self) -> bool:
        """Return that it was carried out."""
        return False


class RequestThreads:
    """Threads that do one kind of work, first come, first served.

    A `ThreadPoolExecutor` makes a future with a condition variable for every request, on which nobody here
    ever waits.

    Args:
        num: how many; all are started at once.
        work: what they do with what is submitted.
        tell: called in the thread, with what was submitted and what became of it.
    """

    def __init__(self, num: int, work: Work, *, tell: Callable[[Any, Outcome], object]) -> None:
        """Start the threads; a process that ends for another reason does not wait for them."""
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._work = work
        self._tell = tell
        self._threads = [
            threading.Thread(target=self._run, name=f"inkread-request-{number}", daemon=True)
            for number in range(num)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, thing: object) -> None:
        """Have the work done with `thing`, which is not None."""
        self._waiting.put(thing)

    def shutdown(self, wait: bool = True) -> None:
        """End the threads, after what was submitted."""
        for _ in self._threads:
            self._waiting.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _run(self) -> None:
        """Work until there is an end to it."""
        while (thing := self._waiting.get()) is not None:
            try:
                outcome = Outcome(self._work(thing))
            except BaseException as error:  # noqa: BLE001 - the main loop closes the connection
                outcome = Outcome(error=error)
            self._tell(thing, outcome)
