"""`inkread form`, from a template and pictures to a table, a page, crops, and corrections."""

import csv
import io
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from inkread.cli import main
from inkread.forms.reader import FormReader


@pytest.fixture
def put_right(inkread):
    """Calls `inkread form` with the text of a table of corrections, and no images."""

    def call(text):
        Path("corrections.csv").write_text(text)
        return inkread("form", "form.yaml", "--output", "out.csv", "--corrections", "corrections.csv")

    return call


def rows():
    """Return the rows of the table."""
    return list(csv.DictReader(Path("out.csv").read_text().splitlines()))


def test_each_image_becomes_a_row_and_a_damaged_one_stops_nothing(form):
    answer = form("1.png", "2.png", "3.png", "--output", "out.csv")
    assert answer.code == 1
    assert "inkread: 2.png: expected" in answer.err
    assert answer.out == "out.csv: 2 forms read, 1 not read; 1 of 8 values to look at\n"
    first, second, third = rows()
    assert list(first) == ["file", "code", "word", "number", "note", "doubtful", "error"]
    assert (first["file"], first["code"], first["number"], first["note"], first["doubtful"]) == (
        ("1.png", "LT", "17", "", "")
    )
    assert (second["file"], second["code"]) == ("2.png", "")
    assert second["error"].split(":")[0] in {"truncated", "damaged", "not_an_image"}
    assert (third["word"], third["doubtful"], third["error"]) == ("TLT", "code", "")


def test_each_page_of_a_tiff_is_a_row_of_its_own(form, filled, seen):
    pages = [Image.fromarray(seen(filled(code=code), "flat")) for code in ("LT", "VX")]
    pages[0].save("scan.tif", save_all=True, append_images=pages[1:])
    assert form("scan.tif", "1.png", "--output", "out.csv").out.startswith("out.csv: 3 forms read")
    assert [(row["file"], row["code"]) for row in rows()] == [
        ("scan.tif#1", "LT"),
        ("scan.tif#2", "VX"),
        ("1.png", "LT"),
    ]


def test_the_page_to_look_at_lists_what_was_not_read(form):
    form("2.png", "--output", "out.csv", "--review", "page.html")
    page = Path("page.html").read_text()
    assert '<li class="failed"><strong>2.png</strong>' in page
    assert "there is nothing to look at" not in page


def test_lines_that_nobody_takes_any_more_cost_no_table(form, monkeypatch):
    class Closed(io.StringIO):
        def write(self, _):
            raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(sys, "stdout", Closed())
    monkeypatch.setattr(main, "_silence_stdout", lambda: None)
    answer = form("1.png", "3.png", "--output", "out.csv", "--json")
    assert (answer.code, answer.err) == (1, "out.csv: 2 forms read; 1 of 8 values to look at\n")
    assert [row["file"] for row in rows()] == ["1.png", "3.png"]


def test_a_picture_of_something_else_says_so(form, drawing):
    cv2.imwrite("other.png", drawing("T"))
    assert form("other.png", "--output", "out.csv").code == 1
    (row,) = rows()
    assert row["error"].startswith("other_form: ")


def test_lines_of_json_tell_values_boxes_and_crops(form):
    answer = form("1.png", "2.png", "--output", "out.csv", "--json", "--crops", "crops")
    first, second = map(json.loads, answer.out.splitlines())
    assert [value["field"] for value in first["values"]] == ["code", "word", "number", "note"]
    assert (first["values"][0]["value"], first["error"]) == ("LT", None)
    assert len(first["values"][0]["box"]) == 4
    assert cv2.imread(first["values"][0]["crop"]) is not None
    assert (second["values"], second["file"]) == ([], "2.png")
    assert second["error"]["message"].startswith("2.png: expected")


def test_the_table_stays_whole_when_reading_is_broken_off(form, monkeypatch):
    form("1.png", "--output", "out.csv")
    before = Path("out.csv").read_text()

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(FormReader, "read", interrupted)
    assert form("3.png", "--output", "out.csv", "--review", "page.html").code == 130
    assert Path("out.csv").read_text() == before


def test_corrections_are_put_into_the_table(form, put_right):
    form("1.png", "3.png", "--output", "out.csv")
    answer = put_right('file,field,value\n3.png,code,"\'=LT"\n3.png,note,X\n')
    assert (answer.code, answer.out) == (0, "out.csv: 1 value put right, 1 to look at again\n")
    first, third = rows()
    assert (third["code"], third["note"], third["doubtful"], third["word"]) == ("'=LT", "X", "code", "TLT")
    assert first["code"] == "LT"


def test_corrections_are_taken_in_while_reading(form):
    Path("corrections.csv").write_text("file,field,value\n3.png,code,LTV\n")
    given = ("--corrections", "corrections.csv", "--review", "page.html")
    assert form("1.png", "3.png", "--output", "out.csv", *given).code == 0
    assert [(row["code"], row["doubtful"]) for row in rows()] == [("LT", ""), ("LTV", "")]
    assert "No value is doubtful" in Path("page.html").read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("file,field,value\n9.png,code,LT\n", "got one of '9.png'"),
        ("file,field,value\n1.png,kode,LT\n", "line 2: expected a field of the form"),
        ("file,value\n1.png,LT\n", "expected the columns file, field, value"),
        ("file,field,value\n1.png,code\n", "line 2: expected as many cells as columns"),
    ],
)
def test_wrong_corrections_change_nothing(form, put_right, text, told):
    form("1.png", "--output", "out.csv")
    before = Path("out.csv").read_text()
    answer = put_right(text)
    assert answer.code == 1
    assert told in answer.err
    assert Path("out.csv").read_text() == before


