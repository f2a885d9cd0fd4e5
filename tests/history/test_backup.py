"""A history comes back from its backup as it was, in any database; a damaged backup changes nothing."""

import contextlib
import hashlib
import io
import json
import random
import stat
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inkread.errors import HistoryError
from inkread.history import Query, Store
from inkread.history.backup import backup
from inkread.history.backup_file import opened_backup
from inkread.history.schema import readings

DAMAGES = 30
STROKES = {"width": 280, "height": 280, "strokes": [[[1, 2], [3, 4], [0, 5]]]}


@pytest.fixture
def made(file_store, keep, image, tmp_path):
    """A backup of four readings: corrected, drawn, without an image, and one whose image is lost."""
    return filled(file_store, keep, image, tmp_path / "backup.zip")


@pytest.fixture
def empty(database_address, tmp_path, clock):
    """An empty store in every database there is."""
    opened = Store.open(database_address, images=tmp_path / "restored", clock=clock)
    yield opened
    opened.close()


def filled(store, keep, image, path):
    kept = keep(store, image=image, source="ä.png")
    store.correct(kept.id, "B", owner="ann")
    keep(store, "7", owner="bob", image=image + b"2", strokes=STROKES)
    keep(store, "")
    lost = keep(store, image=image)
    store.pictures.remove(lost.id)
    backup(store, path)
    return path


def everything(store):
    entries = store.find(Query(None, order="oldest")).entries
    return [(entry, store.image(entry.id, owner=None)) for entry in entries]


def assert_same(restored, before):
    """Compare; of the last reading, whose image was lost, nobody says any more that it has one."""
    (lost, _), *others = reversed(before)
    assert restored == [*reversed(others), (replace(lost, has_image=False), None)]


def damaged(path, call):
    with pytest.raises(
        HistoryError, match=r"expected a whole backup of a history, got .+; take another"
    ) as caught:
        call(path)
    assert caught.value.code == "damaged"


def checked(path):
    with opened_backup(path):
        pass


def verdict(path):
    """Return the rows of a backup, or the code of its refusal."""
    try:
        with opened_backup(path) as found:
            return list(found.rows())
    except HistoryError as error:
        return error.code


def rewritten(path, name, content):
    """Put other content into a part of a backup, its checksum in the zip right."""
    with zipfile.ZipFile(path) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for one, before in {**parts, name: content}.items():
            if content is not None or one != name:
                new.writestr(one, before if one != name else content)


def test_a_backup_of_any_database_is_restored_as_it_was(store, keep, image, tmp_path, restored):
    path = filled(store, keep, image, tmp_path / "backup.zip")
    with contextlib.closing(Store.open(tmp_path / "new.db", images=tmp_path / "new")) as new:
        done = restored(new, path)
        assert (done.readings, done.images, done.there) == (4, 2, 0)
        assert_same(everything(new), everything(store))


def test_a_backup_is_restored_into_any_database(file_store, made, empty, restored):
    assert restored(empty, made).readings == 4
    assert_same(everything(empty), everything(file_store))


def test_sums_are_such_as_everyone_can_check_and_only_the_owner_may_read_it(made, tmp_path):
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "unpacked")
        sums = archive.read("SHA256SUMS").decode().splitlines()
        manifest = json.loads(archive.read("backup.json"))
    assert len(sums) == 3
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "unpacked" / name).read_bytes()).hexdigest() == digest
    assert (manifest["readings"], manifest["images"]) == (4, 2)
    if sys.platform != "win32":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_history_that_holds_readings_is_left_alone_unless_told(file_store, made, keep, restored):
    before = everything(file_store)
    with pytest.raises(HistoryError, match=r"expected an empty history .+ got one of 4 readings") as caught:
        restored(file_store, made)
    assert (caught.value.code, everything(file_store)) == ("not_empty", before)


def test_what_is_added_leaves_what_is_there_as_it_is(file_store, made, keep, restored):
    gone, *rest = (entry.id for entry, _ in everything(file_store))
    file_store.delete([gone], owner=None)
    file_store.correct(rest[0], "1", owner=None)
    mine = keep(file_store)
    done = restored(file_store, made, add=True)
    assert (done.readings, done.images, done.there) == (1, 1, 3)
    assert {entry.id for entry, _ in everything(file_store)} == {gone, *rest, mine.id}
    assert file_store.get(rest[0], owner=None).correction == "1"


def test_bits_that_turned_and_files_cut_short_are_refused(made):
    whole, rows, random_ = made.read_bytes(), verdict(made), random.Random(0)
    for _ in range(DAMAGES):
        place = random_.randrange(len(whole))
        bad = bytearray(whole)
        bad[place] ^= 1 << random_.randrange(8)
        made.write_bytes(bad)
        # A bit of a file's time or of its owner's system says nothing about what it holds.
        assert verdict(made) in ("damaged", "newer", rows)
        made.write_bytes(whole[:place])
        assert verdict(made) == "damaged"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("readings.jsonl", b'{"id":"x"}\n'),
        ("images/../../evil.png", b"x"),
        ("SHA256SUMS", b""),
        ("backup.json", b"[]"),
        ("backup.json", b'{"format": 1, "revision": "0001"}'),
        ("readings.jsonl", None),
    ],
    ids=["rows", "foreign name", "sums", "manifest", "half a manifest", "no rows"],
)
def test_another_content_is_refused(made, name, content):
    rewritten(made, name, content)
    damaged(made, checked)


