"""Reads the images of a command in several processes, whose number changes no byte of the output."""

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from inkread.cli.image_paths import ImageInput
from inkread.cli.read_images import BLOCK, outcomes_of
from inkread.cli.read_output import Outcome
from inkread.errors import ImageError, InkreadError
from inkread.recognition.reader_options import ReaderOptions

if TYPE_CHECKING:
    from inkread.predictions import GlyphReading
    from inkread.recognition.reader import Reader

    Answer = GlyphReading | tuple[str, str]
    """A reading, or message and reason of an error: an `ImageError` cannot be sent between processes."""


def outcomes_of_workers(
    options: ReaderOptions, inputs: Sequence[ImageInput], *, workers: int
) -> Iterator[Outcome]:
    """Yield what becomes of each input, in order, as `outcomes_of` would.

    The blocks are those of one process, whatever the number of workers: the last digits of a network's
    answer depend on what it is batched with.

    Raises:
        InkreadError: when a process is killed.
    """
    blocks = [inputs[start : start + BLOCK] for start in range(0, len(inputs), BLOCK)]
    # Spawned, not forked: a fork after OpenCV or ONNX Runtime has started its threads hangs or crashes.
    pool = ProcessPoolExecutor(
        max(1, min(workers, len(blocks))), multiprocessing.get_context("spawn"), initializer=_start
    )
    try:
        for block, answers in zip(blocks, pool.map(partial(_read, options), blocks), strict=True):
            yield from map(_outcome, block, answers)
    except BrokenProcessPool as error:
        raise InkreadError(
            "expected every worker to end its work, got one that was killed, perhaps for want of memory;"
            " read again with fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    """Leave Ctrl-C to the process that was started by a person."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(options: ReaderOptions, block: Sequence[ImageInput]) -> "list[Answer]":
    """Return the answer to each image of a block; called in a worker."""
    answers = (outcome.answer for outcome in outcomes_of(_reader(options), block, explain=None))
    return [(str(answer), answer.reason) if isinstance(answer, ImageError) else answer for answer in answers]


@lru_cache(maxsize=1)
def _reader(options: ReaderOptions) -> "Reader":
    """Return this process's reader, made with its first block."""
    return options.reader()


def _outcome(item: ImageInput, answer: "Answer") -> Outcome:
    """Return what became of an image."""
    if isinstance(answer, tuple):
        message, reason = answer
        return Outcome(item.name, ImageError(message, reason=reason))
    return Outcome(item.name, answer)
