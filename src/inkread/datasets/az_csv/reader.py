"""The Kaggle A–Z CSV (372,450 rows, 700 MB): read in seconds with every value checked."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from inkread.charset import NAMED, Charset
from inkread.datasets.az_csv.blocks import BLOCK_BYTES, Progress, Source, iter_blocks, open_source
from inkread.datasets.az_csv.intake import RowIntake
from inkread.datasets.az_csv.parsers import Parsers
from inkread.datasets.az_csv.quarantine import Quarantine, open_quarantine
from inkread.datasets.az_csv.row_store import HeldRows, RowStore
from inkread.datasets.az_csv.rows import SHORTEST_ROW, SIDE
from inkread.datasets.samples import Samples
from inkread.errors import DataError

Store = TypeVar("Store", bound=RowStore)


@dataclass(frozen=True, slots=True)
class AzCsvOptions:
    """How an A–Z CSV is read.

    Attributes:
        skip_bad_rows: set bad rows aside instead of stopping at the first; above 0.1 % stop all the same.
        quarantine: the file for them; by default beside the CSV, its name with `.bad-rows.jsonl` behind.
        progress: called now and then with bytes done and bytes in all.
        block_bytes: how much is read and checked at once.

    Raises:
        DataError: when a quarantine is named that nothing would be put into.
    """

    skip_bad_rows: bool = False
    quarantine: Path | None = None
    progress: Progress | None = None
    block_bytes: int = BLOCK_BYTES

    def __post_init__(self) -> None:
        """Refuse a setting that would have no effect."""
        if self.quarantine is not None and not self.skip_bad_rows:
            raise DataError(
                f"expected --skip-bad-rows with a quarantine file, got {self.quarantine} alone; add it"
            )


def read_az_csv(
    path: Path,
    *,
    skip_bad_rows: bool = False,
    quarantine: Path | None = None,
    progress: Progress | None = None,
) -> Samples:
    """Return the samples of an A–Z CSV: charset `upper`, images (n, 28, 28) uint8, upright, white on black.

    Every byte is checked. A row is a label 0-25 and 784 pixels 0-255 as plain whole numbers between commas.
    Accepted besides: CRLF line ends, if throughout; a UTF-8 byte-order mark at the very start; a first
    line that is clearly a header (see `header`); the file in a `.gz`, or alone in a `.zip`. The last
    line must have its line end: without it nobody can tell a last pixel of 12 from one of 127 cut short.

    Args:
        path: the CSV, `.gz` or `.zip`.
        skip_bad_rows: set bad rows aside instead of stopping at the first one.
        quarantine: the file for them; by default `<path>.bad-rows.jsonl`.
        progress: called now and then with bytes done and bytes in all.

    Raises:
        RowError: for a row out of form, with its line, column, value and reason.
        DataError: when the file is missing, a damaged archive, or more than 0.1 % of its rows are bad.
    """
    return read_az_rows(path, AzCsvOptions(skip_bad_rows, quarantine, progress)).samples


@dataclass(frozen=True, slots=True)
class SetAside:
    """The rows that were not in form.

    Attributes:
        num_rows: how many.
        quarantine: the file they are in, or None where reading was to stop at the first.
    """

    num_rows: int
    quarantine: Path | None


@dataclass(frozen=True, slots=True)
class AzCsvReading:
    """What reading an A–Z CSV gave: the rows in form as samples, and the others."""

    samples: Samples
    set_aside: SetAside


def read_az_rows(path: Path, options: AzCsvOptions) -> AzCsvReading:
    """Return the samples of an A–Z CSV and what was set aside; see `read_az_csv`."""
    rows, set_aside = read_az_into(HeldRows, path, options)
    images, labels = rows.arrays()
    return AzCsvReading(az_samples(images.reshape(-1, SIDE, SIDE), labels), set_aside)


def read_az_into(
    make_store: Callable[[int | None], Store], path: Path, options: AzCsvOptions
) -> tuple[Store, SetAside]:
    """Put the rows of an A–Z CSV into a store, and return it with what was set aside; see `read_az_csv`.

    Args:
        make_store: called with the most rows that can come, or None where only reading tells.
        path: the CSV, `.gz` or `.zip`.
        options: how to read it.
    """
    with (
        open_source(path) as source,
        _maybe_quarantine(path, source, options) as quarantine,
        Parsers() as parsers,
    ):
        store = make_store(_most_rows(source))
        intake = RowIntake(source.name, store, parsers, quarantine)
        num_disk_bytes = path.stat().st_size
        for block in iter_blocks(source, options.block_bytes):
            intake.add(block)
            if options.progress is not None:
                options.progress(min(source.position(), num_disk_bytes), num_disk_bytes)
        intake.finish()
    return store, SetAside(0, None) if quarantine is None else SetAside(quarantine.num_rows, quarantine.path)


def az_samples(
    images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8], charset: Charset = NAMED["upper"]
) -> Samples:
    """Return images, axes (n, 28, 28), and labels, axes (n,), of an A–Z CSV as samples."""
    return Samples("az", images, labels.astype(np.int64), charset)


def _most_rows(source: Source) -> int | None:
    """Return the most rows that the source can hold, where its size is known."""
    return None if source.num_bytes is None else source.num_bytes // SHORTEST_ROW + 1


@contextlib.contextmanager
def _maybe_quarantine(path: Path, source: Source, options: AzCsvOptions) -> Iterator[Quarantine | None]:
    """Open the quarantine where bad rows are to be skipped."""
    if not options.skip_bad_rows:
        yield None
        return
    chosen = options.quarantine or path.with_name(path.name + ".bad-rows.jsonl")
    with open_quarantine(chosen, _most_rows(source)) as quarantine:
        yield quarantine
