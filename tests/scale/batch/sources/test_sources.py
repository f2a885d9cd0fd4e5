"""The same images come out of a folder, a zip, a table or a URL, always in the same order."""

import csv
import io
import zipfile

import pyarrow as pa
import pyarrow.parquet
import pytest

from inkread.errors import ConfigError, DataError, ImageError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch import job
from inkread.scale.batch.job import Shard
from inkread.scale.batch.sources import csv_rows, named, parquet_rows
from inkread.scale.batch.sources.choose import source_of

NAMES = ["a/1.png", "a/2.PNG", "a-b/1.png", "b.png"]


@pytest.fixture
def folder(tmp_path, png):
    """A folder of four images in the order of their paths, and of what is none."""
    place = tmp_path / "scans"
    for number, name in enumerate(NAMES):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(png(number))
    for name in (".hidden/1.png", "notes.txt", "a/.2.png"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(b"no")
    return place


def images_of(source, scratch):
    """Return name -> image, or reason of the error, in order."""
    first, found = 0, []
    for number, (count, place) in enumerate(source.places(scratch, LeftOut())):
        shard = Shard(number, first, count, place)
        images = list(source.images(shard))
        assert len(images) == count
        found += [(image.name, opened(image.source)) for image in images]
        first += count
    return found


def opened(source):
    """Return the pixels of a source, or the reason why there are none."""
    try:
        return source.reason if isinstance(source, ImageError) else decode(source).grey.tobytes()
    except ImageError as error:
        return error.reason


@pytest.fixture
def expected(folder):
    return [(name, decode(folder / name).grey.tobytes()) for name in NAMES]


@pytest.mark.parametrize("shard", [1, 3, 1024])
def test_a_folder_is_read_in_the_order_of_paths_whatever_the_shards(
    folder, expected, tmp_path, monkeypatch, shard
):
    monkeypatch.setattr(named, "SHARD", shard)
    assert images_of(source_of(str(folder)), tmp_path) == expected


def test_a_zip_is_read_as_the_folder_in_it(folder, expected, tmp_path):
    with zipfile.ZipFile(tmp_path / "scans.zip", "w") as packed:
        for path in folder.rglob("*"):
            packed.write(path, path.relative_to(folder))
    assert images_of(source_of(str(tmp_path / "scans.zip")), tmp_path) == expected


def test_a_url_is_read_as_the_folder_behind_it(folder, expected, tmp_path):
    assert images_of(source_of(f"file://{folder.as_posix()}/"), tmp_path) == expected


@pytest.mark.parametrize("form", ["folder", "zip", "url"])
def test_files_of_other_kinds_are_counted_but_no_hidden_ones(folder, tmp_path, form):
    (folder / "a" / "scan.pdf").write_bytes(b"%PDF")
    with zipfile.ZipFile(tmp_path / "scans.zip", "w") as packed:
        for path in folder.rglob("*"):
            packed.write(path, path.relative_to(folder))
    address = {"folder": folder, "zip": tmp_path / "scans.zip", "url": f"file://{folder.as_posix()}/"}[form]
    left_out = LeftOut()
    list(source_of(str(address)).places(tmp_path, left_out))
    assert left_out.kinds == {".pdf": 1, ".txt": 1}


def test_the_batch_s_own_files_are_not_counted(folder):
    scratch = folder / "answers.csv.parts"
    scratch.mkdir()
    (scratch / "lock").write_bytes(b"")
    left_out = LeftOut()
    list(source_of(str(folder)).places(scratch, left_out))
    assert left_out.kinds == {".txt": 1}


def test_a_zip_behind_a_url_is_read_as_the_folder_in_it(folder, expected, tmp_path):
    with zipfile.ZipFile(tmp_path / "scans.zip", "w") as packed:
        for name in NAMES:
            packed.write(folder / name, name)
    assert images_of(source_of(f"file://{(tmp_path / 'scans.zip').as_posix()}"), tmp_path) == expected


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


def test_a_url_in_a_table_of_this_machine_is_not_followed(tmp_path):
    (tmp_path / "list.csv").write_text("path\nhttp://localhost/a.png\n")
    found = images_of(source_of(str(tmp_path / "list.csv")), tmp_path)
    assert found == [("http://localhost/a.png", "bad_cell")]


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


def test_a_table_without_rows_is_refused_as_an_empty_folder_is(tmp_path):
    (tmp_path / "list.csv").write_text("source,reason,error\n\n")
    pyarrow.parquet.write_table(pa.table({"image": pa.array([], pa.binary())}), tmp_path / "list.parquet")
    for name in ("list.csv", "list.parquet"):
        with pytest.raises(DataError, match=rf"{name}: expected rows.*got none"):
            images_of(source_of(str(tmp_path / name)), tmp_path)


@pytest.mark.parametrize("content", ["", "\n\n", "a,b\n1,2\n", 'path\n"never closed\n'])
def test_a_csv_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "other.csv").write_text(content)
    with pytest.raises(DataError, match=r"other\.csv: expected"):
        images_of(source_of(str(tmp_path / "other.csv")), tmp_path)


