"""The rows of a CSV as bytes, so that shards can be cut between them, and the cells of each."""

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

from inkread.errors import DataError

LONGEST_ROW = 4 * 1024 * 1024  # a square of 1,000 pixels; a file of no lines must not be read whole
QUOTE = b'"'
LINE_ENDS = "\r\n"
SHOWN = 60  # characters of a row that a message quotes
SEVERAL = (
    "expected lines that end with a line feed, got carriage returns alone, as of an old Mac; save it with"
    " usual line ends"
)


def rows_of(
    file: BinaryIO, start: int, delimiter: str | None, *, address: str
) -> Iterator[tuple[int, bytes]]:
    """Yield the byte after each row from byte `start` on, and the row; blank lines are none.

    Args:
        file: at byte `start`.
        start: where it is.
        delimiter: what stands between cells; None where each line is a row, whatever is in it. A row ends
            with its line, unless a quote has opened a cell that is not closed there.
        address: how messages name the file.

    Raises:
        DataError: when a row is longer than any image's, or a quote is never closed.
    """
    lines: list[bytes] = []
    blank = b" \r\n" if delimiter == "\t" else b" \t\r\n"  # tabs alone are a row of empty cells there
    end, length, is_open = start, 0, False
    while line := file.readline(LONGEST_ROW):
        end += len(line)
        if not lines and not line.strip(blank):
            continue
        lines.append(line)
        length += len(line)
        if length >= LONGEST_ROW:
            raise DataError(
                f"{address}: expected rows of less than {LONGEST_ROW:,} bytes, got a longer one,"
                f" {_shown(lines)}; check the quotes and the line ends there"
            )
        is_open = delimiter is not None and _is_open_after(line, delimiter.encode(), is_open=is_open)
        if not is_open:
            yield end, b"".join(lines)
            lines, length = [], 0
    if lines:
        raise DataError(
            f"{address}: expected a quote before a cell and one after it, got none after it in the row"
            f" {_shown(lines)}; add it, or double each quote that belongs to the text"
        )


def cells_of(row: bytes, delimiter: str) -> list[str]:
    """Return the cells of a row.

    Raises:
        DataError: when it is several rows, or one of its cells is longer than any path or note.
    """
    text = text_of(row)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        cells = next(filter(None, rows), [])
        is_one = not any(rows)
    except csv.Error as error:
        raise DataError(_too_long(text, delimiter)) from error
    if not is_one:
        raise DataError(SEVERAL)
    return cells


def line_of(row: bytes) -> str | None:
    """Return the one cell of a line that is nothing but a path, between quotes or not; None of several lines.

    A quote within it belongs to the path, as `find` writes it.
    """
    text = text_of(row).strip(LINE_ENDS)
    if "\r" in text:
        return None
    is_quoted = len(text) > 1 and text.startswith('"') and text.endswith('"')
    return text[1:-1].replace('""', '"') if is_quoted else text


def text_of(row: bytes) -> str:
    """Return a row as text, in which a byte that is none stays what it was."""
    return row.decode("utf-8", "surrogateescape")


def _is_open_after(line: bytes, delimiter: bytes, *, is_open: bool) -> bool:
    """Return whether a cell between quotes goes on in the next line: only at its start a quote opens one."""
    place = 0
    if not is_open:
        if QUOTE not in line or _whole_cells(delimiter).fullmatch(line):
            return False
        place = len(line) - len(line.lstrip(b"\r"))
        is_open = line[place : place + 1] == QUOTE
        place += is_open
    while True:
        while is_open:
            place = line.find(QUOTE, place)
            if place < 0:
                return True
            is_open = line[place + 1 : place + 2] == QUOTE  # two of them stand for one
            place += 1 + is_open
        place = line.find(delimiter, place)
        if place < 0:
            return False
        is_open = line[place + 1 : place + 2] == QUOTE
        place += 1 + is_open


@cache
def _whole_cells(delimiter: bytes) -> re.Pattern[bytes]:
    """Return what a line of whole cells matches, between quotes or not: far sooner than a loop."""
    cell = b'(?:"[^"]*+"|[^"\r\n' + delimiter + b"]*+)"
    return re.compile(cell + b"(?:" + delimiter + cell + b")*+[\r\n]*")


def _too_long(text: str, delimiter: str) -> str:
    """Return what is said of a row one of whose cells is too long, which it names."""
    cells = re.findall(rf'((?:"[^"]*+"|[^"{delimiter}])*+)(?:{delimiter}|$)', text.strip(LINE_ENDS))
    number, cell = max(enumerate(cells, start=1), key=lambda numbered: len(numbered[1]), default=(1, text))
    return (
        f"expected cells of {csv.field_size_limit():,} characters or fewer, got one of {len(cell):,}, cell"
        f" {number}, which begins {_quoted(cell, is_cut=False)}; shorten it"
    )


def _shown(lines: list[bytes]) -> str:
    """Return how a row begins, for a message."""
    return _quoted(text_of(lines[0]).strip(LINE_ENDS), is_cut=len(lines) > 1)


def _quoted(text: str, *, is_cut: bool) -> str:
    """Return how a text begins, between quotes; `is_cut` where more follows than it holds."""
    shown = text.encode("utf-8", "replace").decode()
    return f"“{shown[:SHOWN]}{'…' if len(shown) > SHOWN or is_cut else ''}”"
