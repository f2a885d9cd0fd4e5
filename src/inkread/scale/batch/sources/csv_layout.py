"""How a CSV is laid out: its encoding, what stands between its cells, and which of them hold the images."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath
from typing import BinaryIO

from inkread.errors import DataError
from inkread.preprocess.decode.suffixes import SUFFIXES
from inkread.scale.batch.rows import BAD_COLUMNS
from inkread.scale.batch.sources.csv_lines import SEVERAL, cells_of, line_of, rows_of
from inkread.scale.batch.sources.pixel_cells import (
    BRIGHTEST,
    FEWEST_PIXELS,
    is_square,
    pixel_columns,
)
from inkread.scale.batch.sources.table_cells import Table, column_of_images, kept_columns, no_column

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (",", ";", "\t")
TOLD_DELIMITER = re.compile(rb'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
"""The line that Excel writes and understands above all rows."""
NEARLY_ALL = 0.9
"""Of the cells of a row of pixels: beside them stand a label, an identifier, a split."""
Header = tuple[int, list[str]]
"""The byte after the first row, and its cells."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a CSV are to be understood.

    Attributes:
        start: the byte at which they begin.
        delimiter: what stands between cells; None where each line is a path.
        names: the cells of the header; none where there is no header.
        path: which cell holds the path; None for rows of pixels.
        pixels: which cells hold the pixels; None for all, a label before them or not.
        width: how many cells a row has where `pixels` are some of them.
        kept: which cells go into the output.
        is_ours: whether it is a table of images that could not be read, whose cells were made harmless.
        is_spaced: whether a space that belongs to no cell stands after each delimiter.
    """

    start: int
    delimiter: str | None
    names: tuple[str, ...] = ()
    path: int | None = None
    pixels: tuple[int, ...] | None = None
    width: int = 0
    kept: tuple[int, ...] = ()
    is_ours: bool = False
    is_spaced: bool = False


@lru_cache(maxsize=4)
def layout_of(table: Table) -> Layout:
    """Return how a CSV is laid out, told by its first two lines.

    Raises:
        DataError: when it is empty or of another encoding, its lines do not end as usual, its first row
            neither holds pixels or a path nor names a column of paths, or it lacks a column to keep.
    """
    layout = _found(table)
    return replace(layout, kept=tuple(kept_columns(layout.names, table)))


def _found(table: Table) -> Layout:
    """Return how a CSV is laid out, but for what is kept of it."""
    address = table.place.address
    with table.place.opened() as file:
        start, delimiters = _told(file, _after_mark(file, address))
        first, below = _first_lines(file, start, address)
        headers = {delimiter: _header(file, start, delimiter, address) for delimiter in delimiters}
    for delimiter, (end, cells) in headers.items():
        place = None if _is_image(first) else _column_of(cells, table.column)
        if place is not None:
            names = tuple(cells)
            is_spaced = names[place].startswith(" ")
            return Layout(end, delimiter, names, place, is_ours=_is_ours(cells), is_spaced=is_spaced)
        if table.column is None and len(cells) >= FEWEST_PIXELS:
            return _of_pixels(start, end, delimiter, cells)
    if table.column is None and delimiters == DELIMITERS and _is_list(first, below, headers):
        return Layout(start, None, path=0)
    delimiter, (end, names_found) = max(headers.items(), key=lambda header: len(header[1][1]))
    if table.column is None and len(names_found) == 1:  # whatever it is called
        return Layout(end, delimiter, tuple(names_found), 0)
    if not names_found:
        _refuse_first_row(table, start, delimiter)
    raise no_column(names_found, table.column, address)


def _told(file: BinaryIO, start: int) -> tuple[int, tuple[str, ...]]:
    """Return where the rows begin, and what may stand between their cells: one alone where a line says so."""
    file.seek(start)
    line = file.readline(len(b'"sep=;"\r\n'))
    told = TOLD_DELIMITER.fullmatch(line)
    return (start, DELIMITERS) if told is None else (start + len(line), (told[1].decode(),))


def _column_of(names: list[str], wanted: str | None) -> int | None:
    """Return which column holds the images; in our own table its first, whatever was kept behind."""
    return 0 if wanted is None and _is_ours(names) else column_of_images(names, wanted)


def _after_mark(file: BinaryIO, address: str) -> int:
    """Return the byte after the mark that some programs put before UTF-8.

    Raises:
        DataError: when the mark is that of UTF-16.
    """
    head = file.read(len(UTF_8_MARK))
    if head[:2] in UTF_16_MARKS:
        raise DataError(f"{address}: {_OTHER_ENCODING}")
    return len(UTF_8_MARK) if head == UTF_8_MARK else 0


_OTHER_ENCODING = "expected a table in UTF-8, got one in UTF-16; save it as “CSV UTF-8”"


def _first_lines(file: BinaryIO, start: int, address: str) -> tuple[str, str]:
    """Return the first two lines that are not blank, the second empty where there is one alone.

    Raises:
        DataError: when there is none, or what it ends with is not usual.
    """
    file.seek(start)
    lines = rows_of(file, start, None, address=address)
    _, first = next(lines, (start, b""))
    if not first:
        raise DataError(f"{address}: expected rows, got an empty file; check which file it is")
    if b"\0" in first:
        raise DataError(f"{address}: {_OTHER_ENCODING}")
    path = line_of(first)
    if path is None:
        raise DataError(f"{address}: {SEVERAL}")
    return path, line_of(next(lines, (start, b""))[1]) or ""


def _header(file: BinaryIO, start: int, delimiter: str, address: str) -> Header:
    """Return the first row as one with this delimiter has it; no cells of one that is none."""
    file.seek(start)
    try:
        end, row = next(rows_of(file, start, delimiter, address=address))
        return end, cells_of(row, delimiter)
    except DataError:  # a quote that is never closed: in a list of paths it is part of one
        return start, []


def _refuse_first_row(table: Table, start: int, delimiter: str) -> None:
    """Say what is wrong with a first row that has no cells, where it is none of a list of paths.

    Raises:
        DataError: when a quote in it is never closed, or one of its cells is too long.
    """
    address = table.place.address
    with table.place.opened() as file:
        file.seek(start)
        _, row = next(rows_of(file, start, delimiter, address=address))
    try:
        cells_of(row, delimiter)
    except DataError as error:
        raise DataError(f"{address}: {error}") from error


def _is_ours(names: list[str]) -> bool:
    """Return whether a table is that of images that could not be read, what was kept for them at its end."""
    return tuple(names[: len(BAD_COLUMNS)]) == BAD_COLUMNS


def _of_pixels(start: int, end: int, delimiter: str, cells: list[str]) -> Layout:
    """Return the layout of rows of pixels, whose first cells are `cells`, with or without a header."""
    pixels = [place for place, cell in enumerate(cells) if _is_pixel(cell)]
    if len(pixels) < NEARLY_ALL * len(cells) or _counts_up([cells[place] for place in pixels]):
        named = pixel_columns(cells)
        chosen = None if named is None else tuple(named)
        return Layout(end, delimiter, tuple(cells), pixels=chosen, width=len(cells))
    if is_square(len(pixels)) and pixels[-1] < len(cells) - 1:  # a label behind them
        return Layout(start, delimiter, pixels=tuple(pixels), width=len(cells))
    return Layout(start, delimiter)


def _is_pixel(cell: str) -> bool:
    """Return whether a cell holds a pixel and no name, be it a number above all of them."""
    try:
        return 0 <= float(cell) <= BRIGHTEST
    except ValueError:
        return False


def _counts_up(cells: list[str]) -> bool:
    """Return whether cells are names that count from 0 or 1 on, as pandas calls columns without a name."""
    return any(cells == [str(number + first) for number in range(len(cells))] for first in (0, 1))


def _is_list(first: str, below: str, headers: dict[str, Header]) -> bool:
    """Return whether a file without a usual header is one path a line, as `find` writes it.

    Args:
        first: its first line: a path, unless it looks like a name over the paths below.
        below: its second line.
        headers: the cells of the first line for each delimiter, one of which may be part of a path.
    """
    if _is_image(first):
        return len(headers[","][1]) < 2 or (_is_image(below) and "," not in below)
    if any(len(cells) > 1 for _, cells in headers.values()):
        return False
    is_whole = all(cells for _, cells in headers.values())  # else it may be a name with a quote too many
    return "/" in first or "\\" in first or (is_whole and not _is_image(below))


def _is_image(path: str) -> bool:
    """Return whether a path ends as those of images do."""
    return PurePath(path).suffix.lower() in SUFFIXES
