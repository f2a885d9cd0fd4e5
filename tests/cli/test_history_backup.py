"""`inkread history backup` and `restore`: everything in one file, and back from it."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def kept(inkread, images, tiny_folder, tmp_path, monkeypatch):
    """A history of two readings, in the variable's place."""
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    inkread("read", "T.png", "X.png", "--bundle", tiny_folder, "--keep", "--quiet")


def test_what_was_backed_up_is_restored_elsewhere(inkread, kept):
    answer = inkread("history", "backup", "all.zip", "--json")
    said = json.loads(answer.out)
    assert (said["readings"], said["images"], said["format"]) == (2, 2, 1)
    assert inkread("history", "restore", "all.zip", "--check").out == "all.zip: whole, 2 readings, 2 images\n"
    done = inkread("history", "restore", "all.zip", "--history", "new.db")
    assert (done.code, done.out) == (0, "Restored 2 readings, 2 images\n")
    listed = json.loads(inkread("history", "list", "--history", "new.db", "--json").out)
    assert [entry["text"] for entry in listed["entries"]] == ["X", "T"]


def test_a_history_of_readings_is_added_to_only_when_told(inkread, kept):
    inkread("history", "backup", "all.zip")
    refused = inkread("history", "restore", "all.zip")
    assert (refused.code, "--add" in refused.err) == (1, True)
    added = inkread("history", "restore", "all.zip", "--add")
    assert added.out == "Restored 0 readings, 0 images; 2 were there already\n"


def test_a_folder_keeps_dated_backups_and_an_emptied_history_pushes_none_out(
    inkread, kept, tiny_folder, tmp_path, monkeypatch
):
    said = json.loads(inkread("history", "backup", tmp_path / "kept", "--keep", "2", "--json").out)
    assert (said["readings"], said["removed"], "history-" in said["file"]) == (2, [], True)
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "lost.db"))
    inkread("read", "T.png", "--bundle", tiny_folder, "--keep", "--quiet")
    inkread("clean", "--older-than", "0s", "--rows")
    command = ("history", "backup", tmp_path / "kept", "--keep", "2")
    refused = inkread(*command)
    assert (refused.code, f"as {said['file']} has 2, got none" in refused.err) == (1, True)
    assert Path(said["file"]).is_file()
    assert inkread(*command, "--force").code == 0


def test_a_history_that_was_emptied_on_purpose_is_backed_up(inkread, kept, tmp_path):
    command = ("history", "backup", tmp_path / "kept", "--keep", "2")
    said = json.loads(inkread(*command, "--json").out)
    inkread("clean", "--older-than", "0s", "--rows")
    assert (inkread(*command).code, Path(said["file"]).is_file()) == (0, True)


def test_a_name_that_ends_as_a_folder_s_is_one(inkread, kept, tmp_path):
    said = json.loads(inkread("history", "backup", f"{tmp_path}/h/b1/", "--json").out)
    assert Path(said["file"]).parent == tmp_path / "h" / "b1"


def test_backups_are_counted_in_folders_only(inkread, kept):
    answer = inkread("history", "backup", "all.zip", "--keep", "2")
    assert (answer.code, "expected a folder to keep several backups in, got all.zip" in answer.err) == (
        2,
        True,
    )


def test_without_a_history_there_is_nothing_to_back_up(inkread, tmp_path):
    answer = inkread("history", "backup", "all.zip", "--history", "none.db")
    assert (answer.code, "expected a history, got none" in answer.err) == (1, True)
    assert not (tmp_path / "all.zip").exists()


@pytest.mark.parametrize("name", ["none.zip", "letter.zip", "folder.zip"])
def test_a_backup_that_will_not_do_leaves_no_new_history(inkread, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path("letter.zip").write_text("Dear Ann")
    Path("folder.zip").mkdir()
    answer = inkread("history", "restore", name, "--history", "new/history.db")
    assert (answer.code, answer.err.startswith(f"inkread: {name}: expected a ")) == (1, True)
    assert "backup" in answer.err
    assert "address" not in answer.err
    assert not Path("new").exists()


def test_a_place_that_takes_no_backup_is_told_as_such(inkread, kept, images):
    answer = inkread("history", "backup", "T.png/all.zip")
    assert answer.code == 1
    assert (
        "expected a place that a backup can be written to, got Not a directory; choose another" in answer.err
    )
