"""The CSV of read forms, row by row, and the corrections that a person made to it."""

import csv
import io
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from inkread.errors import ConfigError, ImageError
from inkread.forms.reading import FormReading
from inkread.harmless import no_formula, printable, without_quote

FILE, DOUBTFUL, ERROR = "file", "doubtful", "error"
BETWEEN = "; "  # of the names of doubtful fields
CORRECTION = (FILE, "field", "value")
MOST_BYTES = 2**28
DELIMITERS = (",", ";", "\t")  # spreadsheets write the second where a comma stands in numbers
BYTE_ORDER_MARK = "\ufeff".encode()  # by which Excel knows UTF-8

Row = dict[str, str]
Corrections = Mapping[tuple[str, str], str]
"""(file as the CSV has it, field) -> value."""


def columns_of(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a form's CSV."""
    return (FILE, *fields, DOUBTFUL, ERROR)


def row_of(name: str, answer: FormReading | ImageError) -> Row:
    """Return the row of one image: its values and the names of the doubtful ones, or its error."""
    row = {FILE: cell(printable(name))}
    if isinstance(answer, ImageError):
        return {**row, ERROR: cell(printable(f"{answer.reason}: {' '.join(str(answer).split())}"))}
    row |= {value.field.name: cell(value.value) for value in answer.values}
    return {**row, DOUBTFUL: BETWEEN.join(value.field.name for value in answer.doubtful)}


def cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return str(no_formula(text))


def corrected(
    row: Row, corrections: Corrections, fields: Sequence[str], misfits: Container[tuple[str, str]] = ()
) -> Row:
    """Return a row with the values that a person gave, which are doubtful no more, but for misfits."""
    given = {field: corrections[row[FILE], field] for field in fields if (row[FILE], field) in corrections}
    if not given:
        return row
    before = row.get(DOUBTFUL, "").split(BETWEEN)
    left = [one for one in fields if ((row[FILE], one) in misfits if one in given else one in before)]
    return {**row, **{name: cell(value) for name, value in given.items()}, DOUBTFUL: BETWEEN.join(left)}


def csv_lines(columns: Sequence[str], rows: Iterable[Row], *, marked: bool = False) -> Iterator[bytes]:
    """Yield the CSV in UTF-8, its header first, then a line for each row as it comes.

    Args:
        columns: of it.
        rows: one after the other.
        marked: whether it begins with the mark by which Excel knows UTF-8.
    """
    if marked:
        yield BYTE_ORDER_MARK
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        yield _taken(buffer)
        writer.writerow(row)
    yield _taken(buffer)


def read_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return the rows of a CSV that was written before.

    Raises:
        ConfigError: when it cannot be read, or is not the CSV of this form.
    """
    held, rows = _dicts(path, "the CSV of read forms")
    if held != tuple(columns):
        found = ", ".join(held or ["none"])
        raise ConfigError(
            f"{path}: expected the columns {', '.join(columns)}, got {found};"
            " name the CSV that this template gave"
        )
    return [_whole(row, path, line) for line, row in rows]


def read_corrections(path: Path, fields: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the corrections of a file with the columns file, field and value.

    Raises:
        ConfigError: when it cannot be read, or names a field that the form has not.
    """
    held, rows = _dicts(path, "corrections")
    if held != CORRECTION:
        raise ConfigError(
            f"{path}: expected the columns {', '.join(CORRECTION)}, got"
            f" {', '.join(held or ['none'])}; download it from the review page"
        )
    found = {}
    for line, row in rows:
        given = _whole(row, path, line)
        if given["field"] not in fields:
            raise ConfigError(
                f"{path}, line {line}: expected a field of the form ({', '.join(fields)}), got"
                f" {given['field']!r}; name the template it belongs to"
            )
        found[given[FILE], given["field"]] = without_quote(given["value"])
    return found


def refuse_strangers(corrections: Corrections, files: Iterable[str], path: Path) -> None:
    """Refuse corrections of files that are in no row.

    Raises:
        ConfigError: when there is one.
    """
    strange = sorted({file for file, _ in corrections} - set(files))
    if strange:
        raise ConfigError(
            f"{path}: expected corrections of files in the CSV, got one of {strange[0]!r}; name the CSV that"
            " the review page was made with"
        )


def _dicts(path: Path, what: str) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Return the columns of a CSV in UTF-8, and its rows with the lines that they end in."""
    text = _text(path, what)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    try:
        columns = tuple(reader.fieldnames or ())
        return columns, [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        line = reader.reader.line_num
        raise ConfigError(
            f"{path}, line {line}: expected {what}, got a damaged line ({error}); put it right"
        ) from error


def _delimiter(text: str) -> str:
    """Return what parts the cells: a comma, or what a spreadsheet of another language has made of it."""
    head = text.partition("\n")[0]
    return max(DELIMITERS, key=head.count)


def _text(path: Path, what: str) -> str:
    """Return what a file in UTF-8 holds, a mark of its order of bytes left out."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ConfigError(f"{path}: expected at most {MOST_BYTES} bytes, got more; is it {what}?")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: expected {what}, got {error.strerror}; check the name") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: expected {what} in UTF-8, got other bytes; save it as “CSV UTF-8”"
        ) from error


def _whole(row: dict[str, str], path: Path, line: int) -> Row:
    """Return a row, all of whose cells must be there."""
    if None in row or None in row.values():
        raise ConfigError(
            f"{path}, line {line}: expected as many cells as columns, got another number; put it right"
        )
    return row


def _taken(buffer: io.StringIO) -> bytes:
    """Return what a buffer holds, and empty it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8")
