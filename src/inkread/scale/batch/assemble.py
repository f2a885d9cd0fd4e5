"""The output of a batch, put together from its parts: whole or not at all."""

import contextlib
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from inkread import atomic
from inkread.errors import ConfigError
from inkread.scale.batch.job import Form
from inkread.scale.batch.ledger import Ledger
from inkread.scale.batch.rows import BAD_COLUMNS, columns, header, parquet_schema

GROUP = 64
"""Parts of a row group: of 65,536 rows, enough to be packed well and few enough for memory."""


def bad_path(output: Path) -> Path:
    """Return where the table of images that could not be read goes.

    >>> bad_path(Path("out/scans.parquet")).name
    'scans.bad.csv'
    """
    return output.with_name(f"{output.stem}.bad.csv")


def refuse_to_replace(address: str, written: Iterable[Path]) -> None:
    """Refuse to write over the input at `address`, however its path is spelt.

    Raises:
        ConfigError: when one of the paths that are `written` is that of the input.
    """
    source = Path(address.removeprefix("file://"))
    for path in written:
        with contextlib.suppress(OSError):  # one of the two is not there
            if path.samefile(source):
                raise ConfigError(
                    f"{path}: expected an output beside the input, got the input itself; choose another"
                )


def assemble(ledger: Ledger, output: Path, form: Form, *, top_k: int) -> None:
    """Write the table of what could not be read, then the output; each takes its place when it is whole.

    Raises:
        DataError: when a part was altered.
        OSError: when the disk is full; what was there before stays.
    """
    with atomic.replacing(bad_path(output)) as file:
        file.write(header(BAD_COLUMNS))
        for _, bad in ledger.parts():
            file.write(bad)
    with atomic.replacing(output) as file:
        rows = (rows for rows, _ in ledger.parts())
        if form == "parquet":
            _write_parquet(rows, file)
            return
        if form == "csv":
            file.write(header(columns(top_k)))
        file.writelines(rows)


def _write_parquet(parts: Iterator[bytes], file: BinaryIO) -> None:
    """Write Parquet files of a part each as one, several parts a row group."""
    schema = parquet_schema()
    import pyarrow as pa
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(itertools.islice(parts, GROUP)):
            tables = [pyarrow.parquet.read_table(pa.BufferReader(part)) for part in group]
            together = pa.concat_tables(tables)
            writer.write_table(together, row_group_size=max(1, len(together)))
