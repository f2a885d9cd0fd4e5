"""What a batch is made of: the job that every worker knows, and the pieces of work it is handed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from inkread.preprocess.decode.left_out import LeftOut
from inkread.recognition.reader_options import ReaderOptions
from inkread.scale.batch.time_limit import SECONDS
from inkread.scale.batch.versions import Versions

if TYPE_CHECKING:
    from inkread.errors import ImageError
    from inkread.preprocess.decode.door import Source as Readable

Form = Literal["csv", "jsonl", "parquet"]

SHARD = 1024
"""Images of a shard: about a second of work, so that a kill costs little and committing it even less.

It decides which images a network sees together, and so the last digits of what it answers: it is the same
for any number of workers.
"""


@dataclass(frozen=True, slots=True)
class Shard:
    """Images that are read, counted and committed together.

    Attributes:
        number: from 0, in the order of the output.
        first: the number of its first image in the whole input, from 0.
        count: how many images it has.
        place: where they are, as JSON; only the source that made it knows more.
    """

    number: int
    first: int
    count: int
    place: Any = field(hash=False)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work for one worker.

    Attributes:
        shard: what to read.
        only: the place of the one image to read, from 0, to find which one kills its worker; None for all.
        deadly: places of the images that are not even opened, because they killed their worker.
    """

    shard: Shard
    only: int | None = None
    deadly: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker makes of a task.

    Attributes:
        rows: the readings in the form of the output.
        bad: the rows of the table of images that could not be read, as CSV without a header.
        reasons: reason code -> how many images were not read for it.
    """

    rows: bytes
    bad: bytes
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """What the output says of where an image comes from.

    Attributes:
        name: what it is called.
        kept: the cells of its table that go into the output, as text; none where it has no such cells.
    """

    name: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageToRead:
    """One image of a source.

    Attributes:
        name: what the output calls it.
        source: what `Reader.read` takes, opened only when it is read; or the error that says why not.
        kept: see `Origin`.
    """

    name: str
    source: "Readable | ImageError"
    kept: tuple[str, ...] = ()

    @property
    def origin(self) -> Origin:
        """What the output says of where it comes from."""
        return Origin(self.name, self.kept)


class Source(Protocol):
    """Where the images of a batch come from; sent to every worker."""

    @property
    def address(self) -> str:
        """What the person called it."""

    @property
    def keep(self) -> tuple[str, ...]:
        """The columns of a table that go into the output; of anything else there are none."""

    def identity(self) -> dict[str, Any]:
        """Return what must be the same, as JSON, for a batch to go on with this source.

        Raises:
            DataError: when the input cannot be read.
        """

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield how many images each shard has, at most `SHARD`, and its place, always in the same order.

        Args:
            scratch: a folder for files that are not needed afterwards.
            left_out: told of files beside the images that are none by their names; of a table there are none.

        Raises:
            DataError: when there is no such input, or it is of no form that can be read.
        """

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images in order, each opened only when it is read."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker of a batch knows.

    Attributes:
        source: where the images are.
        reader: what reads them.
        form: of the output.
        versions: of what reads, which must be the same on every machine.
        seconds: that one image may take; the process that reads it ends then.
    """

    source: Source
    reader: ReaderOptions
    form: Form
    versions: Versions
    seconds: float = SECONDS
