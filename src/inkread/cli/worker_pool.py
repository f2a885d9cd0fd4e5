"""Does one kind of work in several processes, whose number changes nothing of what comes out."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from inkread.errors import InkreadError

AHEAD = 2
"""Tasks under way for each process: one that it is at, and one so that it never waits for this process."""

Task = TypeVar("Task")
Result = TypeVar("Result")


def in_order(
    tasks: Iterable[Task],
    work: Callable[[Task], Result],
    start: Callable[[], Callable[[Task], Result]],
    *,
    workers: int,
) -> Iterator[Result]:
    """Yield what becomes of each task, in order.

    Args:
        tasks: each is made when it is wanted, a few ahead of the result, so that any number take no memory.
        work: does a task in this process; all of them where one worker is enough.
        start: called once in each other process; returns what does a task there. It is sent there, as tasks
            and results are.
        workers: how many processes; up to one starts none.

    Raises:
        InkreadError: when a process is killed; and whatever `work` raises.
    """
    if workers <= 1:
        yield from map(work, tasks)
        return
    held, tether = multiprocessing.Pipe(duplex=False)
    # Spawned, not forked: a fork after OpenCV or ONNX Runtime has started its threads hangs or crashes.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(start, held))
    try:
        yield from _results(pool, tasks, most=AHEAD * workers)
        pool.shutdown()
    except BrokenProcessPool as error:
        raise InkreadError(
            "expected every worker to end its work, got one that was killed, perhaps for want of memory;"
            " read again with fewer --workers"
        ) from error
    finally:
        tether.close()  # those that are still at work have nobody to do it for
        pool.shutdown(cancel_futures=True)
        held.close()


def _results(pool: ProcessPoolExecutor, tasks: Iterable[Task], *, most: int) -> Iterator[Any]:
    """Yield the result of each task, in order, with so many under way at most."""
    coming, under_way = iter(tasks), deque[Future[Any]]()
    while True:
        for task in islice(coming, most - len(under_way)):
            with _not_interrupted():
                under_way.append(pool.submit(_do, task))
        if not under_way:
            return
        yield under_way.popleft().result()


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Have Ctrl-C wait for the end of the block, and never reach the processes that are started in it.

    By themselves they leave it to this process as soon as they can, which is some tenths of a second later.
    Windows knows no way to do it before.
    """
    if os.name == "nt":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_starts: list[Callable[[], Callable[[Any], Any]]] = []
"""In a worker, how its work is started."""


def _begin(start: Callable[[], Callable[[Any], Any]], held: Connection) -> None:
    """Make a worker ready: Ctrl-C is left to its parent, OpenCV takes one thread, the other is another's.

    The work itself starts with the first task, whose error is then told as any other.
    """
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    threading.Thread(target=_end_with, args=(held,), daemon=True).start()
    _starts.append(start)


def _end_with(held: Connection) -> None:
    """End this process as soon as its parent lets go of the other end, or ends, however that happens."""
    try:
        held.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


def _do(task: Any) -> Any:  # noqa: ANN401 - any task and its result
    """Return what becomes of a task; called in a worker."""
    return _work()(task)


@lru_cache(maxsize=1)
def _work() -> Callable[[Any], Any]:
    """Return this process's work, started with its first task."""
    return _starts[-1]()
