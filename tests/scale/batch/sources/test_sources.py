"""The same images come out of a folder, a zip, a table or a URL, always in the same order."""

import zipfile

import pyarrow as pa
import pyarrow.parquet
import pytest

from inkread.errors import ConfigError, DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch import job
from inkread.scale.batch.sources import csv_rows, named, parquet_rows
from inkread.scale.batch.sources.choose import source_of

from .conftest import NAMES, images_of


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


def test_a_url_in_a_table_of_this_machine_is_not_followed(tmp_path):
    (tmp_path / "list.csv").write_text("path\nhttp://localhost/a.png\n")
    found = images_of(source_of(str(tmp_path / "list.csv")), tmp_path)
    assert found == [("http://localhost/a.png", "bad_cell")]


def test_a_table_without_rows_is_refused_as_an_empty_folder_is(tmp_path):
    (tmp_path / "list.csv").write_text("source,reason,error\n\n")
    pyarrow.parquet.write_table(pa.table({"image": pa.array([], pa.binary())}), tmp_path / "list.parquet")
    for name in ("list.csv", "list.parquet"):
        with pytest.raises(DataError, match=rf"{name}: expected rows.*got none"):
            images_of(source_of(str(tmp_path / name)), tmp_path)


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
