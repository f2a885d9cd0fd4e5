"""The engine of one machine: processes that are each started, watched and replaced by themselves."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial

from inkread.errors import InkreadError
from inkread.scale.batch.engine import NextTask
from inkread.scale.batch.job import Job, Part, Task
from inkread.scale.parent import end_with_parent

AHEAD = 2
"""Tasks a worker holds: one it reads, and one so that it never waits for this process."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Processes of this machine.

    Attributes:
        job: what they all know.
        work: what they do with a task.
        workers: how many there are.
    """

    job: Job
    work: Callable[[Job, Task], Part]
    workers: int

    def run(self, next_task: NextTask) -> Iterator[tuple[Task, Part | None]]:
        """Yield tasks as they end; see `Engine`."""
        workers = [_Worker(partial(_carry_out, self.work, self.job)) for _ in range(self.workers)]
        try:
            while _fill(workers, next_task):
                wait([worker.first for worker in workers if worker.is_busy], return_when=FIRST_COMPLETED)
                for worker in workers:
                    yield from worker.ended()
        finally:
            for worker in workers:
                worker.close()


def _fill(workers: "list[_Worker]", next_task: NextTask) -> bool:
    """Hand out tasks, one to each worker in turn; return whether any is at work."""
    for _ in range(AHEAD):
        for worker in workers:
            if worker.num_held < AHEAD and (task := next_task()) is not None:
                worker.hand(task)
    return any(worker.is_busy for worker in workers)


class _Worker:
    """One process and the tasks that it holds, in their order.

    An executor of its own: in one of several processes a death ends them all, and nobody knows whose it was.
    """

    def __init__(self, work: Callable[[Task], Part]) -> None:
        """Start no process before there is a task."""
        self._work = work
        self._held: deque[tuple[Task, Future[Part]]] = deque()
        self._executor = self._started()

    @property
    def num_held(self) -> int:
        """How many tasks it holds."""
        return len(self._held)

    @property
    def is_busy(self) -> bool:
        """Whether it holds a task."""
        return bool(self._held)

    @property
    def first(self) -> "Future[Part]":
        """The task that it is at."""
        return self._held[0][1]

    def hand(self, task: Task) -> None:
        """Give it a task more."""
        try:
            future = self._executor.submit(self._work, task)
        except BrokenProcessPool as error:  # it died since: told when its tasks are collected
            future = Future()
            future.set_exception(error)
        self._held.append((task, future))

    def ended(self) -> Iterator[tuple[Task, Part | None]]:
        """Yield the tasks that ended; the one that the process died over comes with None."""
        while self._held and self.first.done():
            task, future = self._held.popleft()
            try:
                part: Part | None = future.result()
            except BrokenProcessPool:
                self._replace()
                part = None
            yield task, part

    def close(self) -> None:
        """End the process after the task that it is at."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _replace(self) -> None:
        """Start another process, and hand it what the dead one had not begun."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._started()
        waiting, self._held = list(self._held), deque()
        for task, _ in waiting:
            self.hand(task)

    def _started(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork after OpenCV or ONNX Runtime has started its threads hangs or crashes.
        return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Make a process ready: Ctrl-C is left to its parent, whose end, however it comes, is its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def _carry_out(work: Callable[[Job, Task], Part], job: Job, task: Task) -> Part:
    """Return what `work` makes of a task, in the worker.

    Raises:
        InkreadError: instead of one of its subclasses, some of which cannot be sent between processes.
    """
    try:
        return work(job, task)
    except InkreadError as error:
        raise InkreadError(str(error)) from None
