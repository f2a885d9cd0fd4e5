"""Images in a Parquet file, in any form that programs write them in."""

import pyarrow as pa
import pyarrow.parquet
import pytest

from inkread.errors import DataError
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import Shard
from inkread.scale.batch.sources import parquet_rows
from inkread.scale.batch.sources.choose import source_of

from .conftest import NAMES, images_of, kept_of


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
    with pytest.raises(
        DataError, match="expected bytes, paths or lists of pixels in the column 'image', got int64"
    ):
        images_of(source_of(str(tmp_path / "x.parquet")), tmp_path)


def written(table, path, **options):
    """Write a table and return it as a source."""
    pyarrow.parquet.write_table(table, path, **options)
    return source_of(str(path))


@pytest.mark.parametrize(
    "kind",
    [pa.large_binary(), pa.binary_view(), pa.dictionary(pa.int32(), pa.binary()), "fixed"],
    ids=str,
)
def test_the_bytes_of_files_may_be_kept_in_any_way(folder, expected, tmp_path, kind):
    contents = [(folder / name).read_bytes() for name in NAMES[:1]] * 2
    fixed = pa.binary(len(contents[0])) if kind == "fixed" else kind
    source = written(pa.table({"image": pa.array(contents, fixed)}), tmp_path / "x.parquet")
    assert [pixels for _, pixels in images_of(source, tmp_path)] == [expected[0][1]] * 2


@pytest.mark.parametrize(
    "kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], ids=str
)
def test_paths_may_be_kept_in_any_way_and_their_column_called_with_capitals(folder, expected, tmp_path, kind):
    source = written(pa.table({"Image Path": pa.array(NAMES, kind)}), folder / "x.parquet")
    assert images_of(source, tmp_path) == expected


def pixel_tables():
    """Return two images of 8 x 8 pixels in the forms that programs keep them in."""
    rows = [[*range(64)], [255] * 64]
    squares = [[row[start : start + 8] for start in range(0, 64, 8)] for row in rows]
    names = [f"pixel{place}" for place in range(64)]
    labels = {"id": [70, 71], "label": [3, 4]}
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return {
        "list": pa.table({"image": pa.array(rows, pa.list_(pa.uint8()))}),
        "large list": pa.table({**labels, "image": pa.array(rows, pa.large_list(pa.float32()))}),
        "fixed list": pa.table({"image": pa.array(rows, pa.list_(pa.int64(), 64))}),
        "rows": pa.table({"image": pa.array(squares, pa.list_(pa.list_(pa.uint8())))}),
        "columns": pa.table(columns),
        "columns after others": pa.table({**labels, **columns}),
        "columns before a label": pa.table({**columns, "label": [3, 4]}),
        "columns before a text": pa.table({**columns, "class": ["3", "4"]}),
    }


@pytest.mark.parametrize("form", pixel_tables())
def test_pixels_may_be_kept_in_any_way(tmp_path, form):
    source = written(pixel_tables()[form], tmp_path / "x.parquet")
    found = images_of(source, tmp_path)
    assert found == [("x.parquet#1", bytes(range(64))), ("x.parquet#2", b"\xff" * 64)]


def test_pixels_that_are_none_are_told(tmp_path):
    rows = [[0] * 64, [0] * 63, [256] * 64, [None] * 64, None]
    source = written(pa.table({"image": pa.array(rows, pa.list_(pa.int32()))}), tmp_path / "list.parquet")
    assert [what for _, what in images_of(source, tmp_path)] == [bytes(64), *["bad_cell"] * 4]
    columns = {
        f"pixel{place}": [0, 256 if place == 9 else 0, None if place == 7 else 0] for place in range(64)
    }
    source = written(pa.table(columns), tmp_path / "columns.parquet")
    assert [what for _, what in images_of(source, tmp_path)] == [bytes(64), "bad_cell", "bad_cell"]


def test_a_table_of_other_columns_is_refused_without_all_their_names(tmp_path):
    source = written(pa.table({f"c{place}x": [0] for place in range(70)}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match="'c7x' and 62 more; say which with --column"):
        images_of(source, tmp_path)


def test_a_file_that_was_changed_since_it_was_listed_is_refused(folder, tmp_path):
    contents = [(folder / name).read_bytes() for name in NAMES]
    source = written(pa.table({"image": contents}), tmp_path / "x.parquet")
    [(count, place)] = source.places(tmp_path, LeftOut())
    written(pa.table({"image": contents[::-1]}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match="expected the file that it was when the batch began"):
        list(source.images(Shard(0, 0, count, place)))


def test_plain_values_of_any_type_are_kept_as_text(tmp_path):
    columns = {
        "image": [b"1", b"2"],
        "id": pa.array([7, None]),
        "when": pa.array([0, 86_400_000], pa.timestamp("ms")),
        "label": pa.array(["a", "b"]).dictionary_encode(),
        "good": [True, False],
        "sure": [0.5, 1.0],
    }
    path = tmp_path / "x.parquet"
    pyarrow.parquet.write_table(pa.table(columns), path)
    source = source_of(str(path), keep=["label", "id", "when", "good", "sure"])
    assert kept_of(source, tmp_path) == [
        ("x.parquet#1", ("a", "7", "1970-01-01 00:00:00.000", "true", "0.5")),
        ("x.parquet#2", ("b", "", "1970-01-02 00:00:00.000", "false", "1")),
    ]


def test_a_column_that_is_kept_is_not_taken_for_the_images(tmp_path):
    pyarrow.parquet.write_table(pa.table({"id": ["w1"], "scan": [b"1"]}), tmp_path / "x.parquet")
    assert kept_of(source_of(str(tmp_path / "x.parquet"), keep=["id"]), tmp_path) == [
        ("x.parquet#1", ("w1",))
    ]


def test_labels_beside_columns_of_pixels_are_kept(tmp_path):
    table = pixel_tables()["columns after others"]
    pyarrow.parquet.write_table(table, tmp_path / "x.parquet")
    source = source_of(str(tmp_path / "x.parquet"), keep=["label"])
    assert kept_of(source, tmp_path) == [("x.parquet#1", ("3",)), ("x.parquet#2", ("4",))]


def test_what_is_no_plain_value_is_not_kept(tmp_path):
    pyarrow.parquet.write_table(pa.table({"image": [b"1"], "more": [[1]]}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match="expected plain values in the column 'more' to keep, got list"):
        images_of(source_of(str(tmp_path / "x.parquet"), keep=["more"]), tmp_path)


def twice(name, cells, **others):
    """Return a table in which two columns have one name, after others."""
    return pa.table([*others.values(), pa.array(cells), pa.array(cells)], names=[*others, name, name])


def test_columns_of_one_name_are_no_harm_where_they_are_not_read(folder, expected, tmp_path):
    source = written(twice("id", [1, 2, 3, 4], path=pa.array(NAMES)), folder / "x.parquet")
    assert images_of(source, tmp_path) == expected


@pytest.mark.parametrize("keep", [[], ["path"]])
def test_columns_of_one_name_that_would_be_read_are_named(tmp_path, keep):
    pyarrow.parquet.write_table(twice("path", ["a.png"], image=pa.array([b"1"])), tmp_path / "x.parquet")
    pyarrow.parquet.write_table(twice("path", ["a.png"]), tmp_path / "y.parquet")
    source = source_of(str(tmp_path / ("x.parquet" if keep else "y.parquet")), keep=keep)
    with pytest.raises(DataError, match=r"expected one column named 'path', got 2; rename them in the file"):
        images_of(source, tmp_path)
