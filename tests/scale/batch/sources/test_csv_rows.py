"""Images named or drawn in the rows of a CSV, as people and programs write them."""

import csv
import io
import sys

import pytest

from inkread.errors import DataError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import Shard
from inkread.scale.batch.sources import csv_rows
from inkread.scale.batch.sources.choose import source_of

from .conftest import NAMES, images_of, kept_of


@pytest.mark.parametrize("header", ["path\n", "", "\ufeffpath\r\n"])
def test_a_csv_of_paths_begins_in_its_own_folder_and_tells_of_the_missing(folder, expected, tmp_path, header):
    (folder / "list.csv").write_text(header + "\n".join([*NAMES, "", "gone.png"]), encoding="utf-8")
    found = images_of(source_of(str(folder / "list.csv")), tmp_path)
    assert found == [*expected, ("gone.png", "not_found")]


def test_paths_between_quotes_and_in_other_columns_are_found(folder, tmp_path):
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["note", "scan"], ["two\nlines, and a comma", "b.png"], ["short"]])
    (tmp_path / "list.csv").write_text(buffer.getvalue())
    source = source_of(str(tmp_path / "list.csv"), column="scan", root=str(folder))
    assert images_of(source, tmp_path) == [
        ("b.png", decode(folder / "b.png").grey.tobytes()),
        ("row 2", "bad_cell"),
    ]


@pytest.mark.parametrize("shard", [2, 1024])
def test_rows_of_pixels_are_images_and_bad_ones_are_told(tmp_path, monkeypatch, shard):
    monkeypatch.setattr(csv_rows, "SHARD", shard)
    good = ",".join(["0"] * 63 + ["255"])
    rows = [good, f"7,{good}", good.replace("255", "256"), good.replace("255", "x"), "1,2,3", good]
    (tmp_path / "rows.csv").write_text("\n".join(rows) + "\n")
    found = images_of(source_of(str(tmp_path / "rows.csv")), tmp_path)
    assert [name for name, _ in found] == [f"rows.csv#{number}" for number in range(1, 7)]
    pixels = bytes(63) + b"\xff"
    assert [content for _, content in found] == [pixels, pixels, "bad_cell", "bad_cell", "bad_cell", pixels]


@pytest.mark.parametrize("header", ["source,reason,error", "source,reason"])
def test_quotes_against_formulas_are_taken_off_in_the_table_of_bad_images_only(folder, tmp_path, header):
    (folder / "b.png").rename(folder / "=b.png")
    (folder / "bad.csv").write_text(f"{header}\n'=b.png,damaged\n'a.png,damaged\n")
    found = [name for name, _ in images_of(source_of(str(folder / "bad.csv")), tmp_path)]
    assert found == ["=b.png" if header.endswith("error") else "'=b.png", "'a.png"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\n\r"])
def test_lines_end_with_a_line_feed_and_whatever_is_beside_it(folder, expected, tmp_path, end):
    (folder / "list.csv").write_text("".join(f"{row}{end}" for row in ["path", *NAMES]), newline="")
    assert images_of(source_of(str(folder / "list.csv")), tmp_path) == expected


def test_a_line_of_spaces_is_no_row(folder, expected, tmp_path):
    (folder / "list.csv").write_text("path\n \n\t\n" + "\n  \n".join(NAMES) + "\n  ")
    assert images_of(source_of(str(folder / "list.csv")), tmp_path) == expected


@pytest.mark.parametrize(
    "content", ["path\ra.png\r", "path\ra.png\rb.png\n", ",".join(["0"] * 64) + "\r1,2\r"]
)
def test_line_ends_of_old_macs_are_refused(tmp_path, content):
    (tmp_path / "list.csv").write_text(content, newline="")
    with pytest.raises(DataError, match=r"list\.csv: expected lines that end with a line feed.*save it"):
        images_of(source_of(str(tmp_path / "list.csv")), tmp_path)


def test_a_row_with_a_line_end_of_another_kind_in_it_is_told(folder, tmp_path):
    (folder / "list.csv").write_text("path\nb.png\ra/1.png\na/2.PNG\r\n", newline="")
    found = images_of(source_of(str(folder / "list.csv")), tmp_path)
    assert [(name, what if isinstance(what, str) else "read") for name, what in found] == [
        ("row 1", "bad_cell"),
        ("a/2.PNG", "read"),
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "a,b\n1,2\n", 'path\n"never closed\n'])
def test_a_csv_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "other.csv").write_text(content)
    with pytest.raises(DataError, match=r"other\.csv: expected"):
        images_of(source_of(str(tmp_path / "other.csv")), tmp_path)


