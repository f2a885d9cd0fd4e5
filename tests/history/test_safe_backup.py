"""A backup is read back before it counts, and an emptied history takes the place of no full backup."""

import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from inkread.errors import HistoryError
from inkread.history import Query, Store
from inkread.history.backup_file import opened_backup
from inkread.history.generations import dated, series
from inkread.history.safe_backup import Wish, back_up

NIGHT = datetime(2026, 3, 10, 3, 15, tzinfo=UTC)
WISH = Wish(NIGHT)


@pytest.fixture
def full(file_store, keep, image):
    """A history with two readings."""
    keep(file_store, image=image)
    keep(file_store)
    return file_store


@pytest.fixture
def emptied(tmp_path, clock):
    """A history with none."""
    opened = Store.open(tmp_path / "emptied.db", images=tmp_path / "of-emptied", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    """The folder of backups."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


def readings(path):
    with opened_backup(path) as found:
        return found.facts.readings


def test_each_night_has_its_own_and_the_oldest_goes(full, folder):
    for night in range(4):
        done = back_up(full, folder, Wish(NIGHT + timedelta(days=night), keep=3))
    assert [path.name[:16] for path in series(folder)] == [f"history-202603{day}" for day in (13, 12, 11)]
    assert (done.file, done.facts.readings) == (series(folder)[0], 2)
    assert [path.name for path in done.removed] == ["history-20260310T031500Z.zip"]


def test_an_emptied_history_takes_the_place_of_no_full_backup(full, emptied, tmp_path):
    file = tmp_path / "bk.zip"
    back_up(full, file, WISH)
    with pytest.raises(HistoryError, match=r"expected readings, as .*bk.zip has 2, got none; .* --force"):
        back_up(emptied, file, WISH)
    assert readings(file) == 2
    assert sorted(path.name for path in tmp_path.glob("*bk.zip*")) == ["bk.zip"]


def test_it_pushes_none_out_of_a_folder_either(full, emptied, folder):
    back_up(full, folder, WISH)
    for night in range(1, 4):
        with pytest.raises(HistoryError, match="got none"):
            back_up(emptied, folder, Wish(NIGHT + timedelta(days=night), keep=1))
    assert [readings(path) for path in series(folder)] == [2]


def test_an_empty_one_is_made_where_that_is_meant_or_nothing_was_there(full, emptied, folder):
    back_up(emptied, folder, WISH)
    back_up(emptied, folder, Wish(NIGHT + timedelta(hours=1)))
    back_up(full, folder, Wish(NIGHT + timedelta(hours=2)))
    back_up(emptied, folder, Wish(NIGHT + timedelta(hours=3), force=True))
    assert [readings(path) for path in series(folder)] == [0, 2, 0, 0]


def test_a_history_that_was_emptied_on_purpose_is_backed_up_and_pushes_the_last_full_one_out_of_no_folder(
    full, folder
):
    back_up(full, folder, WISH)
    full.delete([entry.id for entry in full.find(Query(None)).entries], owner=None)
    for night in range(1, 4):
        back_up(full, folder, Wish(NIGHT + timedelta(days=night), keep=1))
    assert [(path.name[8:16], readings(path)) for path in series(folder)] == [
        ("20260313", 0),
        ("20260310", 2),
    ]


def test_it_takes_the_place_of_no_full_backup_in_one_file(full, tmp_path):
    back_up(full, tmp_path / "bk.zip", WISH)
    full.delete([entry.id for entry in full.find(Query(None)).entries], owner=None)
    with pytest.raises(HistoryError, match="has 2, got none"):
        back_up(full, tmp_path / "bk.zip", WISH)


def test_a_backup_that_does_not_say_of_which_history_it_is_is_of_another(full, folder):
    back_up(full, folder, WISH)
    with zipfile.ZipFile(series(folder)[0], "a") as archive:
        archive.getinfo("backup.json").comment = b""  # as an older inkread made it
        archive.comment = b"written anew"
    full.delete([entry.id for entry in full.find(Query(None)).entries], owner=None)
    with pytest.raises(HistoryError, match="has 2, got none"):
        back_up(full, folder, Wish(NIGHT + timedelta(days=1)))


def test_a_damaged_newest_one_hides_no_full_one_before_it(full, emptied, folder):
    back_up(full, folder, WISH)
    dated(folder, NIGHT + timedelta(hours=1)).write_bytes(b"damaged")
    with pytest.raises(HistoryError, match="has 2, got none"):
        back_up(emptied, folder, Wish(NIGHT + timedelta(days=1)))


def test_the_backup_of_an_older_inkread_is_one_of_the_series(full, emptied, folder):
    back_up(full, folder / "latest.zip", WISH)
    with pytest.raises(HistoryError, match="has 2, got none"):
        back_up(emptied, folder, WISH)


def test_a_backup_that_is_not_whole_when_it_is_read_back_replaces_nothing(full, tmp_path, monkeypatch):
    file = tmp_path / "bk.zip"
    back_up(full, file, WISH)
    before = file.read_bytes()

    def lose_a_part(archive, info, *arguments, **named):
        if str(getattr(info, "filename", info)).endswith(".png"):
            return None
        return written(archive, info, *arguments, **named)

    written = zipfile.ZipFile.writestr
    monkeypatch.setattr(zipfile.ZipFile, "writestr", lose_a_part)
    with pytest.raises(HistoryError, match="expected a whole backup of a history"):
        back_up(full, file, WISH)
    assert file.read_bytes() == before
