"""Each of 22 defects at three places of a small A–Z CSV: reported with line, column, value and reason."""

import json
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from inkread.datasets.az_csv.faults import REASONS, RowError
from inkread.datasets.az_csv.reader import AzCsvOptions, read_az_rows

NUM_ROWS = 9
PLACES = {"start": 0, "chunk edge": 4, "end": NUM_ROWS - 1}


class Defect(NamedTuple):
    """A change of one row, and what must be said about it."""

    kind: str
    column: int
    value: str
    change: Callable[[list[bytes]], bytes]
    ends_file: bool = False


def put(column, value):
    """Return a change that puts `value` into `column`, counted from 1."""

    def change(fields):
        return b",".join([*fields[: column - 1], value, *fields[column:]]) + b"\n"

    return change


def joined(fields):
    return b",".join(fields)


PANDAS_NAMES = b"0," + joined([b"0.%d" % i for i in range(1, 785)]) + b"\n"

DEFECTS = {
    "too many columns": Defect("too_many_columns", 786, "17", lambda f: joined([*f, b"17"]) + b"\n"),
    "too few columns": Defect("too_few_columns", 785, "", lambda f: joined(f[:-1]) + b"\n"),
    "non-numeric": Defect("not_a_number", 400, "x7", put(400, b"x7")),
    "empty field": Defect("empty_field", 785, "", put(785, b"")),
    "999": Defect("too_large", 785, "999", put(785, b"999")),
    "-3": Defect("negative", 2, "-3", put(2, b"-3")),
    "1.5": Defect("decimal", 400, "1.5", put(400, b"1.5")),
    "truncated last line": Defect("truncated_line", 300, "8", lambda f: joined([*f[:299], b"8"]), True),
    "truncated last number": Defect("no_final_line_end", 785, "12", lambda f: joined([*f[:-1], b"12"]), True),
    "header read as data": Defect("header", 1, "0", lambda f: PANDAS_NAMES),
    "blank line": Defect("blank_line", 1, "", lambda f: b"\n"),
    "NUL byte": Defect("nul_byte", 400, "\0", put(400, b"\0")),
    "BOM inside": Defect("bom", 1, "\ufeff" * 2 + "7", put(1, b"\xef\xbb\xbf" * 2 + b"7")),
    "label 26": Defect("label_too_large", 1, "26", put(1, b"26")),
    "label letter": Defect("label_letter", 1, "H", put(1, b"H")),
    "lone or odd carriage return": Defect("carriage_return", 785, "0\r", put(785, b"0\r")),
    "quotes": Defect("quoted", 785, '"9"', put(785, b'"9"')),
    "space": Defect("space", 2, " 9", put(2, b" 9")),
    "sign or exponent": Defect("notation", 400, "1e2", put(400, b"1e2")),
    "leading zero": Defect("leading_zero", 785, "007", put(785, b"007")),
    "semicolons": Defect("delimiter", 1, "7" + ";0" * 19 + "…", lambda f: b"7" + b";0" * 784 + b"\n"),
}  # fmt: skip
"""All but the empty file, which has no place in a file and three forms of its own instead."""


def good_row(seed):
    """Return the fields of one row; numbers of one, two and three digits at every place over the seeds."""
    rng = np.random.default_rng(seed)
    return [b"%d" % rng.integers(26), *(b"%d" % pixel for pixel in rng.integers(0, 256, 783)), b"0"]


ROWS = [good_row(seed) for seed in range(NUM_ROWS)]
LINES = [joined(row) + b"\n" for row in ROWS]


def file_with(defect, place):
    """Return the bytes of a file with the defect at a place, and where in it the bad row begins."""
    row = PLACES[place]
    bad = defect.change(ROWS[row])
    after = [] if defect.ends_file else LINES[row + 1 :]
    return b"".join([*LINES[:row], bad, *after]), sum(map(len, LINES[:row])), bad


def block_sizes(place, begin, bad):
    """Return sizes of blocks to read with: for the edge, ones that end around and inside the bad row."""
    if place != "chunk edge":
        return (1 << 18,) if place == "start" else (4096,)
    inside = min(len(bad) - 1, 1200)
    return (begin, begin + 1, begin + inside, begin + len(bad) - 1, begin + len(bad))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_reported_with_line_column_value_and_reason(name, place, tmp_path):
    defect = DEFECTS[name]
    content, begin, bad = file_with(defect, place)
    path = tmp_path / "az.csv"
    path.write_bytes(content)
    line = PLACES[place] + 1
    value = defect.value.removeprefix("\ufeff") if place == "start" else defect.value
    for block_bytes in block_sizes(place, begin, bad):
        with pytest.raises(RowError) as caught:
            read_az_rows(path, AzCsvOptions(block_bytes=block_bytes))
        fault = caught.value.fault
        assert (fault.line, fault.column, fault.kind, fault.value) == (
            line,
            defect.column,
            defect.kind,
            value,
        )
        message = str(caught.value)
        assert f"{path}, line {line}, column {defect.column}: expected" in message
        assert REASONS[defect.kind] in message


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", 1), (b"\xef\xbb\xbf", 1), (b"label," + joined([b"pixel%d" % i for i in range(784)]) + b"\n", 2)],
    ids=["no byte", "only a byte-order mark", "only a header"],
)
def test_a_file_without_rows_is_reported(content, line, tmp_path):
    path = tmp_path / "az.csv"
    path.write_bytes(content)
    with pytest.raises(RowError) as caught:
        read_az_rows(path, AzCsvOptions())
    assert (caught.value.fault.kind, caught.value.fault.line) == ("empty_file", line)


def test_there_are_22_defects_at_3_places():
    kinds = {defect.kind for defect in DEFECTS.values()} | {"empty_file"}
    assert kinds == set(REASONS)
    assert len(kinds) * len(PLACES) == 66


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", DEFECTS)
def test_a_bad_row_is_set_aside_and_the_others_are_kept(name, place, tmp_path):
    defect = DEFECTS[name]
    bad = defect.change(ROWS[0])
    num_good = 1100
    row = {"start": 0, "chunk edge": 500, "end": num_good}[place]
    after = 0 if defect.ends_file else num_good - row
    good = b"7" + b",0" * 784 + b"\n"
    path = tmp_path / "az.csv"
    # Where the bad row ends the file, all the good ones come before it, so that they are enough.
    path.write_bytes(good * (num_good - after) + bad + good * after)
    reading = read_az_rows(path, AzCsvOptions(skip_bad_rows=True))
    assert (len(reading.samples), reading.set_aside.num_rows) == (num_good, 1)
    (record,) = map(json.loads, reading.set_aside.quarantine.read_text().splitlines())
    assert record["line"] == num_good - after + 1
    expected_row = bad.removeprefix(b"\xef\xbb\xbf") if record["line"] == 1 else bad
    assert (record["kind"], record["row"].encode("latin-1")) == (defect.kind, expected_row)