ODD = ['f/2 5".png', '"f"/3.png', "f/4, b.png", "f/6;c.png", 'f/"7.png', 'f/it"s "9".png']


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
@pytest.mark.parametrize("first", ["f/1.png", 'f/0 5".png', "f/0, 1.png", "f/0;path.png"])
def test_a_list_that_find_wrote_loses_no_row_whatever_the_names(tmp_path, png, first):
    names = [first, "f/1b.png", *ODD, "f/last.png"]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png(number))
    (tmp_path / "f.csv").write_text("".join(f"{name}\n" for name in names))
    found = images_of(source_of(str(tmp_path / "f.csv")), tmp_path)
    assert found == [(name, decode(tmp_path / name).grey.tobytes()) for name in names]


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_a_list_without_a_header_may_have_its_paths_between_quotes(folder, tmp_path):
    (folder / 'a, "b".png').write_bytes((folder / "b.png").read_bytes())
    (folder / "list.csv").write_text('b.png\n"a, ""b"".png"\n"a/1.png"\n')
    found = [name for name, _ in images_of(source_of(str(folder / "list.csv")), tmp_path)]
    assert found == ["b.png", 'a, "b".png', "a/1.png"]


@pytest.mark.parametrize("shard", [1, 2, 1024])
def test_a_quote_within_a_cell_is_part_of_it_and_one_before_it_goes_on_until_the_next(
    tmp_path, monkeypatch, shard
):
    monkeypatch.setattr(csv_rows, "SHARD", shard)
    cells = ['2 5".png', 'a\n"b"\n.png', "plain.png", '5"', '", "', "", '""', "last.png"]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(
        [["n", "path"], *([n, cell] for n, cell in enumerate(cells))]
    )
    unquoted = '8,2 5".png\n9,a "b" c.png\n'
    (tmp_path / "list.csv").write_text(buffer.getvalue() + unquoted)
    found = [name for name, _ in images_of(source_of(str(tmp_path / "list.csv")), tmp_path)]
    assert found == [*cells, '2 5".png', 'a "b" c.png']


def test_a_quote_that_is_never_closed_is_said_with_the_row_that_it_begins(tmp_path):
    (tmp_path / "list.csv").write_text('path,n\na.png,1\n"b.png,2\nc.png,3\n')
    with pytest.raises(DataError, match=r"got none after it in the row “\"b\.png,2…”; add it, or double"):
        images_of(source_of(str(tmp_path / "list.csv")), tmp_path)


def test_a_comma_in_a_path_below_one_name_is_told(tmp_path):
    (tmp_path / "list.csv").write_text("path\na.png,\na, b.png\n")
    found = images_of(source_of(str(tmp_path / "list.csv")), tmp_path)
    assert found == [("a.png", "not_found"), ("row 2", "bad_cell")]


@pytest.mark.parametrize(
    "header", ["Path", "Image Path", "IMAGE", "FileName", "file name", "Scan of the page"]
)
def test_one_name_above_paths_is_a_header_however_it_is_written(folder, expected, tmp_path, header):
    (folder / "list.csv").write_text("\n".join([header, *NAMES]))
    assert images_of(source_of(str(folder / "list.csv")), tmp_path) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["path", "Image Path"])