@pytest.mark.usefixtures("form")
def test_corrections_need_the_table_of_this_form(put_right):
    Path("out.csv").write_text("file,other\n1.png,2\n")
    answer = put_right("file,field,value\n")
    assert "expected the columns file, code, word, number, note, doubtful, error" in answer.err


def test_without_images_or_corrections_there_is_nothing_to_do(inkread, form):
    assert inkread("form", "form.yaml", "--output", "out.csv").code == 2
    assert form("--output", "out.csv").code == 2
    workers = ("--corrections", "corrections.csv", "--workers", 2)
    assert "--workers or --resume, got none" in " ".join(
        inkread("form", "form.yaml", "-o", "out.csv", *workers).err.split()
    )


def test_a_wrong_template_is_one_line(form):
    Path("form.yaml").write_text(Path("form.yaml").read_text().replace("lines:", "line:"))
    answer = form("1.png", "--output", "out.csv")
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert "form.yaml" in answer.err


def test_a_missing_blank_picture_is_told(form):
    Path("blank.png").unlink()
    answer = form("1.png", "--output", "out.csv")
    assert answer.code == 1
    assert "the blank form: blank.png: expected a file" in answer.err


def test_a_blank_picture_without_print_is_named(form):
    cv2.imwrite("blank.png", np.full((640, 900), 255, np.uint8))
    answer = form("1.png", "--output", "out.csv")
    assert answer.code == 1
    assert "the blank form: blank.png: expected a blank form with print" in answer.err


@pytest.mark.parametrize("place", ["1.png", "1.png/crops"])
def test_a_file_in_the_place_of_the_folder_of_crops_is_refused_before_anything_is_read(form, place):
    answer = form("1.png", "--output", "out.csv", "--crops", place)
    assert answer.code == 1
    assert f"{place}: expected a place to write to, got Not a directory; choose another --crops" in answer.err
    assert not list(Path().glob("out.csv*"))


@pytest.mark.parametrize("apart", [",", ";", "\t"])
def test_a_correction_that_the_field_cannot_hold_stays_doubtful(form, put_right, apart):
    form("1.png", "3.png", "--output", "out.csv")
    lines = ["file,field,value", "1.png,code,ABC", "3.png,code,LT", "1.png,word,tree", "3.png,note,"]
    answer = put_right("\ufeff" + "\r\n".join(lines).replace(",", apart))
    assert (answer.code, answer.out) == (0, "out.csv: 2 values put right, 2 to look at again\n")
    assert "1.png, code: expected a value that follows [LTVX]{2,4}, got 'ABC'" in answer.err
    assert "1.png, word: expected an entry of words.txt, got 'tree'" in answer.err
    first, third = rows()
    assert (first["code"], first["word"], first["doubtful"]) == ("ABC", "tree", "code; word")
    assert (third["code"], third["doubtful"]) == ("LT", "")


def test_lines_of_json_hold_what_was_corrected(form):
    Path("corrections.csv").write_text("file,field,value\n3.png,code,LTV\n3.png,word,tree\n")
    answer = form("3.png", "--output", "out.csv", "--json", "--corrections", "corrections.csv")
    code, word = json.loads(answer.out)["values"][:2]
    assert (code["value"], code["doubtful"], code["refusal"]) == ("LTV", False, None)
    assert (word["value"], word["doubtful"], word["refusal"]["code"]) == ("tree", True, "correction_misfit")
    assert "3.png, word: expected an entry of words.txt" in answer.err


def test_a_table_for_excel_begins_with_its_mark_and_keeps_it(form, put_right):
    form("1.png", "--output", "out.csv", "--excel")
    put_right("file,field,value\n1.png,note,X\n")
    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbffile,")
    assert "X" in Path("out.csv").read_text("utf-8-sig")


def test_the_table_is_written_under_no_other_form_s_name(form):
    answer = form("1.png", "--output", "out.json")
    assert answer.code == 2
    assert "expected a name ending in .csv, got out.json" in answer.err
    assert not Path("out.json").exists()


def test_one_value_is_told_as_one(form, put_right):
    form("1.png", "--output", "out.csv")
    assert put_right("file,field,value\n1.png,code,LT\n").out == "out.csv: 1 value put right\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--output", "out.csv", "--review", "form.yaml"], "expected a name ending in .html"),
        (["--output", "kept.csv", "--corrections", "kept.csv"], "kept.csv: expected a file that is not read"),
        (["--output", "page.html.csv", "--review", "link.html"], "expected files of their own for --output"),
    ],
)
def test_no_output_is_written_over_what_is_read_or_over_another(form, options, told):
    Path("kept.csv").write_text("file,field,value\n")
    Path("link.html").symlink_to("page.html.csv")
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    answer = form("1.png", *options)
    assert answer.code
    assert told in answer.err
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_the_blank_form_among_the_scans_is_no_filled_one(form):
    answer = form("1.png", "blank.png", "--output", "out.csv")
    assert answer.out.startswith("out.csv: 1 form read")
    assert "blank.png: left out, for it is the blank form" in answer.err
    assert [row["file"] for row in rows()] == ["1.png"]
