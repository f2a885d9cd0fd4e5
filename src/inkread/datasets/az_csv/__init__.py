"""The Kaggle A–Z CSV: read at memory speed with every value checked, and written."""

from inkread.datasets.az_csv.faults import RowError
from inkread.datasets.az_csv.reader import (
    AzCsvOptions,
    AzCsvReading,
    SetAside,
    az_samples,
    read_az_csv,
    read_az_into,
    read_az_rows,
)
from inkread.datasets.az_csv.row_store import SpooledRows
from inkread.datasets.az_csv.writer import write_az_csv

__all__ = [
    "AzCsvOptions",
    "AzCsvReading",
    "RowError",
    "SetAside",
    "SpooledRows",
    "az_samples",
    "read_az_csv",
    "read_az_into",
    "read_az_rows",
    "write_az_csv",
]