@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_cells_may_be_separated_as_spreadsheets_do(folder, expected, tmp_path, delimiter, name, ending):
    path = (folder / "list").with_suffix(ending)
    rows = [f"{number}{delimiter}{name}" for number, name in enumerate(NAMES)]
    path.write_text("\n".join([f"id{delimiter}{name}", *rows]))
    assert images_of(source_of(str(path)), tmp_path) == expected
    assert images_of(source_of(str(path), column=name.upper()), tmp_path) == expected


def test_the_very_name_of_a_column_goes_before_one_in_capitals(folder, expected, tmp_path):
    (folder / "list.csv").write_text("".join(f"{row}\n" for row in ["SCAN,scan", *(f"x,{n}" for n in NAMES)]))
    assert images_of(source_of(str(folder / "list.csv"), column="scan"), tmp_path) == expected


def test_names_without_an_ending_are_a_list_when_the_next_has_none_either(folder, tmp_path):
    (folder / "b.png").rename(folder / "scan1")
    (folder / "list.csv").write_text("scan1\nscan2\n")
    found = [name for name, _ in images_of(source_of(str(folder / "list.csv")), tmp_path)]
    assert found == ["scan1", "scan2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_named(tmp_path, encoding):
    (tmp_path / "list.csv").write_bytes("id,path\n1,a.png\n".encode(encoding))
    with pytest.raises(DataError, match=r"list\.csv: expected a table in UTF-8, got one in UTF-16; save it"):
        images_of(source_of(str(tmp_path / "list.csv")), tmp_path)


def test_columns_of_other_names_are_listed_but_not_hundreds(tmp_path):
    (tmp_path / "list.csv").write_text("id;scan\n1;a.png\n")
    with pytest.raises(DataError, match="got 'id', 'scan'; say which with --column, or write a row of names"):
        images_of(source_of(str(tmp_path / "list.csv")), tmp_path)
    (tmp_path / "wide.csv").write_text(",".join(f"c{place}" for place in range(60)) + "\n")
    with pytest.raises(DataError, match="'c7' and 52 more; say which"):
        images_of(source_of(str(tmp_path / "wide.csv")), tmp_path)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(
    "names",
    [["id", "label", *(f"pixel{place}" for place in range(64))], ["label", *map(str, range(700, 764))]],
)
def test_pixels_are_found_by_their_names_among_other_columns(tmp_path, delimiter, names):
    cells = ["7"] * (len(names) - 64) + ["0"] * 63 + ["255"]
    rows = [names, cells, cells[:-1]]
    (tmp_path / "rows.csv").write_text("".join(delimiter.join(row) + "\n" for row in rows))
    found = images_of(source_of(str(tmp_path / "rows.csv")), tmp_path)
    assert found == [("rows.csv#1", bytes(63) + b"\xff"), ("rows.csv#2", "bad_cell")]


def test_rows_that_were_changed_since_they_were_listed_are_refused(folder, tmp_path):
    (folder / "list.csv").write_text("path\na/1.png\n")
    source = source_of(str(folder / "list.csv"))
    [(count, place)] = source.places(tmp_path, LeftOut())
    (folder / "list.csv").write_text("path\na/2.PNG\n")
    with pytest.raises(DataError, match="expected the rows that it had when the batch began"):
        list(source.images(Shard(0, 0, count, place)))


def test_cells_of_a_row_are_kept_though_its_image_is_not_there(tmp_path):
    (tmp_path / "list.csv").write_text("id;path;Label\n1;a.png;x\n2\n3;;z\n")
    source = source_of(str(tmp_path / "list.csv"), keep=["label", "id"])
    assert kept_of(source, tmp_path) == [("a.png", ("x", "1")), ("row 2", ("", "2")), ("", ("z", "3"))]


def test_labels_of_pixels_are_kept(tmp_path):
    names = ["id", "label", *(f"pixel{place}" for place in range(64))]
    (tmp_path / "rows.csv").write_text(",".join(names) + "\na,7" + ",0" * 64 + "\n")
    source = source_of(str(tmp_path / "rows.csv"), keep=["id", "label"])
    assert kept_of(source, tmp_path) == [("rows.csv#1", ("a", "7"))]


@pytest.mark.parametrize("content", ["a/1.png\nb.png\n", "1" + ",0" * 64 + "\n", "path,label\na,b\n"])
def test_a_column_to_keep_that_is_not_there_is_said(tmp_path, content):
    (tmp_path / "list.csv").write_text(content)
    with pytest.raises(DataError, match=r"expected a column 'id' to keep, got .*; choose another --keep"):
        images_of(source_of(str(tmp_path / "list.csv"), keep=["id"]), tmp_path)


@pytest.mark.parametrize("name", ["image", "path", "file_name"])
def test_a_table_of_bad_images_goes_by_its_own_column_whatever_was_kept(folder, expected, tmp_path, name):
    rows = [f"{path},damaged,no image,scan-{path}" for path in NAMES]
    (folder / "bad.csv").write_text("\n".join([f"source,reason,error,{name}", *rows]))
    assert images_of(source_of(str(folder / "bad.csv"), keep=[name]), tmp_path) == expected


@pytest.mark.parametrize("behind", ["A", "", "train"])
def test_rows_of_pixels_with_a_label_behind_lose_none(tmp_path, behind):
    row = "0," * 63 + f"255,{behind}\n"
    (tmp_path / "rows.csv").write_text(row * 2)
    found = images_of(source_of(str(tmp_path / "rows.csv")), tmp_path)
    assert found == [(f"rows.csv#{number}", bytes(63) + b"\xff") for number in (1, 2)]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("label", [[], ["label"], [""]])
def test_names_that_count_up_are_no_pixels(tmp_path, first, label):
    names = [*label, *map(str, range(first, 64 + first))]
    rows = [names, ["7"] * len(label) + ["0"] * 63 + ["255"]]
    (tmp_path / "rows.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    found = images_of(source_of(str(tmp_path / "rows.csv")), tmp_path)
    assert found == [("rows.csv#1", bytes(63) + b"\xff")]


def test_a_space_after_each_comma_is_no_part_of_a_path(folder, expected, tmp_path):
    rows = [f"{number}, {name}" for number, name in enumerate(NAMES)]
    (folder / "list.csv").write_text("\n".join(["id, path", *rows]))
    assert images_of(source_of(str(folder / "list.csv")), tmp_path) == expected
    (folder / "other.csv").write_text("\n".join(["id,path", *rows]))  # there it may well be
    assert images_of(source_of(str(folder / "other.csv")), tmp_path)[-1] == (" b.png", "not_found")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "\ufeffSEP=;"])
