"""The one function that every worker runs, whichever engine started it: a task becomes rows."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from inkread.errors import ImageError, InkreadError
from inkread.scale.batch.job import ImageToRead, Job, Origin, Part, Task
from inkread.scale.batch.rows import encode_bad, encode_rows
from inkread.scale.batch.time_limit import each_within
from inkread.scale.batch.versions import Versions, versions_of

if TYPE_CHECKING:
    from inkread.preprocess.decode.door import Source as Readable
    from inkread.recognition.reader import Reader
    from inkread.recognition.reader_options import ReaderOptions

DEADLY = "killed_worker"


def read_shard(job: Job, task: Task) -> Part:
    """Return what the images of a task are read as.

    Raises:
        InkreadError: when the source cannot be read, or is another than when the batch began.
    """
    reader = _reader(job.reader, job.versions)
    origins: list[Origin] = []
    refused: dict[int, ImageError] = {}
    readable = _readable(_wanted(job, task), origins, refused)
    with closing(each_within(job.seconds, readable)) as watched:
        answers = iter(reader.read_many(watched, on_error="keep"))
    if task.only is None and len(origins) != task.shard.count:
        raise InkreadError(
            f"{job.source.address}: expected {task.shard.count} images from number {task.shard.first}, got"
            f" {len(origins)}; it was changed since the batch began: begin anew"
        )
    read, bad = [], []
    for place, origin in enumerate(origins):
        answer = refused[place] if place in refused else next(answers)
        if isinstance(answer, ImageError):
            bad.append((origin, answer))
        else:
            read.append((origin, answer))
    reasons = Counter(error.reason for _, error in bad)
    keep = job.source.keep
    rows = encode_rows(read, job.form, top_k=reader.top_k, keep=keep)
    return Part(rows, encode_bad(bad, keep=keep), dict(sorted(reasons.items())))


def _readable(
    images: Iterator[ImageToRead], origins: list[Origin], refused: dict[int, ImageError]
) -> "Iterator[Readable]":
    """Yield what can be read, one at a time: a shard of photographs in a table may be gigabytes.

    Args:
        images: those of a task.
        origins: told where each comes from.
        refused: told of those that are not there, by their place.
    """
    for place, image in enumerate(images):
        origins.append(image.origin)
        if isinstance(image.source, ImageError):
            refused[place] = image.source
        else:
            yield image.source


def _wanted(job: Job, task: Task) -> Iterator[ImageToRead]:
    """Yield the images of a task; those that killed their worker come as an error in their place."""
    if task.shard.count == 0:  # the proof that a worker can work at all
        return
    for place, image in enumerate(job.source.images(task.shard)):
        if place in task.deadly:
            why = (
                "expected an image that can be read, got one that twice ended the process reading it, or took"
                f" it longer than {job.seconds:g} s; look at it with another program"
            )
            yield replace(image, source=ImageError(why, reason=DEADLY))
        elif task.only is None or place == task.only:
            yield image


@lru_cache(maxsize=1)
def _reader(options: "ReaderOptions", versions: Versions) -> "Reader":
    """Return this process's reader, its network loaded.

    Raises:
        InkreadError: when this machine has another inkread or another bundle: its answers might differ.
    """
    reader = options.reader()
    found = versions_of(reader)
    if found.inkread != versions.inkread:
        raise InkreadError(
            f"expected inkread {versions.inkread} everywhere, got {found.inkread} somewhere; install the same"
        )
    if found.bundle != versions.bundle:
        raise InkreadError(
            f"{reader.bundle.origin}: expected the bundle of digest {versions.bundle[:12]}…, got one of"
            f" {found.bundle[:12]}…; give every machine the same, and change it only between batches"
        )
    return reader.warm()
