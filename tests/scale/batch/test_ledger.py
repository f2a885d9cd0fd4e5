"""Only what the ledger says counts, and it says only what is whole."""

import pytest

from inkread.errors import DataError
from inkread.scale.batch.job import Part, Shard
from inkread.scale.batch.ledger import LEDGER, Ledger

PARTS = [Part(b"a\n", b"", {}), Part(b"b\n", b"x,damaged,why\n", {"damaged": 1}), Part(b"c\n", b"", {})]


def commit(ledger, *numbers):
    for number in numbers:
        ledger.commit(Shard(number, number * 2, 2, None), PARTS[number])


def test_parts_come_back_in_the_order_of_the_shards_whatever_the_order_they_were_done_in(tmp_path):
    commit(Ledger(tmp_path), 2, 0, 1)
    again = Ledger(tmp_path)
    assert [rows for rows, _ in again.parts()] == [b"a\n", b"b\n", b"c\n"]
    assert (again.num_images, dict(again.reasons)) == (6, {"damaged": 1})


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_a_kill_cut_short_does_not_count_and_is_written_over(tmp_path, cut):
    commit(Ledger(tmp_path), 0, 1)
    path = tmp_path / LEDGER
    path.write_bytes(path.read_bytes()[:-cut])
    ledger = Ledger(tmp_path)
    assert (0 in ledger, 1 in ledger) == (True, False)
    commit(ledger, 1, 2)
    assert len(Ledger(tmp_path)) == 3


def test_zeros_that_a_loss_of_power_left_do_not_count(tmp_path):
    commit(Ledger(tmp_path), 0)
    with (tmp_path / LEDGER).open("ab") as file:
        file.write(b"\0" * 40 + b"\n")
    ledger = Ledger(tmp_path)
    commit(ledger, 1, 2)
    assert len(Ledger(tmp_path)) == 3


def test_a_part_without_a_line_is_done_again(tmp_path):
    (tmp_path / "000000000.rows").write_bytes(b"half a ro")
    ledger = Ledger(tmp_path)
    commit(ledger, 0)
    assert next(ledger.parts()) == (b"a\n", b"")


def test_a_shard_that_comes_twice_counts_once(tmp_path):
    ledger = Ledger(tmp_path)
    commit(ledger, 0, 0)
    assert Ledger(tmp_path).num_images == 2


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"A\n"), lambda path: path.unlink()])
def test_a_part_that_was_altered_or_lost_is_noticed(tmp_path, damage):
    ledger = Ledger(tmp_path)
    commit(ledger, 0)
    damage(tmp_path / "000000000.rows")
    with pytest.raises(DataError, match=r"expected (the|a) part"):
        list(ledger.parts())
