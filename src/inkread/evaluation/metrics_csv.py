"""The run's `metrics.csv`: one row an epoch, readable while the run goes on."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from inkread import atomic
from inkread.errors import DataError

METRICS = "metrics.csv"

Row = Mapping[str, float]
"""One epoch, by column."""


def write_metrics(path: Path, rows: Sequence[Row]) -> None:
    """Write every epoch's row, whole, so that a killed run leaves no half row behind."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    atomic.write_text(path, buffer.getvalue())


def read_metrics(path: Path, *, remedy: str = "train anew") -> tuple[Row, ...]:
    """Return every epoch's row; `nan` and `inf` are numbers here, for a run can diverge.

    Args:
        path: of the file.
        remedy: what to tell the person to do about a damaged file.

    Raises:
        DataError: when there is no such file, no epoch in it, or a cell that holds no number.
    """
    try:
        lines = list(csv.reader(path.read_text("utf-8").splitlines()))
    except FileNotFoundError as error:
        raise DataError(
            f"{path}: expected a run's metrics, got no such file; wait for its first epoch, or {remedy}"
        ) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            f"{path}: expected a run's metrics, got a damaged file ({error}); {remedy}"
        ) from error
    if len(lines) < 2:
        raise DataError(f"{path}: expected a row an epoch, got none; wait for the first epoch's end")
    numbered = enumerate(lines[1:], start=2)
    return tuple(_row(f"{path}, line {number}", lines[0], cells, remedy) for number, cells in numbered)


def _row(where: str, header: Sequence[str], cells: Sequence[str], remedy: str) -> Row:
    """Return the numbers of one line."""
    if len(cells) > len(header):
        raise DataError(f"{where}: expected {len(header)} cells, got {len(cells)}; {remedy}")
    row = {}
    for place, name in enumerate(header):
        cell = cells[place] if place < len(cells) else ""
        try:
            row[name] = float(cell)
        except ValueError as error:
            raise DataError(f"{where}, column {name}: expected a number, got {cell!r}; {remedy}") from error
    return row
