"""Atomic files: the old version or the new one, never half of one."""

import os
import stat

import pytest

from inkread import atomic


def write_half(path):
    with atomic.replacing(path) as file:
        file.write(b"half of the n")
        raise OSError("disk full")


def test_a_file_is_replaced_by_its_new_content(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    atomic.write_text(path, "new\n")
    assert path.read_bytes() == b"new\n"


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="disk full"):
        write_half(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_never_sees_a_half_written_file(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with atomic.replacing(path) as file:
        file.write(b"new" * 100_000)
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new" * 100_000


def test_content_is_on_the_disk_before_the_old_file_goes(tmp_path, monkeypatch):
    calls = []
    synced, replaced = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (calls.append("fsync"), synced(handle))[1])
    monkeypatch.setattr(os, "replace", lambda *paths: (calls.append("replace"), replaced(*paths))[1])
    monkeypatch.setattr(
        "pathlib.Path.replace", lambda self, to: (calls.append("replace"), replaced(self, to))[1]
    )
    atomic.write_bytes(tmp_path / "a", b"x")
    assert calls[:2] == ["fsync", "replace"]


def test_a_new_file_is_as_readable_as_any_other_of_the_persons(tmp_path):
    usual, ours = tmp_path / "usual", tmp_path / "ours"
    usual.write_bytes(b"")
    atomic.write_bytes(ours, b"")
    assert stat.S_IMODE(ours.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        atomic.write_bytes(tmp_path / "nowhere" / "a", b"x")
