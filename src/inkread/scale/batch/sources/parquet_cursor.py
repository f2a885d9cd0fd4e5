"""Reads on through the rows of a Parquet file's group, so that the next shard begins where the last ended.

Parquet has no way to a row in the middle of a group but through those before it. A worker is handed shards
in order: with its place kept, it goes through each group once at most, and not once a shard.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from inkread.errors import DataError
from inkread.scale.batch.sources.parquet_file import footer_digest, opened
from inkread.scale.batch.sources.place import Place
from inkread.scale.batch.sources.remote import saying

MOST_ROWS = 64  # held at a time
MOST_BYTES = 4 * 1024 * 1024  # of rows held at a time, as far as whole rows allow


class Cursor:
    """A place in one row group of one file.

    Args:
        place: where the file lies.
        columns: those that are read.
        digest: of the file's footer when the batch began.
    """

    def __init__(self, place: Place, columns: tuple[str, ...], digest: str) -> None:
        """Open nothing before rows are asked for."""
        self._place = place
        self._columns = columns
        self._digest = digest
        self._held = contextlib.ExitStack()
        self._group = -1
        self._row = self._num_rows = 0
        self._batches: Iterator[Any] = iter(())
        self._rest: Any = None

    def rows(self, group: int, first: int, count: int) -> Iterator[Any]:
        """Yield record batches with the rows from `first` on of a group, `count` in all.

        Raises:
            DataError: when the file cannot be read.
        """
        if group != self._group or first < self._row:
            self._begin(group)
        while count and (batch := self._next()) is not None:
            skipped = min(first - self._row, len(batch))
            taken = batch.slice(skipped, count)
            self._row += skipped + len(taken)
            self._rest = batch.slice(skipped + len(taken))
            if len(taken):
                first += len(taken)
                count -= len(taken)
                yield taken
        if self._row == self._num_rows:
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._held.close()
        self._group, self._batches, self._rest = -1, iter(()), None
        self._row = self._num_rows = 0

    def _begin(self, group: int) -> None:
        """Go to the first row of a group.

        Raises:
            DataError: when the file is another than when the batch began.
        """
        self.close()
        if footer_digest(self._place) != self._digest:
            raise DataError(
                f"{self._place.address}: expected the file that it was when the batch began, got another;"
                " begin anew"
            )
        file = self._held.enter_context(opened(self._place, columns=len(self._columns)))
        size = _rows_at_a_time(file.metadata.row_group(group), self._columns)
        columns = list(self._columns)
        self._batches = file.iter_batches(size, row_groups=[group], columns=columns, use_threads=False)
        self._group = group
        self._num_rows = file.metadata.row_group(group).num_rows

    def _next(self) -> Any:  # noqa: ANN401 - of pyarrow
        """Return what is left of a batch, or the next; None after the last."""
        if self._rest is not None and len(self._rest):
            return self._rest
        with saying(self._place.address):
            return next(self._batches, None)


def _rows_at_a_time(group: Any, columns: tuple[str, ...]) -> int:  # noqa: ANN401 - of pyarrow
    """Return how many rows of a group are held at a time: fewer, the larger they are."""
    parts = [group.column(place) for place in range(group.num_columns)]
    within = tuple(f"{column}." for column in columns)  # parts of one that has some; a name may have dots too
    read = (part for part in parts if f"{part.path_in_schema}.".startswith(within))
    size = int(sum(part.total_uncompressed_size for part in read))
    return max(1, min(MOST_ROWS, MOST_BYTES * int(group.num_rows) // max(1, size)))
