"""The list of a batch's shards, written before anything is read; a resumed batch goes by the same."""

import json
from collections.abc import Callable, Container, Iterator
from pathlib import Path

from inkread import atomic
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import Shard, Source

INDEX = "index.jsonl"


def write_index(source: Source, folder: Path, left_out: LeftOut, *, tell: Callable[[int], None]) -> int:
    """Write the shards of `source` into `folder`, one a line; return the number of images.

    Args:
        source: where the images are.
        folder: also for files that are gone afterwards.
        left_out: told of the files that are no images.
        tell: called with the number of images found so far.

    Raises:
        DataError: when the source cannot be listed.
        OSError: when the disk is full.
    """
    total = 0
    with atomic.replacing(folder / INDEX) as file:
        for number, (count, place) in enumerate(source.places(folder, left_out)):
            line = {"number": number, "first": total, "count": count, "place": place}
            file.write(json.dumps(line).encode("ascii") + b"\n")
            total += count
            tell(total)
    return total


def read_index(folder: Path, *, done: Container[int]) -> Iterator[Shard]:
    """Yield the shards in order, but for those whose number is in `done`."""
    with (folder / INDEX).open(encoding="ascii") as file:
        for number, line in enumerate(file):
            if number not in done:
                yield Shard(**json.loads(line))
