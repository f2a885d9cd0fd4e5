"""Reads the images of a command in several processes, whose number changes no byte of the output."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from inkread.cli.image_paths import ImageInput
from inkread.cli.read_images import BLOCK, outcomes_of
from inkread.cli.read_output import Outcome
from inkread.cli.worker_pool import in_order
from inkread.recognition.reader_options import ReaderOptions

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

    Block = Sequence[ImageInput]


def outcomes_of_workers(
    reader: "Reader", options: ReaderOptions, inputs: Sequence[ImageInput], *, workers: int
) -> Iterator[Outcome]:
    """Yield what becomes of each input, in order, as `outcomes_of` would.

    The blocks are those of one process, whatever the number of workers: the last digits of a network's
    answer depend on what it is batched with.

    Args:
        reader: of this process, which reads what is one block.
        options: what the other processes make theirs of.
        inputs: the images.
        workers: how many processes.

    Raises:
        InkreadError: when a process is killed.
    """
    blocks = [inputs[start : start + BLOCK] for start in range(0, len(inputs), BLOCK)]
    start = partial(_start, options)
    for outcomes in in_order(blocks, partial(_read, reader), start, workers=min(workers, len(blocks))):
        yield from outcomes


def _start(options: ReaderOptions) -> "Callable[[Block], list[Outcome]]":
    """Return what reads a block; called in a worker."""
    return partial(_read, options.reader())


def _read(reader: "Reader", block: "Block") -> list[Outcome]:
    """Return what becomes of each image of a block."""
    return list(outcomes_of(reader, block, explain=None))
