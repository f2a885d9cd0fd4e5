"""A row group is gone through once, a little of it in memory at a time."""

import pyarrow as pa
import pyarrow.parquet
import pytest

from inkread.scale.batch.sources import parquet_cursor
from inkread.scale.batch.sources.parquet_cursor import Cursor
from inkread.scale.batch.sources.parquet_file import footer_digest
from inkread.scale.batch.sources.place import Place

ROWS = 1000


@pytest.fixture
def cursor(tmp_path):
    """A cursor in a file of two groups of numbers."""
    path = tmp_path / "x.parquet"
    pyarrow.parquet.write_table(
        pa.table({"n": range(2 * ROWS), "m": range(2 * ROWS)}), path, row_group_size=ROWS
    )
    return Cursor(Place.of(str(path)), ("n",), footer_digest(Place.of(str(path))))


@pytest.fixture
def begun(monkeypatch):
    """How often a file was opened."""
    times, opened = [], parquet_cursor.opened

    def counted(place, **options):
        times.append(place)
        return opened(place, **options)

    monkeypatch.setattr(parquet_cursor, "opened", counted)
    return times


def numbers(cursor, group, first, count):
    """Return what is in rows."""
    return [n for batch in cursor.rows(group, first, count) for n in batch.column("n").to_pylist()]


def test_rows_further_on_are_reached_without_beginning_again(cursor, begun):
    for first, count in ((0, 1), (1, 100), (101, 64), (500, 3), (503, 497)):
        assert numbers(cursor, 0, first, count) == list(range(first, first + count))
    assert len(begun) == 1


def test_rows_before_and_other_groups_are_reached_too(cursor, begun):
    assert numbers(cursor, 1, 990, 10) == list(range(1990, 2000))
    assert numbers(cursor, 0, 10, 5) == list(range(10, 15))
    assert numbers(cursor, 0, 3, 5) == list(range(3, 8))
    assert len(begun) == 3


def test_rows_that_were_left_half_way_are_no_harm(cursor, begun):
    rows = cursor.rows(0, 70, 500)
    next(rows)
    assert numbers(cursor, 0, 200, 5) == list(range(200, 205))
    assert numbers(cursor, 0, 0, 5) == list(range(5))
    assert len(begun) == 2


def test_rows_beyond_the_last_are_none(cursor):
    assert numbers(cursor, 0, 995, 10) == list(range(995, 1000))


@pytest.mark.parametrize("name", ["n", "my.image"])
@pytest.mark.parametrize("compression", ["none", "zstd"])
def test_a_group_of_large_cells_is_not_held_whole(tmp_path, compression, name):
    path, size = tmp_path / "x.parquet", 512 * 1024
    cells = [bytes([number]) * size for number in range(64)]
    pyarrow.parquet.write_table(
        *(pa.table({name: cells}), path), compression=compression, use_dictionary=False, write_batch_size=1
    )
    cursor = Cursor(Place.of(str(path)), (name,), footer_digest(Place.of(str(path))))
    before = pa.total_allocated_bytes()
    most = 0
    for batch in cursor.rows(0, 0, len(cells)):
        most = max(most, pa.total_allocated_bytes() - before)
        assert len(batch) * size <= parquet_cursor.MOST_BYTES
    assert most < len(cells) * size / 2
