"""The run's `metrics.csv`: one row an epoch, readable while the run goes on."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from inkread import atomic
from inkread.errors import TrainingError

METRICS = "metrics.csv"


def write_metrics(path: Path, rows: Sequence[Mapping[str, float]]) -> None:
    """Write every epoch's row, whole, so that a killed run leaves no half row behind."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    atomic.write_text(path, buffer.getvalue())


def read_metrics(path: Path) -> list[dict[str, float]]:
    """Return every epoch's row.

    Raises:
        TrainingError: when there is no such file, or it is not one of inkread's.
    """
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        return [{name: float(value) for name, value in row.items()} for row in rows]
    except FileNotFoundError:
        raise TrainingError(f"{path}: expected a run's metrics, got no such file; train first") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise TrainingError(f"{path}: expected a number in each cell, got a fault ({error})") from error
