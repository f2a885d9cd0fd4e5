"""The run's `metrics.csv`: one row an epoch, readable while the run goes on."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from inkread import atomic


def write_metrics(path: Path, rows: Sequence[Mapping[str, float]]) -> None:
    """Write every epoch's row, whole, so that a killed run leaves no half row behind."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    atomic.write_text(path, buffer.getvalue())
