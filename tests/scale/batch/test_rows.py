"""Readings as rows: the same in every form, harmless in a spreadsheet."""

import csv
import io
import json

import pyarrow.parquet
import pytest

from inkread.errors import ConfigError, ImageError
from inkread.predictions import Candidate, GlyphReading
from inkread.scale.batch.job import Origin
from inkread.scale.batch.rows import check_kept, columns, encode_bad, encode_rows, header
from inkread.trail import Trail

READING = GlyphReading((Candidate("0", 0.61234567), Candidate("O", 0.37)), Trail("inkread-28-v2", ()))


def test_a_csv_has_a_cell_for_each_column_and_no_more():
    row = encode_rows([(Origin("a,b.png"), READING)], "csv", top_k=3).decode()
    assert row == '"a,b.png",0,0.612346,false,O,0.37,,,0 O,,\n'
    assert len(columns(3)) == row.replace('"a,b.png"', "x").count(",") + 1


def test_json_lines_and_parquet_hold_the_same():
    line = json.loads(encode_rows([(Origin("x"), READING)], "jsonl", top_k=2))
    table = pyarrow.parquet.read_table(io.BytesIO(encode_rows([(Origin("x"), READING)], "parquet", top_k=2)))
    assert table.to_pylist() == [line]
    assert line["candidates"] == [{"text": "0", "confidence": 0.612346}, {"text": "O", "confidence": 0.37}]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_no_images_are_no_rows(form):
    written = encode_rows([], form, top_k=2)
    assert len(pyarrow.parquet.read_table(io.BytesIO(written))) == 0 if form == "parquet" else written == b""


def test_a_name_of_several_lines_and_an_error_of_several_lines_stay_in_one_row():
    row = encode_bad([(Origin("=a\nb"), ImageError("expected\na picture", reason="damaged"))])
    assert row.decode() == "'=a\\u000ab,damaged,expected a picture\n"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_name_that_is_no_text_is_told_from_another(form):
    rows = {
        encode_rows([(Origin(name), READING)], form, top_k=2)
        for name in ("\udcfe.png", "\udcff.png", "\n.png")
    }
    assert len(rows) == 3


KEPT = Origin("x", ("=7", "a\nb"))


def test_what_is_kept_of_a_table_stands_after_our_own_columns_in_every_form():
    keep = ("id", "a, note")
    table = header(columns(2, keep)) + encode_rows([(KEPT, READING)], "csv", top_k=2, keep=keep)
    [row] = csv.DictReader(io.StringIO(table.decode()))
    assert list(row)[-2:] == list(keep)
    assert (row["id"], row["a, note"]) == ("'=7", "a\\u000ab")
    line = json.loads(encode_rows([(KEPT, READING)], "jsonl", top_k=2, keep=keep))
    assert (line["id"], line["a, note"]) == ("=7", "a\\u000ab")
    written = io.BytesIO(encode_rows([(KEPT, READING)], "parquet", top_k=2, keep=keep))
    assert pyarrow.parquet.read_table(written).to_pylist() == [line]
    bad = encode_bad([(KEPT, ImageError("why", reason="damaged"))], keep=keep)
    assert bad.decode() == "x,damaged,why,'=7,a\\u000ab\n"


@pytest.mark.parametrize("keep", ["source", "text", "confidence_12", "reason", "warnings"])
def test_a_column_that_the_output_has_is_not_kept_beside_it(keep):
    with pytest.raises(ConfigError, match=f"--keep {keep}: expected a column that the output has not"):
        check_kept(("id", keep))
    with pytest.raises(ConfigError, match="--keep id: "):
        check_kept(("id", "id"))
    check_kept(("id", "context", "text_of_the_page"))
