"""The worker's own side: takes what the window asks, does it step by step, and tells what comes of it."""

import signal
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeAlias

from inkread.desktop.replies import Told
from inkread.desktop.requests import ExportEntries, FitPicture, ReadDrawing, ReadFiles, ReadWords, Request
from inkread.desktop.workbench import Settings, Workbench

PATIENT = (ReadFiles, ExportEntries)  # these stand back, step by step, for what the person does meanwhile


@dataclass(frozen=True, slots=True)
class Asked:
    """A request under the number that its replies carry."""

    ticket: int
    request: Request


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The window wants no more of a request."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Finish:
    """The window closes: what was asked before is done, long tasks end where they are."""


Sent: TypeAlias = Asked | Cancelled | Finish
Reply: TypeAlias = tuple[int, Told | None]
"""A ticket and what is told to it; None at the end."""


@dataclass(slots=True)
class _Task:
    """A request at work."""

    ticket: int
    request: Request
    steps: Iterator[Told]


def work(connection: Connection, settings: Settings) -> None:
    """Serve one window until it closes or is gone; the function of the worker's process."""
    # Ctrl-C, and the end of a session, go to all processes of the window. They are for the window itself,
    # which has what is on the sheet kept, by this one, before it closes; this one ends with it in any case.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    with Workbench(settings) as bench:
        _Worker(connection, bench).serve()


class _Worker:
    """Does what is asked, one step at a time, the newest short request before the long ones."""

    def __init__(self, connection: Connection, bench: Workbench) -> None:
        """Begin with nothing to do."""
        self._connection = connection
        self._bench = bench
        self._prompt: deque[_Task] = deque()
        self._patient: deque[_Task] = deque()
        self._is_open = True

    def serve(self) -> None:
        """Work until the window closes and everything it asked for before is done."""
        while self._is_open or self._prompt:
            self._listen()
            if self._prompt or self._patient:
                self._step(self._prompt or self._patient)

    def _listen(self) -> None:
        """Take what has come; wait where there is nothing to do."""
        try:
            while self._is_open and self._connection.poll(0 if self._prompt or self._patient else None):
                self._take(self._connection.recv())
        except (EOFError, OSError):  # the window was killed
            self._take(Finish())

    def _take(self, sent: Sent) -> None:
        """Take one message."""
        if isinstance(sent, Asked):
            self._begin(sent)
        elif isinstance(sent, Cancelled):
            self._end([task for task in (*self._prompt, *self._patient) if task.ticket == sent.ticket])
        else:
            self._is_open = False
            self._end(list(self._patient))

    def _begin(self, asked: Asked) -> None:
        """Put a request among the others; of drawings only the last is worth reading."""
        from inkread.desktop.jobs import STEPS

        if _is_soon_past(asked.request):
            kind = type(asked.request)
            past = [task for task in self._prompt if type(task.request) is kind]
            self._end([task for task in past if _is_soon_past(task.request)])
        task = _Task(asked.ticket, asked.request, STEPS[type(asked.request)](self._bench, asked.request))
        (self._patient if isinstance(asked.request, PATIENT) else self._prompt).append(task)

    def _step(self, tasks: deque[_Task]) -> None:
        """Do the next step of the first task."""
        from inkread.desktop.answers import trouble_of

        task = tasks[0]
        told: Told | None
        try:
            told = next(task.steps, None)
        except Exception as error:  # noqa: BLE001 - whatever it is, the window must say it and live on
            self._tell(task.ticket, trouble_of(error))
            told = None
        self._tell(task.ticket, told)
        if told is None:
            tasks.remove(task)

    def _end(self, tasks: list[_Task]) -> None:
        """Drop tasks; what they have not finished writing is taken back."""
        for task in tasks:
            close = getattr(task.steps, "close", None)
            if close is not None:
                close()
            (self._prompt if task in self._prompt else self._patient).remove(task)
            self._tell(task.ticket, None)

    def _tell(self, ticket: int, told: Told | None) -> None:
        """Tell the window, if it is still there."""
        try:
            self._connection.send((ticket, told))
        except OSError:
            self._is_open = False  # nobody hears; what keeps a reading is done all the same


def _is_soon_past(request: Request) -> bool:
    """Return whether a request of the same kind makes this one idle: a drawing that is still being drawn."""
    if isinstance(request, ReadWords):
        return not isinstance(request.source, str)
    return isinstance(request, ReadDrawing | FitPicture)
