"""Many processes share a history, some killed, one out of disk: nothing acknowledged is lost or doubled.

More rounds, writers and seconds: `make torture PART=history`.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from inkread.history import Policy, Query, Store, clean
from inkread.history.pictures import OWNER

PROGRAM = Path(__file__).with_name("crowd.py")
ROUNDS = int(os.environ.get("INKREAD_KILL_ROUNDS", "25"))
SECONDS = int(os.environ.get("INKREAD_CROWD_SECONDS", "2"))

pytestmark = [
    pytest.mark.xfail(os.name == "nt", reason="forks, kills and limits are POSIX's", run=False),
    pytest.mark.timeout(1200 + ROUNDS),
]


@pytest.fixture
def images(tmp_path):
    return tmp_path / "images"


@pytest.fixture
def come_of(database_address, images):
    """Runs a job of the program and returns what came of it."""

    def run(job, number):
        command = [sys.executable, "-W", "error", PROGRAM, job, database_address, images, number]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return json.loads(done.stdout)

    return run


@pytest.fixture
def reopened(database_address, images):
    """Opens the history afresh, checks the database and cleans up what killed processes left."""
    opened = []

    def call():
        store = Store.open(database_address, images=images)
        opened.append(store)
        if store.database.is_file:
            with store.database.reading() as connection:
                assert connection.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        clean(store, Policy(stray_age=timedelta(0)), now=datetime.now(UTC))
        files = sorted(path.stem for path in images.rglob("*") if path.is_file() and path.name != OWNER)
        assert files == sorted(entry.id for entry in store.entries(Query(None)) if entry.has_image)
        return store

    yield call
    for store in opened:
        store.close()


def test_killed_writers_lose_and_double_nothing_they_had_acknowledged(come_of, reopened):
    said = come_of("kills", ROUNDS)
    added = {words[2]: words[1] for words in said if words[0] == "added"}
    deleting, deleted = ({words[1] for words in said if words[0] == step} for step in ("deleting", "deleted"))
    tried = {words[1] for words in said if words[0] == "adding"}
    kept = {entry.id: entry for entry in reopened().entries(Query(None))}
    assert len(added) >= ROUNDS // 2
    assert added.keys() - deleting <= kept.keys()
    assert not deleted & kept.keys()
    assert all(kept[entry_id].source == name for entry_id, name in added.items() if entry_id in kept)
    assert all(entry.has_image for entry in kept.values())
    names = [entry.source for entry in kept.values()]
    assert len(names) == len(set(names))
    assert set(names) <= tried


def test_processes_that_write_read_and_clean_at_once_never_get_in_each_other_s_way(come_of, reopened):
    came = come_of("crowd-by-age", SECONDS)
    assert came["codes"] == [0] * len(came["answers"])
    assert [wrong for answer in came["answers"] for wrong in answer["wrong"]] == []
    assert all(answer["done"] > 1 for answer in came["answers"])
    kept = {entry.id for entry in reopened().entries(Query(None)) if entry.has_image}
    assert kept == {entry_id for answer in came["answers"] for entry_id in answer["kept"]}


def test_a_clean_up_by_size_keeps_to_it_whoever_writes(come_of, reopened):
    came = come_of("crowd-by-size", SECONDS)
    assert came["codes"] == [0] * len(came["answers"])
    assert [wrong for answer in came["answers"] for wrong in answer["wrong"]] == []
    store = reopened()
    entries = list(store.entries(Query(None)))
    clean(store, Policy(max_size=5000), now=datetime.now(UTC))
    newest = [entry.id for entry in entries if entry.has_image][:10]
    assert [entry.id for entry in store.entries(Query(None)) if entry.has_image] == newest
    assert {entry.id for entry in entries} == {
        entry_id for answer in came["answers"] for entry_id in answer["kept"]
    }


def test_a_store_works_on_in_forked_children_and_in_their_parent(come_of, reopened):
    ids = come_of("forked", 3)
    assert len(ids) == 13
    assert {entry.id for entry in reopened().entries(Query(None))} == set(ids)


@pytest.mark.parametrize("database_address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("more_bytes", [0, 30_000])
def test_a_full_disk_is_told_and_loses_nothing(come_of, reopened, more_bytes):
    came = come_of("full", more_bytes)
    assert came["codes"] == ["full"]
    assert came["found"] == len(came["kept"]) - 1
    assert {entry.id for entry in reopened().entries(Query(None))} == set(came["kept"])
