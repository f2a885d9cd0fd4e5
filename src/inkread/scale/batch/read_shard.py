"""The one function that every worker runs, whichever engine started it: a task becomes rows."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING

from inkread.errors import ImageError, InkreadError
from inkread.scale.batch.job import ImageToRead, Job, Part, Task
from inkread.scale.batch.rows import encode_bad, encode_rows
from inkread.scale.batch.time_limit import each_within

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader
    from inkread.recognition.reader_options import ReaderOptions

DEADLY = "killed_worker"


def read_shard(job: Job, task: Task) -> Part:
    """Return what the images of a task are read as.

    Raises:
        InkreadError: when the source cannot be read, or is another than when the batch began.
    """
    _check_version(job)
    reader = _reader(job.reader)
    images = list(_wanted(job, task))
    if task.only is None and len(images) != task.shard.count:
        raise InkreadError(
            f"{job.source.address}: expected {task.shard.count} images from number {task.shard.first}, got"
            f" {len(images)}; it was changed since the batch began: begin anew"
        )
    sources = [image.source for image in images if not isinstance(image.source, ImageError)]
    with closing(each_within(job.seconds, sources)) as watched:
        answers = iter(reader.read_many(watched, on_error="keep"))
    read, bad = [], []
    for image in images:
        answer = image.source if isinstance(image.source, ImageError) else next(answers)
        if isinstance(answer, ImageError):
            bad.append((image.name, answer))
        else:
            read.append((image.name, answer))
    reasons = Counter(error.reason for _, error in bad)
    rows = encode_rows(read, job.form, top_k=reader.top_k)
    return Part(rows, encode_bad(bad), dict(sorted(reasons.items())))


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
            yield ImageToRead(image.name, ImageError(why, reason=DEADLY))
        elif task.only is None or place == task.only:
            yield image


@lru_cache(maxsize=1)
def _reader(options: "ReaderOptions") -> "Reader":
    """Return this process's reader, its network loaded."""
    return options.reader().warm()


def _check_version(job: Job) -> None:
    """Refuse to work beside another inkread: its answers might differ.

    Raises:
        InkreadError: when this machine has another version.
    """
    from inkread.scale.batch.versions import inkread_version

    if inkread_version() != job.version:
        raise InkreadError(
            f"expected inkread {job.version} everywhere, got {inkread_version()} somewhere; install the same"
        )
