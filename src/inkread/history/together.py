"""Rows of several threads in one transaction, so that readings kept at once wait for one commit.

A commit that is on the disk takes a millisecond and the whole file; the threads of a service that each made
their own would stand in line for it.
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.rows import Row

Write = Callable[[Sequence[Row]], None]


@dataclass(slots=True, eq=False)
class _Asked:
    """A row that a thread waits for.

    Attributes:
        row: what is to be written.
        is_done: whether it was, or cannot be.
        error: why it cannot be, or None.
    """

    row: Row
    is_done: bool = False
    error: BaseException | None = None


@dataclass(slots=True, eq=False)
class _Queue:
    """What the threads of one process share; a fork leaves it behind, with whoever held its lock."""

    process: int
    changed: threading.Condition = field(default_factory=threading.Condition)
    waiting: list[_Asked] = field(default_factory=list)
    is_writing: bool = False


class Together:
    """Writes a row at once where nobody writes, and with all others that came where somebody does.

    Args:
        write: writes rows in one transaction, or none of them; durable when it returns.
    """

    def __init__(self, write: Write) -> None:
        """Begin with an empty queue."""
        self._write = write
        self._queue = _Queue(os.getpid())

    def add(self, row: Row) -> None:
        """Write the row; it is on the disk when this returns.

        Raises:
            HistoryError: when it cannot be written.
        """
        if self._queue.process != os.getpid():
            self._queue = _Queue(os.getpid())
        queue, mine = self._queue, _Asked(row)
        with queue.changed:
            queue.waiting.append(mine)
            queue.changed.wait_for(lambda: mine.is_done or not queue.is_writing)
            batch: list[_Asked] = []
            if not mine.is_done:  # nobody writes: this thread does, for all that wait
                queue.is_writing = True
                batch, queue.waiting = queue.waiting, []
        if batch:
            self._write_for_all(queue, batch)
        if mine.error is not None:
            raise _own(mine.error)

    def _write_for_all(self, queue: _Queue, batch: list[_Asked]) -> None:
        """Write a batch, and tell those who wait for it."""
        try:
            self._try(batch)
        except BaseException as error:
            for one in batch:  # nobody may wait for what will not come
                one.error = one.error or error
            raise
        finally:
            with queue.changed:
                queue.is_writing = False
                for one in batch:
                    one.is_done = True
                queue.changed.notify_all()

    def _try(self, batch: list[_Asked]) -> None:
        """Write a batch; where one row of several is at fault, the others are written without it."""
        try:
            self._write([one.row for one in batch])
        except HistoryError as error:
            is_one_at_fault = len(batch) > 1 and not _concerns_all(error)
            for one in batch:
                if is_one_at_fault:
                    self._try([one])
                else:
                    one.error = error


def _concerns_all(error: HistoryError) -> bool:
    """Return whether the database or its disk failed, and no single row."""
    return isinstance(error.__cause__, sa.exc.OperationalError | sa.exc.TimeoutError | OSError)


def _own(error: BaseException) -> BaseException:
    """Return an error for this thread alone: raised in several, one would gather the tracebacks of all."""
    if isinstance(error, HistoryError):
        twin = HistoryError(str(error), code=error.code)
        twin.__cause__ = error
        return twin
    return error
