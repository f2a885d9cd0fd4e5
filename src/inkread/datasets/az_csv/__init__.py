"""The Kaggle A–Z CSV: read at memory speed with every value checked, and written."""

from inkread.datasets.az_csv.faults import RowError
from inkread.datasets.az_csv.meaning import (
    MEANINGS,
    charset_meant,
    meant,
    name_to_read_again,
    named_meaning,
    with_meaning,
)
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
    "MEANINGS",
    "AzCsvOptions",
    "AzCsvReading",
    "RowError",
    "SetAside",
    "SpooledRows",
    "az_samples",
    "charset_meant",
    "meant",
    "name_to_read_again",
    "named_meaning",
    "read_az_csv",
    "read_az_into",
    "read_az_rows",
    "with_meaning",
    "write_az_csv",
]
