"""Images in a Parquet file: a column of image files' bytes, of paths or of pixels, or a column a pixel."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from inkread.errors import DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import SHARD, ImageToRead, Shard
from inkread.scale.batch.sources.parquet_columns import Columns, as_text, columns_of
from inkread.scale.batch.sources.parquet_cursor import Cursor
from inkread.scale.batch.sources.parquet_file import footer_digest, opened
from inkread.scale.batch.sources.pixel_cells import drawn
from inkread.scale.batch.sources.table_cells import Table, TableSource, bad_cell, encoded


@dataclass(frozen=True, slots=True)
class ParquetRows(TableSource):
    """The rows of a Parquet file; a shard lies within a row group."""

    def identity(self) -> dict[str, Any]:
        """Return where the file and its images are, and the digest of the footer, which knows all parts."""
        return self.table.identity(footer_digest(self.table.place))

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the row group of each shard, its first row there and the file's digest; see `Source`."""
        _columns(self.table)
        digest = footer_digest(self.table.place)
        with opened(self.table.place) as file:
            if not file.metadata.num_rows:
                raise DataError(f"{self.address}: expected rows, got none; check which file it is")
            for group in range(file.num_row_groups):
                num_rows = file.metadata.row_group(group).num_rows
                for first in range(0, num_rows, SHARD):
                    yield min(SHARD, num_rows - first), [group, first, digest]

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        group, first, digest = shard.place
        batches = _cursor(self.table, digest).rows(group, first, shard.count)
        rows = itertools.chain.from_iterable(map(self._rows, batches))
        for number, (cell, kept) in enumerate(rows, start=shard.first + 1):
            yield replace(self._image(cell, f"{self.table.place.name}#{number}"), kept=kept)

    def _rows(self, batch: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:  # noqa: ANN401 - of pyarrow
        """Return what each row of a batch holds, a cell or an array of pixels, and what is kept of it."""
        columns = _columns(self.table)
        parts = [batch.column(name) for name in columns.images]
        if len(parts) == 1:
            cells: Iterable[Any] = (cell.as_py() for cell in parts[0])
        else:
            cells = np.column_stack([part.to_numpy(zero_copy_only=False) for part in parts])
        kept = [as_text(batch.column(name)) for name in columns.kept]
        return zip(cells, zip(*kept, strict=True) if kept else itertools.repeat(()), strict=False)

    def _image(self, cell: Any, name: str) -> ImageToRead:  # noqa: ANN401 - whatever the column holds
        """Return the image of a row: of one cell, or of one a pixel."""
        if isinstance(cell, dict):  # as the Hugging Face hub keeps images: {"bytes": …, "path": …}
            path = cell.get("path")
            cell, name = (path, name) if cell.get("bytes") is None else (cell["bytes"], path or name)
        if isinstance(cell, bytes):
            return encoded(name, cell)
        if isinstance(cell, str):
            return self.table.root.image(cell)
        if isinstance(cell, list | np.ndarray):
            return drawn(name, cell)
        return bad_cell(name, "expected the bytes or the path of an image, got nothing; leave the row out")


@lru_cache(maxsize=4)
def _columns(table: Table) -> Columns:
    """Return the columns that hold the images, and those to keep."""
    with opened(table.place) as file:
        return columns_of(file.schema_arrow, table)


@lru_cache(maxsize=1)
def _cursor(table: Table, digest: str) -> Cursor:
    """Return this process's place in the file."""
    return Cursor(table.place, _columns(table).all, digest)
