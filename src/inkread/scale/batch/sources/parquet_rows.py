"""Images in a Parquet file: a column of image files' bytes, or of paths."""

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inkread.errors import ConfigError, DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import SHARD, ImageToRead, Shard
from inkread.scale.batch.sources.remote import is_url, open_remote, saying
from inkread.scale.batch.sources.table_cells import COLUMNS, Root, bad_cell, chosen_column, encoded

ROWS = 64  # read at a time: of photographs these may be 200 MB


@dataclass(frozen=True, slots=True)
class ParquetRows:
    """The rows of a Parquet file; a shard lies within a row group.

    Attributes:
        address: a path or a URL.
        root: where relative paths begin.
        column: the one that holds the images, or None for that of a usual name.
    """

    address: str
    root: Root
    column: str | None = None

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the row group of each shard and its first row there; see `Source`."""
        with _opened(self.address) as file:
            _column(self, file)
            if not file.metadata.num_rows:
                raise DataError(f"{self.address}: expected rows, got none; check which file it is")
            for group in range(file.num_row_groups):
                num_rows = file.metadata.row_group(group).num_rows
                for first in range(0, num_rows, SHARD):
                    yield min(SHARD, num_rows - first), [group, first]

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        group, first = shard.place
        with _opened(self.address) as file:
            column = _column(self, file)
            batches = file.iter_batches(ROWS, row_groups=[group], columns=[column])
            cells = itertools.chain.from_iterable(batch.column(0) for batch in batches)
            wanted = itertools.islice(cells, first, first + shard.count)
            for number, cell in enumerate(wanted, start=shard.first + 1):
                yield self._image(cell.as_py(), number)

    def _image(self, cell: Any, number: int) -> ImageToRead:  # noqa: ANN401 - whatever the column holds
        """Return the image of one cell, `number` from 1."""
        name = f"{self.address.replace(chr(92), '/').rpartition('/')[2]}#{number}"
        if isinstance(cell, dict):  # as the Hugging Face hub keeps images: {"bytes": …, "path": …}
            path = cell.get("path")
            cell, name = (path, name) if cell.get("bytes") is None else (cell["bytes"], path or name)
        if isinstance(cell, bytes):
            return encoded(name, cell)
        if isinstance(cell, str):
            return self.root.image(cell)
        return bad_cell(name, "expected the bytes or the path of an image, got nothing; leave the row out")


def _column(rows: ParquetRows, file: Any) -> str:  # noqa: ANN401 - a file of pyarrow
    """Return the column that holds the images.

    Raises:
        DataError: when there is none, or it holds something else.
    """
    schema = file.schema_arrow
    usual = [name for name in schema.names if name in COLUMNS]
    holding = [name for name in schema.names if _may_hold_images(schema.field(name).type)]
    only = holding[0] if len(holding) == 1 and not usual else None
    column = chosen_column(schema.names, rows.column or only, rows.address)
    if column not in holding:
        raise DataError(
            f"{rows.address}: expected bytes or paths in the column {column!r}, got"
            f" {schema.field(column).type}; choose another --column"
        )
    return column


def _may_hold_images(kind: Any) -> bool:  # noqa: ANN401 - a type of pyarrow
    """Return whether a column of this type may hold the bytes or the paths of images."""
    from pyarrow import types

    if types.is_struct(kind):
        return bool(kind.get_field_index("bytes") >= 0)
    plain = (types.is_binary, types.is_large_binary, types.is_string, types.is_large_string)
    return any(fits(kind) for fits in plain)


@contextlib.contextmanager
def _opened(address: str) -> Iterator[Any]:
    """Open the Parquet file at a path or a URL.

    Raises:
        ConfigError: when pyarrow is not installed.
        DataError: when it cannot be read.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigError(
            f"{address}: expected the package pyarrow, got none; do: pip install 'inkread[batch]'"
        ) from error
    with contextlib.ExitStack() as opened:
        place: Any = opened.enter_context(open_remote(address)) if is_url(address) else Path(address)
        with saying(address):
            file = pyarrow.parquet.ParquetFile(place)
        yield opened.enter_context(file)
