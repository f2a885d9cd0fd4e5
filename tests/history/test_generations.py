"""Backups in a folder go by number and by age, and nothing else in it does."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from inkread.errors import HistoryError
from inkread.history.generations import date_latest, dated, keep_newest, point_latest, remove_older, series

NOW = datetime(2026, 3, 10, 3, 15, tzinfo=UTC)
OTHERS = ("history.zip", "readings.zip", "history-20260301.zip", "notes.txt", "before-upgrade.zip")


@pytest.fixture
def folder(tmp_path):
    """Nine nightly backups, two of an installer's, and files of other kinds."""
    for days in range(9):
        dated(tmp_path, NOW - timedelta(days=days)).touch()
    for name in ("before-20260101T000000Z-1a2b3c.zip", "before-20260309T120000Z-1a2b3c-shared.zip", *OTHERS):
        (tmp_path / name).touch()
    return tmp_path


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_the_series_begins_with_the_newest(folder):
    found = series(folder)
    assert (len(found), found[0].name) == (9, "history-20260310T031500Z.zip")
    assert found == sorted(found, reverse=True)


def test_the_newest_are_kept_and_all_that_is_no_part_of_the_series(folder):
    before = names(folder)
    gone = keep_newest(folder, 7)
    assert [path.name for path in gone] == ["history-20260303T031500Z.zip", "history-20260302T031500Z.zip"]
    assert before - names(folder) == {path.name for path in gone}


def test_what_is_past_its_time_goes_an_installers_too(folder):
    limit = NOW - timedelta(days=7)
    told = remove_older(folder, limit, dry_run=True)
    assert [path.name for path in told] == [
        "before-20260101T000000Z-1a2b3c.zip",
        "history-20260302T031500Z.zip",
    ]
    assert all(path.exists() for path in told)
    assert remove_older(folder, limit) == told
    assert {*OTHERS, "before-20260309T120000Z-1a2b3c-shared.zip"} < names(folder)
    assert [path for path in told if path.exists()] == []


def test_the_one_backup_of_an_older_inkread_gets_its_place_in_the_series(tmp_path):
    latest = tmp_path / "latest.zip"
    latest.write_bytes(b"old")
    os.utime(latest, (NOW.timestamp(), NOW.timestamp()))
    date_latest(tmp_path)
    assert [path.read_bytes() for path in series(tmp_path)] == [b"old"]
    assert names(tmp_path) == {"history-20260310T031500Z.zip"}


@pytest.mark.skipif(os.name == "nt", reason="such links need a right there that few have")
def test_the_latest_is_led_to_and_the_link_goes_with_what_it_leads_to(tmp_path):
    for days in (1, 0):
        file = dated(tmp_path, NOW - timedelta(days=days))
        file.write_text(str(days))
        point_latest(file)
    date_latest(tmp_path)  # which leaves a link alone
    assert (tmp_path / "latest.zip").read_text() == "0"
    remove_older(tmp_path, NOW + timedelta(days=1))
    assert names(tmp_path) == set()


def test_what_a_killed_backup_left_goes_once_it_is_old(tmp_path):
    old, new, other = (
        tmp_path / name
        for name in (
            ".history-20260301T031500Z.zip.abcd1234.tmp",
            ".history-20260310T031500Z.zip.abcd1234.tmp",
            ".thesis.zip.abcd1234.tmp",
        )
    )
    for path in (old, new, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (0, 0))
    assert keep_newest(tmp_path, 7) == []
    assert names(tmp_path) == {new.name, other.name}


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(HistoryError, match="none: expected a history that can be opened"):
        remove_older(tmp_path / "none", NOW)
