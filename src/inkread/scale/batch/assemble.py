"""The output of a batch, put together from its parts: whole or not at all."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inkread import atomic
from inkread.scale.batch.job import Form
from inkread.scale.batch.ledger import Ledger
from inkread.scale.batch.outputs import bad_path
from inkread.scale.batch.rows import BAD_COLUMNS, Keep, columns, header, parquet_schema

GROUP = 64
"""Parts of a row group: of 65,536 rows, enough to be packed well and few enough for memory."""


def assemble(ledger: Ledger, output: Path, form: Form, *, top_k: int, keep: Keep) -> None:
    """Write the table of what could not be read, then the output; each takes its place when it is whole.

    Raises:
        DataError: when a part was altered.
        OSError: when the disk is full; what was there before stays.
    """
    with atomic.replacing(bad_path(output)) as file:
        file.write(header((*BAD_COLUMNS, *keep)))
        for _, bad in ledger.parts():
            file.write(bad)
    with atomic.replacing(output) as file:
        rows = (rows for rows, _ in ledger.parts())
        if form == "parquet":
            _write_parquet(rows, file, keep)
            return
        if form == "csv":
            file.write(header(columns(top_k, keep)))
        file.writelines(rows)


def _write_parquet(parts: Iterator[bytes], file: BinaryIO, keep: Keep) -> None:
    """Write Parquet files of a part each as one, several parts a row group."""
    schema = parquet_schema(keep)
    import pyarrow as pa
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(itertools.islice(parts, GROUP)):
            tables = [pyarrow.parquet.read_table(pa.BufferReader(part)) for part in group]
            together = pa.concat_tables(tables)
            writer.write_table(together, row_group_size=max(1, len(together)))