def test_the_line_with_which_excel_says_the_delimiter_is_no_row(folder, expected, tmp_path, line):
    rows = [f"1,5;{name}" for name in NAMES]
    (folder / "list.csv").write_text(
        "\r\n".join([line, "size, mm;path", *rows]), encoding="utf-8", newline=""
    )
    assert images_of(source_of(str(folder / "list.csv")), tmp_path) == expected


def test_a_cell_that_is_too_long_is_named(tmp_path):
    (tmp_path / "list.csv").write_text(f"id,path,note\n1,gone.png,x\n2,gone.png,{'y' * 140_000}\n")
    source = source_of(str(tmp_path / "list.csv"))
    [(count, place)] = source.places(tmp_path, LeftOut())
    _, image = source.images(Shard(0, 0, count, place))
    assert "131,072 characters or fewer, got one of 140,000, cell 3, which begins “yyy" in str(image.source)


@pytest.mark.parametrize("column", [None, "path"])
def test_a_quote_in_the_names_that_is_never_closed_is_said(tmp_path, column):
    (tmp_path / "list.csv").write_text('"path,n\na.png,1\nb.png,2\n')
    with pytest.raises(DataError, match=r"list\.csv: .*got none after it in the row “\"path,n…”; add it"):
        images_of(source_of(str(tmp_path / "list.csv"), column=column), tmp_path)
