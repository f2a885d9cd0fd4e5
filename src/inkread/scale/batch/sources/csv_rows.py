"""Images in a CSV: a path in each row, or the pixels themselves."""

import io
import itertools
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inkread.errors import DataError
from inkread.harmless import unescaped, without_quote
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import SHARD, ImageToRead, Shard
from inkread.scale.batch.sources.csv_layout import Layout, layout_of
from inkread.scale.batch.sources.csv_lines import SEVERAL, cells_of, line_of, rows_of
from inkread.scale.batch.sources.pixel_cells import drawn, is_square
from inkread.scale.batch.sources.table_cells import TableSource, bad_cell


@dataclass(frozen=True, slots=True)
class CsvRows(TableSource):
    """The rows of a CSV."""

    def identity(self) -> dict[str, Any]:
        """Return where the file and its images are, and the digest of the file."""
        return self.table.identity(self.table.place.digest())

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the first and the last byte of each shard, and a checksum of its rows; see `Source`."""
        layout = layout_of(self.table)
        start, is_empty = layout.start, True
        with self.table.place.opened() as file:
            file.seek(start)
            rows = rows_of(file, start, layout.delimiter, address=self.address)
            while shard := list(itertools.islice(rows, SHARD)):
                end = shard[-1][0]
                yield len(shard), [start, end, _checksum(row for _, row in shard)]
                start, is_empty = end, False
        if is_empty:
            raise DataError(f"{self.address}: expected rows below the first, got none; add some")

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        layout = layout_of(self.table)
        first, last, checksum = shard.place
        with self.table.place.opened() as file:
            file.seek(first)
            content = io.BytesIO(file.read(last - first))
        rows = [row for _, row in rows_of(content, 0, layout.delimiter, address=self.address)]
        if _checksum(rows) != checksum:
            raise DataError(
                f"{self.address}: expected the rows that it had when the batch began, got others from byte"
                f" {first:,} on; begin anew"
            )
        for number, row in enumerate(rows, start=shard.first + 1):
            yield self._image(row, layout, number)

    def _image(self, row: bytes, layout: Layout, number: int) -> ImageToRead:
        """Return the image of one row, `number` from 1."""
        name = f"row {number}" if layout.path is not None else f"{self.table.place.name}#{number}"
        try:
            cells = _cells(row, layout)
        except DataError as error:
            return bad_cell(name, str(error))
        if layout.path is None:
            image = _drawn(cells, layout, name)
        elif layout.path >= len(cells):
            why = f"expected {layout.path + 1} columns or more, got {len(cells)}; mend it"
            image = bad_cell(name, why)
        elif len(layout.names) == 1 and any(cells[1:]):
            why = f"expected one cell below the one name, got {len(cells)}; put the path between quotes"
            image = bad_cell(name, why)
        else:
            image = self.table.root.image(cells[layout.path])
        kept = (cells[place] if place < len(cells) else "" for place in layout.kept)
        return replace(image, kept=tuple(kept)) if layout.kept else image


def _cells(row: bytes, layout: Layout) -> list[str]:
    """Return the cells of a row.

    Raises:
        DataError: when it is several rows, or one of its cells is too long.
    """
    if layout.delimiter is None:
        line = line_of(row)
        if line is None:
            raise DataError(SEVERAL)
        return [line]
    cells = cells_of(row, layout.delimiter)
    if layout.is_ours:
        return [unescaped(without_quote(cell)) for cell in cells]
    if layout.is_spaced:
        return [cell.lstrip(" ") for cell in cells]
    return cells


def _drawn(cells: list[str], layout: Layout, name: str) -> ImageToRead:
    """Return the image whose pixels a row holds, its label and other cells left out."""
    if layout.pixels is None:
        return drawn(name, cells if is_square(len(cells)) else cells[1:])
    if len(cells) != layout.width:
        return bad_cell(name, f"expected {layout.width} cells, got {len(cells)}; mend the row")
    return drawn(name, [cells[place] for place in layout.pixels])


def _checksum(rows: Iterable[bytes]) -> int:
    """Return what tells these rows from others."""
    checksum = 0
    for row in rows:
        checksum = zlib.crc32(row, checksum)
    return checksum
