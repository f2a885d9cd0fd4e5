"""Images in a CSV: a path in each row, or the pixels themselves."""

import contextlib
import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from inkread.errors import DataError
from inkread.harmless import without_quote
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import SHARD, ImageToRead, Shard
from inkread.scale.batch.rows import BAD_COLUMNS
from inkread.scale.batch.sources.remote import is_url, open_remote
from inkread.scale.batch.sources.table_cells import COLUMNS, Root, bad_cell, chosen_column

LONGEST_LINE = 4 * 1024 * 1024  # a square of 1,000 pixels; a file of no lines must not be read whole
FEWEST_PIXELS = 64  # a square of 8: scikit-learn's digits
QUOTE, BOM = b'"', b"\xef\xbb\xbf"
BLANK_LINES = re.compile(rb"\s*\n")
BRIGHTEST = 255
SEVERAL = (
    "expected lines that end with a line feed, got carriage returns alone, as of an old Mac; save it with"
    " usual line ends"
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a CSV is laid out.

    Attributes:
        start: the byte at which the rows begin.
        place: which cell holds the path, or None for rows of pixels.
        is_ours: whether it is a table of images that could not be read, whose cells are kept from being
            formulas.
    """

    start: int
    place: int | None
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The rows of a CSV.

    Attributes:
        address: a path or a URL.
        root: where relative paths begin.
        column: the one that holds paths, or None for that of a usual name.
    """

    address: str
    root: Root
    column: str | None = None

    def places(self, scratch: Path, left_out: LeftOut) -> Iterator[tuple[int, Any]]:
        """Yield the first and the last byte of each shard; see `Source`."""
        first = start = _layout(self).start
        with _opened(self.address) as file:
            file.seek(start)
            count = 0
            for end in _row_ends(file, start, self.address):
                count += 1
                if count == SHARD:
                    yield count, [start, end]
                    start, count = end, 0
            if count:
                yield count, [start, end]
            elif start == first:
                raise DataError(f"{self.address}: expected rows below the first, got none; add some")

    def images(self, shard: Shard) -> Iterator[ImageToRead]:
        """Yield the shard's images; see `Source`."""
        layout = _layout(self)
        first, last = shard.place
        with _opened(self.address) as file:
            file.seek(first)
            content = file.read(last - first)
        start = 0
        for number, end in enumerate(_row_ends(io.BytesIO(content), 0, self.address), start=shard.first + 1):
            yield self._image(_cells(content[start:end]), layout, number)
            start = end

    def _image(self, row: list[str] | None, layout: _Layout, number: int) -> ImageToRead:
        """Return the image of one row, `number` from 1."""
        place = layout.place
        if place is None:
            name = f"{self.address.replace(chr(92), '/').rpartition('/')[2]}#{number}"
            return bad_cell(name, SEVERAL) if row is None else _drawn(row, name)
        if row is None:
            return bad_cell(f"row {number}", SEVERAL)
        if place >= len(row):
            return bad_cell(f"row {number}", f"expected {place + 1} columns or more, got {len(row)}; mend it")
        return self.root.image(without_quote(row[place]) if layout.is_ours else row[place])


def _cells(row: bytes) -> list[str] | None:
    """Return the cells of a row; None of several rows, and no cells where one of them has many megabytes."""
    blank = BLANK_LINES.match(row)
    text = io.StringIO(row[blank.end() if blank else 0 :].decode("utf-8", "surrogateescape"), newline="")
    rows = csv.reader(text)
    try:
        cells = next(filter(None, rows), [])
        return None if any(rows) else cells
    except csv.Error:
        return []


def _drawn(row: list[str], name: str) -> ImageToRead:
    """Return the image whose pixels a row holds, its label left out."""
    side = math.isqrt(len(row))
    cells = row if side * side == len(row) else row[1:]
    side = math.isqrt(len(cells))
    if side * side != len(cells) or len(cells) < FEWEST_PIXELS:
        return bad_cell(name, f"expected the pixels of a square, a label before or not, got {len(row)} cells")
    try:
        pixels = np.array(cells, dtype=np.float64)
    except ValueError as error:
        return bad_cell(name, f"expected whole numbers from 0 to 255, got {error}; mend the row")
    if not ((pixels >= 0) & (pixels <= BRIGHTEST) & (pixels == np.floor(pixels))).all():
        return bad_cell(name, "expected whole numbers from 0 to 255, got others; mend the row")
    return ImageToRead(name, pixels.astype(np.uint8).reshape(side, side))


@lru_cache(maxsize=4)
def _layout(rows: CsvRows) -> _Layout:
    """Return where the rows begin, and what they hold.

    Raises:
        DataError: when the file is empty, its lines do not end as usual, or its first row is neither pixels
            nor names a column.
    """
    with _opened(rows.address) as file:
        mark = len(BOM) if file.read(len(BOM)) == BOM else 0
        file.seek(mark)
        end = next(_row_ends(file, mark, rows.address), None)
        if end is None:
            raise DataError(f"{rows.address}: expected rows, got an empty file; check which file it is")
        file.seek(mark)
        first = _cells(file.read(end - mark))
    if first is None:
        raise DataError(f"{rows.address}: {SEVERAL}")
    if len(first) >= FEWEST_PIXELS:  # a header of pixel columns is one cell of text after another
        return _Layout(mark if _is_number(first[-1]) else end, None)
    if len(first) == 1 and rows.column is None and first[0] not in COLUMNS:
        return _Layout(mark, 0)
    place = first.index(chosen_column(first, rows.column, rows.address))
    return _Layout(end, place, is_ours=tuple(first) == BAD_COLUMNS)


def _row_ends(file: BinaryIO, start: int, address: str) -> Iterator[int]:
    """Yield the byte after each row from byte `start` on; blank lines belong to the row before or after.

    A row ends with a line, but for a line feed between quotes: then the quotes so far are odd in number.

    Raises:
        DataError: when a row is longer than any image's.
    """
    end, row_start, num_quotes, has_text = start, start, 0, False
    while line := file.readline(LONGEST_LINE):
        end += len(line)
        num_quotes += line.count(QUOTE)
        has_text = has_text or bool(line.strip())
        if end - row_start >= LONGEST_LINE:
            raise DataError(
                f"{address}: expected rows of less than {LONGEST_LINE:,} bytes, got a longer one at byte"
                f" {row_start:,}; check the quotes and the line ends there"
            )
        if num_quotes % 2 == 0:
            if has_text:
                yield end
            row_start, num_quotes, has_text = end, 0, False
    if num_quotes % 2:
        raise DataError(f"{address}: expected every quote to be closed, got one that is not; mend the file")


def _is_number(cell: str) -> bool:
    """Return whether a cell holds a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


@contextlib.contextmanager
def _opened(address: str) -> Iterator[BinaryIO]:
    """Open the file at a path or a URL.

    Raises:
        DataError: when it cannot be opened.
    """
    if is_url(address):
        with open_remote(address) as file:
            yield file
        return
    try:
        with Path(address).open("rb") as file:
            yield file
    except OSError as error:
        raise DataError(
            f"{address}: expected a file to read, got {error.strerror}; check its rights"
        ) from error
