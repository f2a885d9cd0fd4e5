"""What is wrong with a row of the A–Z CSV: line, column, value and reason, for each of 22 defects."""

import codecs
import re
from dataclasses import asdict, dataclass
from typing import Any

from inkread.datasets.az_csv.header import names_columns
from inkread.datasets.az_csv.rows import NUM_CLASSES, NUM_COLUMNS
from inkread.errors import DataError

LARGEST_PIXEL = 255
LONGEST_SHOWN = 40
UTF8_MARK = codecs.BOM_UTF8
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

REASONS = {
    "blank_line": "the line is empty; remove it",
    "bom": "a byte-order mark stands inside the text, or this is UTF-16; save each file as UTF-8, then join",
    "carriage_return": "a carriage return stands out of place; use one kind of line end throughout",
    "decimal": "a value has a decimal point; write whole numbers",
    "delimiter": "the values are parted by something other than commas; write the file with commas",
    "empty_field": "a value is missing between two commas; fill it in or remove the row",
    "empty_file": "there is no row at all; was the download or copy cut short?",
    "header": "names stand where a row should; keep a header only as line 1, in the form label,pixel0,…",
    "label_letter": "a label is a letter; write A as 0, B as 1, … Z as 25",
    "label_too_large": "a label is above 25; the set has A to Z as 0 to 25",
    "leading_zero": "a value begins with a zero; write it without",
    "negative": "a value is below 0; pixels go from 0 to 255, labels from 0 to 25",
    "no_final_line_end": "the file ends without a line end, so its last number may have lost digits; "
    "fetch it again, or add a line end if you know it is whole",
    "not_a_number": "a value is no number; correct it or remove the row",
    "notation": "a value has a plus sign or an exponent; write it as a plain whole number",
    "nul_byte": "a NUL byte stands in the text; the file is damaged: fetch it again",
    "quoted": "a value is in quotes; write it without",
    "space": "there is white space around a value; write it without",
    "too_few_columns": "the row ends too soon; it lost columns",
    "too_large": "a pixel is above 255; pixels go from 0 to 255",
    "too_many_columns": "the row goes on after its last pixel; it gained columns, such as an index",
    "truncated_line": "the file ends inside this row; it was cut short: fetch it again",
}

_FORMS = (
    (re.compile(rb"-[0-9]+(\.[0-9]*)?"), "negative"),
    (re.compile(rb"[0-9]*\.[0-9]*"), "decimal"),
    (re.compile(rb"\+[0-9]+|[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]+"), "notation"),
    (re.compile(rb"0[0-9]+"), "leading_zero"),
)
_BYTES_THAT_TELL = (
    *((mark, "bom") for mark in (UTF8_MARK, *UTF16_MARKS)),
    (b"\0", "nul_byte"),
    (b"\r", "carriage_return"),
    (b'"', "quoted"),
    (b"'", "quoted"),
    (b";", "delimiter"),
    (b"|", "delimiter"),
    (b" ", "space"),
)
PIXELS = frozenset(b"%d" % pixel for pixel in range(LARGEST_PIXEL + 1))
LABELS = frozenset(b"%d" % label for label in range(NUM_CLASSES))


@dataclass(frozen=True, slots=True)
class RowFault:
    """The first thing wrong with a row.

    Attributes:
        line: counted from 1, a header included.
        column: counted from 1; for missing columns the first one that is missing.
        value: the text that stands there, its unprintable bytes spelt out, cut after 40 signs.
        kind: a key of `REASONS`.
    """

    line: int
    column: int
    value: str
    kind: str

    @property
    def reason(self) -> str:
        """Say what is wrong and what to do."""
        return REASONS[self.kind]

    def to_dict(self) -> dict[str, Any]:
        """Return the fault as JSON-ready values."""
        return {**asdict(self), "reason": self.reason}


class RowError(DataError):
    """A row of a CSV is out of form; `fault` says which and why, `source` in which file."""

    def __init__(self, source: str, fault: RowFault) -> None:
        """Put the place and the reason into one sentence."""
        expected = "a label from 0 to 25" if fault.column == 1 else "a pixel from 0 to 255"
        if fault.column > NUM_COLUMNS:
            expected = f"{NUM_COLUMNS} columns"
        super().__init__(
            f"{source}, line {fault.line}, column {fault.column}: expected {expected}, got {fault.value!r}:"
            f" {fault.reason}"
        )
        self.source = source
        self.fault = fault


def find_fault(raw: bytes, line: int, *, line_end: bytes = b"\n") -> RowFault | None:
    """Return the leftmost fault of one row, or None when the row is in form.

    Args:
        raw: the row with its line end; without one it is the last of a file that was cut short.
        line: its number, for the record.
        line_end: how the lines of this file end, a line feed alone or after a carriage return.
    """
    is_ended = raw.endswith(b"\n")
    text = raw.removesuffix(line_end if is_ended else line_end[:-1])
    fields = text.removesuffix(b"\n").split(b",")
    is_row = len(fields) == NUM_COLUMNS and fields[0] in LABELS and PIXELS.issuperset(fields[1:])
    if is_row and raw.endswith(line_end):
        return None
    if is_row and is_ended:
        column, kind = NUM_COLUMNS, "carriage_return"
    else:
        column, kind = _first_fault(fields, is_ended=is_ended)
    value = fields[column - 1] if column <= len(fields) else b""
    return RowFault(line, column, show(value), kind)


def show(value: bytes) -> str:
    """Return `value` as text of at most 40 signs."""
    text = value[: 4 * LONGEST_SHOWN].decode("utf-8", "backslashreplace")
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _first_fault(fields: list[bytes], *, is_ended: bool) -> tuple[int, str]:
    """Return the column and the kind of the leftmost fault of a row that has one."""
    if len(fields) == 1 and not fields[0].strip():
        return 1, "blank_line"
    if names_columns(fields):
        return 1, "header"
    for column, field in enumerate(fields[:NUM_COLUMNS], start=1):
        if field not in (LABELS if column == 1 else PIXELS):
            is_cut_off = not is_ended and column == len(fields) and (column < NUM_COLUMNS or not field)
            return column, "truncated_line" if is_cut_off else _kind_of(field, column, fields)
    if len(fields) > NUM_COLUMNS:
        return NUM_COLUMNS + 1, "too_many_columns"
    if len(fields) < NUM_COLUMNS:
        return (len(fields) + 1, "too_few_columns") if is_ended else (len(fields), "truncated_line")
    return NUM_COLUMNS, "no_final_line_end"


def _kind_of(field: bytes, column: int, fields: list[bytes]) -> str:
    """Return what is wrong with one value."""
    if not field:
        return "empty_field"
    for sign, kind in _BYTES_THAT_TELL:
        if sign in field:
            return kind
    if b"\t" in field:
        return "delimiter" if len(fields) == 1 else "space"
    for form, kind in _FORMS:
        if form.fullmatch(field):
            return kind
    if field.isdigit():
        return "label_too_large" if column == 1 else "too_large"
    return "label_letter" if column == 1 and len(field) == 1 and field.isalpha() else "not_a_number"