@pytest.mark.parametrize("groups", [1, 2, 9])
def test_a_parquet_file_holds_bytes_or_paths_in_row_groups_of_any_size(
    folder, expected, tmp_path, monkeypatch, groups
):
    monkeypatch.setattr(parquet_rows, "SHARD", 3)
    contents = [(folder / name).read_bytes() for name in NAMES]
    tables = {
        "bytes": pa.table({"id": [1, 2, 3, 4], "scan": contents}),
        "paths": pa.table({"path": NAMES, "scan": contents}),
        "hub": pa.table({"image": [{"bytes": b, "path": n} for b, n in zip(contents, NAMES, strict=True)]}),
    }
    found = {}
    for name, table in tables.items():
        pyarrow.parquet.write_table(table, folder / f"{name}.parquet", row_group_size=groups)
        found[name] = images_of(source_of(str(folder / f"{name}.parquet")), tmp_path)
    numbered = [(f"bytes.parquet#{number}", pixels) for number, (_, pixels) in enumerate(expected, 1)]
    assert found == {"bytes": numbered, "paths": expected, "hub": expected}


def test_an_empty_cell_of_a_parquet_file_is_told(tmp_path):
    pyarrow.parquet.write_table(pa.table({"image": pa.array([None], pa.binary())}), tmp_path / "x.parquet")
    assert images_of(source_of(str(tmp_path / "x.parquet")), tmp_path) == [("x.parquet#1", "bad_cell")]


def test_a_column_that_holds_no_images_is_refused(tmp_path):
    pyarrow.parquet.write_table(pa.table({"image": [1]}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match="expected bytes or paths in the column 'image', got int64"):
        images_of(source_of(str(tmp_path / "x.parquet")), tmp_path)


@pytest.mark.parametrize(
    "name", ["gone", "gone.zip", "gone.csv", "notes.txt", "broken.parquet", "broken.zip"]
)
def test_what_cannot_be_read_is_refused_by_its_name(tmp_path, name):
    for there in ("notes.txt", "broken.parquet", "broken.zip"):
        (tmp_path / there).write_text("nothing of the kind")
    with pytest.raises(DataError, match=f"{name}: expected"):
        images_of(source_of(str(tmp_path / name)), tmp_path)


def test_an_option_without_effect_is_refused(folder):
    with pytest.raises(ConfigError, match="expected --column with a CSV or Parquet file"):
        source_of(str(folder), column="image")


def test_the_kind_of_a_url_that_nobody_knows_is_said(tmp_path):
    with pytest.raises(DataError, match="nonsense://x: expected to read it"):
        images_of(source_of("nonsense://x"), tmp_path)


def test_shards_are_of_one_size_everywhere():
    assert {module.SHARD for module in (named, csv_rows, parquet_rows)} == {job.SHARD}