def test_a_backup_of_a_later_version_is_refused_by_name(made, file_store):
    with zipfile.ZipFile(made) as archive:
        said = json.loads(archive.read("backup.json"))
    rewritten(made, "backup.json", json.dumps({**said, "revision": "9999"}).encode())
    with pytest.raises(HistoryError, match="update inkread") as caught:
        checked(made)
    assert caught.value.code == "newer"


def test_a_file_that_is_no_backup_is_refused_before_anything_changes(tmp_path, empty, restored):
    (tmp_path / "letter.zip").write_text("Dear Ann")
    damaged(tmp_path / "letter.zip", lambda path: restored(empty, path))
    said = r"none\.zip: expected a backup that can be read, got No such file .*; check its name, and who"
    with pytest.raises(HistoryError, match=said) as caught:
        restored(empty, tmp_path / "none.zip")
    assert caught.value.code == "unreachable"
    assert everything(empty) == []


def test_a_restore_that_fails_leaves_nothing_and_goes_well_afterwards(empty, made, monkeypatch, restored):
    def full(*_, **__):
        raise HistoryError("expected room, got none", code="full")

    with monkeypatch.context() as failing:
        failing.setattr(empty.database, "writing", full)
        with pytest.raises(HistoryError, match="room"):
            restored(empty, made)
    assert (everything(empty), [page for page in empty.pictures.files() if page]) == ([], [])
    assert restored(empty, made).readings == 4


def test_a_restore_that_was_killed_is_done_again(tmp_path, made, restored):
    code = (
        "import os, sys; from pathlib import Path; from inkread.history import Store;"
        " from inkread.history import backup_restore;"
        " backup_restore._insert = lambda *_: os._exit(9);"
        " store = Store.open(Path(sys.argv[1]), images=Path(sys.argv[2]));"
        " from inkread.history.backup_file import opened_backup;"
        " opened = opened_backup(Path(sys.argv[3]));"
        " backup_restore.restore_backup(store, opened.__enter__())"
    )
    places = [str(tmp_path / "new.db"), str(tmp_path / "new-images")]
    assert subprocess.run([sys.executable, "-c", code, *places, str(made)], check=False).returncode == 9
    store = Store.open(Path(places[0]), images=Path(places[1]))
    assert sum(map(len, store.pictures.files())) == 2
    assert restored(store, made).images == 2
    assert [entry.has_image for entry, _ in everything(store)] == [True, True, False, False]
    store.close()


def test_others_go_on_writing_while_a_backup_is_made(store, keep, image, tmp_path):
    for number in range(30):
        keep(store, str(number % 10), image=image)
    at_work, done = threading.Event(), threading.Event()

    def write_on():
        while not done.is_set():
            keep(store, "Z", image=image)
            at_work.set()

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        assert at_work.wait(30)
        facts = backup(store, tmp_path / "backup.zip")
    finally:
        done.set()
        writer.join()
    with opened_backup(tmp_path / "backup.zip") as found:
        rows = list(found.rows())
    assert len(rows) == facts.readings == facts.images >= 30
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_backup_that_cannot_be_written_leaves_the_old_one(file_store, made, monkeypatch):
    whole = made.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(HistoryError) as caught:
        backup(file_store, made)
    assert (caught.value.code, made.read_bytes()) == ("full", whole)


def test_a_restore_that_is_broken_off_takes_back_only_what_it_wrote(
    file_store, made, empty, monkeypatch, restored
):
    here, there = (entry.id for entry, image in everything(file_store) if image)
    empty.pictures.write(here, file_store.image(here, owner=None))

    def broken_off(*_):
        with opened_backup(made) as opened:  # another restore has brought this one back meanwhile
            row = next(row for row in opened.rows() if row["id"] == there)
        with empty.database.writing() as connection:
            connection.execute(readings.insert().values(row))
        raise KeyboardInterrupt

    monkeypatch.setattr("inkread.history.backup_restore._insert", broken_off)
    with pytest.raises(KeyboardInterrupt):
        restored(empty, made, take_over=True)
    assert [empty.pictures.read(one) is not None for one in (here, there)] == [True, True]


@pytest.mark.parametrize("at", ["in the middle of an image", "in the database"])
def test_a_restore_that_is_broken_off_leaves_no_image(made, empty, monkeypatch, at, restored):
    def broken_off(*_):
        raise KeyboardInterrupt

    place = "atomic.sync_folder" if at.startswith("in the middle") else "history.backup_restore._insert"
    with monkeypatch.context() as breaking:
        breaking.setattr(f"inkread.{place}", broken_off)
        with pytest.raises(KeyboardInterrupt):
            restored(empty, made)
    assert not list(empty.pictures.folder.rglob("*.png"))
    assert restored(empty, made).images == 2


def test_readings_of_a_clock_that_was_never_set_are_backed_up_and_exported(file_store, keep, image, tmp_path):
    clock = file_store._now
    clock.now = datetime(1970, 1, 1, tzinfo=UTC)
    old = keep(file_store, image=image)
    file_store.correct(old.id, "7", owner=None)
    assert backup(file_store, tmp_path / "old.zip").images == 1
    checked(tmp_path / "old.zip")
    exported = b"".join(file_store.export("zip", Query(None)))
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        assert [info.date_time[0] for info in archive.infolist()] == [1980]
