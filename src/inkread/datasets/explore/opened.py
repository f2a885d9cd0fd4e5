"""Opens every split of a source for a look at it: what cannot be read is counted, not stumbled over."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inkread.datasets.az_csv import meant
from inkread.datasets.az_csv.reader import AzCsvOptions, read_az_rows
from inkread.datasets.explore.splits import is_table, split_names
from inkread.datasets.fetch import az_file, data_home
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples

WHOLE = "all"  # what a source without splits is called in a report


@dataclass(frozen=True, slots=True)
class Part:
    """One split of a source.

    Attributes:
        split: its name, or `all`.
        samples: its images and labels.
        bad_rows: reason -> number of rows of a CSV that are out of form and were left out.
    """

    split: str
    samples: Samples
    bad_rows: dict[str, int]


def open_parts(source: str, *, split: str | None = None, home: Path | None = None) -> Iterator[Part]:
    """Yield each split of `source`, or the one asked for, opened one after the other.

    Args:
        source: as for `open_samples`.
        split: only this one.
        home: the folder of fetched sets; by default `data_home()`.

    Raises:
        DataError: when nothing is there, or more than one row of a CSV in a thousand is out of form.
    """
    table = _table_of(source, home) if split is None else None
    if table is not None:
        yield _read_csv(table)
        return
    names: tuple[str | None, ...] = (split,) if split else split_names(source, home=home)
    for name in names or (None,):
        yield Part(name or WHOLE, open_samples(source, split=name, home=home), {})


def _table_of(source: str, home: Path | None) -> Path | None:
    """Return the A–Z CSV that `source` names, plain, packed or fetched, or None where it names none."""
    if source == "az":
        return az_file((home or data_home()) / source)
    path = Path(source)
    return path if path.is_file() and is_table(path) else None


def _read_csv(path: Path) -> Part:
    """Return the rows of an A–Z CSV that are in form, and what is wrong with the others."""
    with tempfile.TemporaryDirectory() as folder:
        quarantine = Path(folder) / "bad-rows.jsonl"
        samples = read_az_rows(path, AzCsvOptions(skip_bad_rows=True, quarantine=quarantine)).samples
        records = [json.loads(line) for line in quarantine.read_text("ascii").splitlines()]
    return Part(WHOLE, meant(samples, path), dict(Counter(record["reason"] for record in records)))
