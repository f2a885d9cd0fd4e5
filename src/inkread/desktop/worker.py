"""The window's side of its worker: a process that does all the work, so that the window never waits.

Requests go out and replies come in by threads that only carry them; `poll` hands the replies to those who
asked, in the window's own thread and for a few milliseconds at a time. A pipe that is full makes the worker
wait, so a window that is busy is never buried.
"""

import multiprocessing
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Protocol, TypeAlias

from inkread.desktop.replies import Told, Trouble
from inkread.desktop.requests import Request
from inkread.desktop.work import Asked, Cancelled, Finish, Reply, Sent, work
from inkread.desktop.workbench import Settings
from inkread.safe_path import safe_path

BUDGET = 0.008  # seconds that one `poll` may take: half of a frame
WAITING = 64  # replies that wait for `poll` before the worker waits for them
MOST_STARTS = 3  # of a worker that dies: beyond, something is wrong with the installation
LOST, GONE = "worker_lost", "worker_gone"

Hear: TypeAlias = Callable[[Told], None]


class Asks(Protocol):
    """Whom the window's parts ask: the worker, or a test's stand-in.

    Attributes:
        settings: with which the worker began, or begins again where it dies.
    """

    settings: Settings

    def ask(self, request: Request, hear: Hear, *, end: Callable[[], None] | None = None) -> int:
        """Ask for something; `hear` is called with each reply, then `end`. Return the request's number."""
        ...

    def cancel(self, ticket: int) -> None:
        """Want no more of a request; its `end` is called when the worker has let it go."""
        ...


class Worker:
    """Runs the worker's process, and starts another where it dies.

    Args:
        settings: which bundle and history.
        lost: called when the worker died and another one was started, or was not.
    """

    def __init__(self, settings: Settings, *, lost: Callable[[bool], None] = lambda _: None) -> None:
        """Start nothing yet."""
        self.settings = settings
        self._lost = lost
        self._tickets = 0
        self._num_starts = 0
        self._asked: dict[int, tuple[Hear, Callable[[], None] | None]] = {}
        self._process: BaseProcess | None = None
        self._is_finishing = False
        self._incoming: queue.Queue[Reply | None] = queue.Queue(WAITING)
        self._outgoing: queue.SimpleQueue[Sent] = queue.SimpleQueue()
        # What is answered here, where no process runs. Not in `_incoming`: it holds so many and no more, and
        # the 33rd request between two polls waited for room that only the window's own thread could make.
        self._answered: deque[Reply] = deque()

    @property
    def is_over(self) -> bool:
        """Whether no process runs."""
        return self._process is None

    @property
    def pid(self) -> int | None:
        """The process's number, or None where none runs."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start the process; it answers when it is ready."""
        context = multiprocessing.get_context("spawn")  # a fork would take the window's display with it
        near, far = context.Pipe()
        self._incoming, self._outgoing = queue.Queue(WAITING), queue.SimpleQueue()
        self._process = context.Process(target=work, args=(far, self.settings), name="inkread worker")
        with safe_path():
            self._process.start()
        self._num_starts += 1
        far.close()  # or its end would never be seen when the process dies
        for carry in (_bring, _send):
            line = self._incoming if carry is _bring else self._outgoing
            threading.Thread(target=carry, args=(near, line), daemon=True, name=carry.__name__).start()

    def ask(self, request: Request, hear: Hear, *, end: Callable[[], None] | None = None) -> int:
        """Ask for something; see `Asks`. Where no process runs any more, the answer is that."""
        self._tickets += 1
        self._asked[self._tickets] = (hear, end)
        if self.is_over:
            for told in (Trouble(GONE, "expected a reader, got none; start the window again"), None):
                self._answered.append((self._tickets, told))
        else:
            self._outgoing.put(Asked(self._tickets, request))
        return self._tickets

    def cancel(self, ticket: int) -> None:
        """Want no more of a request; what it told already and still comes is heard."""
        if ticket in self._asked:
            self._outgoing.put(Cancelled(ticket))

    def poll(self, budget: float = BUDGET) -> bool:
        """Hand replies to those who asked, for `budget` seconds; return whether more wait."""
        until = time.perf_counter() + budget
        while time.perf_counter() < until:
            try:
                reply = self._answered.popleft() if self._answered else self._incoming.get_nowait()
            except queue.Empty:
                return False
            if reply is None:
                self._bury()
                break
            self._hand_over(*reply)
        return bool(self._answered) or not self._incoming.empty()

    def finish(self) -> None:
        """Let the worker do what was asked and then end; `is_over` tells when, if `poll` goes on."""
        self._is_finishing = True
        self._outgoing.put(Finish())

    def _hand_over(self, ticket: int, told: Told | None) -> None:
        """Give a reply to the one who asked."""
        hear, end = self._asked[ticket]
        if told is not None:
            hear(told)
            return
        del self._asked[ticket]
        if end is not None:
            end()

    def _bury(self) -> None:
        """The process ended: tell all who wait, and start another unless the window closes."""
        if self._process is not None:
            self._process.join()
        self._process = None
        asked, self._asked = self._asked, {}
        if not self._is_finishing and self._num_starts < MOST_STARTS:
            self.start()
        for hear, end in asked.values():
            hear(Trouble(LOST, "expected the reader to go on, got its end; ask once more"))
            if end is not None:
                end()
        if not self._is_finishing:
            self._lost(self._process is not None)


def _bring(pipe: Connection, incoming: "queue.Queue[Reply | None]") -> None:
    """Carry replies in until the process is gone; a full queue makes it wait."""
    try:
        while True:
            incoming.put(pipe.recv())
    except (EOFError, OSError):
        incoming.put(None)


def _send(pipe: Connection, outgoing: "queue.SimpleQueue[Sent]") -> None:
    """Carry requests out until the process is gone; no window waits for a full pipe."""
    try:
        while True:
            outgoing_message = outgoing.get()
            pipe.send(outgoing_message)
            if isinstance(outgoing_message, Finish):
                return
    except OSError:
        return  # `_bring` sees the same end, and tells of it
