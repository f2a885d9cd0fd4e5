"""The table of read forms: what its cells hold, and how corrections change them."""

import csv

import pytest

from inkread.errors import ConfigError, ImageError
from inkread.forms.table import columns_of, corrected, csv_lines, read_corrections, read_rows, row_of


def test_the_table_is_a_csv_of_its_columns():
    rows = [{"a": 'x, "y"', "b": "1\n2"}, {"a": "z"}]
    text = b"".join(csv_lines(("a", "b"), rows)).decode("utf-8")
    assert list(csv.reader(text.splitlines(keepends=True))) == [["a", "b"], ['x, "y"', "1\n2"], ["z", ""]]


def test_an_error_is_told_with_its_code_and_no_formula_runs():
    row = row_of("=cmd.png", ImageError("=cmd.png: expected\na picture", reason="damaged"))
    assert row == {"file": "'=cmd.png", "error": "damaged: =cmd.png: expected a picture"}


def test_a_corrected_value_is_doubtful_no_more():
    row = {"file": "a.png", "code": "1", "town": "x", "doubtful": "code; town"}
    given = {("a.png", "code"): "-2", ("b.png", "town"): "y"}
    after = corrected(row, given, ["code", "town"])
    assert after == {"file": "a.png", "code": "'-2", "town": "x", "doubtful": "town"}
    assert corrected(after, {}, ["code", "town"]) is after


def test_the_columns_are_those_of_the_fields_between_the_table_s_own():
    assert columns_of(["code", "town"]) == ("file", "code", "town", "doubtful", "error")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('file,field,value\n"a.png"x,code,1\n', 2),
        ('"file"x,field,value\na.png,code,1\n', 1),
        ('file,field,value\na.png,code,"1\n', 2),
        (f"file,field,value\na.png,code,{'x' * 140_000}\n", 2),
    ],
)
def test_a_damaged_line_is_named(tmp_path, text, line):
    path = tmp_path / "given.csv"
    path.write_text(text)
    with pytest.raises(ConfigError, match=rf"given\.csv, line {line}: expected corrections, got a damaged"):
        read_corrections(path, ["code"])
    with pytest.raises(ConfigError, match=rf"line {line}: expected the CSV of read forms, got a damaged"):
        read_rows(path, ("file", "field", "value"))
