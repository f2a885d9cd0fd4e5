"""Trains many networks, each in a process of its own threads, several side by side where asked for.

A parent that is killed takes its processes with it: otherwise they would go on writing into a folder that
is being resumed.
"""

import multiprocessing
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkread.errors import TrainingError
from inkread.training.crossval.draws import Fit
from inkread.training.crossval.pool import open_pool
from inkread.training.recipes import Recipe

if TYPE_CHECKING:
    from inkread.training.checkpoint import Position

POLL = 0.2  # seconds between two looks at what the processes tell
TELL_EVERY = 0.5  # seconds between two words of a process, but for the end of an epoch
THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


@dataclass(frozen=True, slots=True)
class Told:
    """How far a fit is.

    Attributes:
        name: the fit's.
        epoch: epochs done.
        share: of the epoch under way, from 0 to below 1.
        metrics: of the epoch just done, or empty within one.
        num_fits: how many networks are trained in all.
    """

    name: str
    epoch: int
    share: float
    metrics: dict[str, float]
    num_fits: int = 0


Tell = Callable[[Told], None]
Importing = Callable[[], AbstractContextManager[None]]
"""Wraps the import of the training framework in each process; it is sent there by its name."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What all fits of a run share.

    Attributes:
        folder: of the run; each fit's folder and the pool lie in it.
        recipe: of every network.
        leak_check: whether training images that show a held-out image's writing are left out.
        threads: of each process. They decide the order of sums, and so the last bits of the weights: a
            run keeps the number it began with.
        importing: wraps the import of the training framework.
    """

    folder: Path
    recipe: Recipe
    leak_check: bool
    threads: int
    importing: Importing = nullcontext


def train_all(fits: Sequence[Fit], conditions: Conditions, *, jobs: int, tell: Tell) -> None:
    """Train every fit that is not done, `jobs` at a time.

    Raises:
        InkreadError: when a fit cannot be trained.
        TrainingError: when a process ended for want of memory or was killed.
    """
    context = multiprocessing.get_context("spawn")  # a forked TensorFlow hangs
    words = context.Queue()
    with _threads_set(conditions.threads):
        executor = ProcessPoolExecutor(jobs, context, _begin, (words, conditions.importing))
        try:
            running = {executor.submit(_one, fit, conditions) for fit in fits}
            while running:
                done, running = wait(running, POLL, FIRST_COMPLETED)
                _pass_on(words, tell, len(fits))
                _raise_first(done)
        except BrokenProcessPool as error:
            raise TrainingError(
                f"{conditions.folder}: expected a network to be trained, got its process ended from outside,"
                " as systems do that run out of memory; resume with fewer --jobs"
            ) from error
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
    _pass_on(words, tell, len(fits))


def _raise_first(done: "set[Future[None]]") -> None:
    """Raise what a fit raised."""
    for future in done:
        future.result()


def _pass_on(words: Any, tell: Tell, num_fits: int) -> None:  # noqa: ANN401 - a queue of multiprocessing
    """Tell what the processes have told so far."""
    while True:
        try:
            tell(replace(words.get_nowait(), num_fits=num_fits))
        except queue.Empty:
            return


@contextmanager
def _threads_set(number: int) -> Iterator[None]:
    """Let processes started inside the block use `number` threads; they read it from their environment."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, str(number)))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


_words: Any = None  # this process's end of the queue, set as it begins


def _begin(words: Any, importing: Importing) -> None:  # noqa: ANN401
    """Make a process ready: it ends with its parent and has the training framework imported."""
    global _words
    _words = words
    words.cancel_join_thread()  # a parent that listens no more must not hold this process up
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with importing():
        import inkread.training.crossval.one_fit  # noqa: F401


def _end_with_parent() -> None:
    """Wait for the parent's end, however it comes, and end this process at once."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _one(fit: Fit, conditions: Conditions) -> None:
    """Train one fit in this process."""
    from inkread.training.crossval.one_fit import carry_out

    pool = open_pool(conditions.folder / "pool")
    folder = conditions.folder / fit.name
    watch = _Watch(fit.name)
    carry_out(fit, pool, conditions.recipe, folder, leak_check=conditions.leak_check, watch=watch)


class _Watch:
    """Watches a fit and sends word of it to the parent, not too often."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._next = 0.0

    def __call__(self, position: "Position", num_steps: int) -> None:
        now = time.monotonic()
        if position.step and now < self._next:
            return
        self._next = now + TELL_EVERY
        metrics = position.rows[-1] if position.rows and not position.step else {}
        _words.put(Told(self._name, position.epoch, position.step / (num_steps + 1), dict(metrics)))
