"""Readings as rows: the same in every form, harmless in a spreadsheet."""

import io
import json

import pyarrow.parquet
import pytest

from inkread.errors import ImageError
from inkread.predictions import Candidate, GlyphReading
from inkread.scale.batch.rows import columns, encode_bad, encode_rows
from inkread.trail import Trail

READING = GlyphReading((Candidate("0", 0.61234567), Candidate("O", 0.37)), Trail("inkread-28-v2", ()))


def test_a_csv_has_a_cell_for_each_column_and_no_more():
    row = encode_rows([("a,b.png", READING)], "csv", top_k=3).decode()
    assert row == '"a,b.png",0,0.612346,false,O,0.37,,,0 O,,\n'
    assert len(columns(3)) == row.replace('"a,b.png"', "x").count(",") + 1


def test_json_lines_and_parquet_hold_the_same():
    line = json.loads(encode_rows([("x", READING)], "jsonl", top_k=2))
    table = pyarrow.parquet.read_table(io.BytesIO(encode_rows([("x", READING)], "parquet", top_k=2)))
    assert table.to_pylist() == [line]
    assert line["candidates"] == [{"text": "0", "confidence": 0.612346}, {"text": "O", "confidence": 0.37}]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_no_images_are_no_rows(form):
    written = encode_rows([], form, top_k=2)
    assert len(pyarrow.parquet.read_table(io.BytesIO(written))) == 0 if form == "parquet" else written == b""


def test_a_name_of_several_lines_and_an_error_of_several_lines_stay_in_one_row():
    row = encode_bad([("=a\nb", ImageError("expected\na picture", reason="damaged"))])
    assert row.decode() == "'=a\ufffdb,damaged,expected a picture\n"
