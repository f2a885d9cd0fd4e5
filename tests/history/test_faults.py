"""What a database or a disk complains about ends in one clear line with a code, and nothing half kept."""

import errno
import sqlite3
import sys

import pytest
import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history import Query, Store
from inkread.history.database import Database, journal_mode
from inkread.history.faults import told
from inkread.history.pictures import OWNER


def failure(call):
    with pytest.raises(HistoryError, match=r"expected .+, got .+; ") as caught:
        call()
    return caught.value


def files(store):
    """Return all files among the images but the one that says whose they are."""
    found = store.pictures.folder.rglob("*")
    return [path for path in found if path.is_file() and path.name != OWNER]


def raise_(error):
    raise error


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("database or disk is full", "full"),
        ("disk I/O error", "full"),
        ('could not extend file "base/1": No space left on device', "full"),
        ("database is locked", "busy"),
        ("canceling statement due to lock timeout", "busy"),
        ("connection refused", "unreachable"),
        ("attempt to write a readonly database\nmore", "unreachable"),
    ],
)
def test_a_database_s_complaint_has_a_code(said, code):
    def complain():
        with told("history.db"):
            raise sa.exc.OperationalError("INSERT", {}, Exception(said))

    error = failure(complain)
    assert error.code == code
    assert str(error).startswith("history.db: expected ")
    assert said.partition("\n")[0] in str(error)
    assert "INSERT" not in str(error)


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "full"), (errno.EIO, "full"), (errno.EFBIG, "full"), (errno.EACCES, "unreachable")],
)
def test_a_disk_that_takes_no_image_leaves_nothing_and_reads_on(
    file_store, keep, image, number, code, monkeypatch
):
    kept = keep(file_store, image=image)
    with monkeypatch.context() as failing:
        failing.setattr("os.fsync", lambda _: raise_(OSError(number, "no")))
        assert failure(lambda: keep(file_store, image=image)).code == code
        assert failure(file_store.check_writable).code == code
        assert file_store.image(kept.id, owner="ann") == image
    assert file_store.find(Query("ann")).total == 1
    assert [path.stem for path in files(file_store)] == [kept.id]
    assert keep(file_store, image=image).has_image


def test_a_database_that_takes_no_row_leaves_no_image(file_store, keep, image):
    with file_store.database.writing() as connection:
        refuse = "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        connection.execute(sa.text(f"CREATE TRIGGER refuse BEFORE INSERT ON readings {refuse}"))
    assert failure(lambda: keep(file_store, image=image)).code == "full"
    assert not files(file_store)


def test_a_history_that_another_program_holds_is_busy_at_once_for_who_asks_for_health(file_store, keep):
    holder = sqlite3.connect(file_store.database.name, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert failure(file_store.check_writable).code == "busy"
    holder.execute("ROLLBACK")
    holder.close()
    file_store.check_writable()


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Dear Ann, this is not a database but a letter of more than a hundred bytes." * 3)
    before = path.read_bytes()
    error = failure(lambda: Store.open(path, images=tmp_path))
    assert (error.code, str(path) in str(error)) == ("unreachable", True)
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    assert failure(lambda: Store.open(tmp_path, images=tmp_path)).code == "unreachable"


def test_a_file_in_the_place_of_the_folder_of_images_is_told(tmp_path, keep, image):
    (tmp_path / "images").write_text("")
    store = Store.open(tmp_path / "h.db", images=tmp_path / "images")
    assert failure(lambda: keep(store, image=image)).code == "unreachable"
    assert failure(store.check_writable).code == "unreachable"
    store.close()


@pytest.mark.parametrize("address", ["mysql://ann:secret@host/x", "sqlite://", "postgresql://", "a b://c:d@"])
def test_an_address_of_no_such_database_is_told_without_its_password(address):
    error = failure(lambda: Database(address))
    assert error.code == "unreachable"
    assert "secret" not in str(error)


def test_without_its_driver_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    error = failure(lambda: Database("postgresql://ann:secret@localhost/x"))
    assert "pip install 'inkread[postgresql]'" in str(error)
    assert "secret" not in str(error)


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path):
    address = f"postgresql://ann:secret@/x?host={tmp_path}"
    error = failure(lambda: Store.open(address, images=tmp_path))
    assert error.code == "unreachable"
    assert "secret" not in str(error)


def test_sqlite_is_set_up_to_lose_nothing_to_forget_what_is_deleted_and_to_stay_small(file_store):
    asked = ("synchronous", "foreign_keys", "secure_delete", "journal_mode", "busy_timeout", "cache_size")
    with file_store.database.reading() as connection:
        told_ = {name: connection.scalar(sa.text(f"PRAGMA {name}")) for name in asked}
    assert told_ == {
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "journal_mode": journal_mode().lower(),
        "busy_timeout": 30_000,
        "cache_size": -256,  # kB: 8 connections of SQLite's usual 2 MB were most of what a soak grew by
    }


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL")]
)
def test_the_log_that_could_damage_the_file_is_used_only_where_it_is_mended(version, mode):
    assert journal_mode(version) == mode


def test_a_deleted_text_is_nowhere_in_the_file(file_store, keep):
    from pathlib import Path

    kept = keep(file_store, source="a-very-private-name.png")
    file = Path(file_store.database.name)
    assert b"a-very-private-name" in file.read_bytes()
    file_store.delete([kept.id], owner="ann")
    assert b"a-very-private-name" not in file.read_bytes()
