"""Atomic files: the old version or the new one, never half of one."""

import os
import stat
import sys
from pathlib import Path

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


def test_a_folder_is_no_file_and_nothing_is_written_beside_it(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(IsADirectoryError, match="/a'"):
        atomic.write_text(tmp_path / "a", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="disk full"):
        write_half(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_check_of_the_new_file_raises_leaves_the_old_one(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    seen = []

    def refuse(made):
        seen.append(made.read_bytes())
        raise ValueError("not whole")

    def write():
        with atomic.replacing(path, check=refuse) as file:
            file.write(b"new")

    with pytest.raises(ValueError, match="not whole"):
        write()
    assert (seen, path.read_bytes(), list(tmp_path.iterdir())) == ([b"new"], b"old", [path])


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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such call")
def test_two_folders_take_each_other_s_place(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert atomic.exchange(tmp_path / "a", tmp_path / "b")
    assert [(tmp_path / name / "file").read_text() for name in ("a", "b")] == ["b", "a"]
    assert not atomic.exchange(tmp_path / "a", tmp_path / "nothing")


@pytest.fixture
def leftover(tmp_path):
    """Put a temporary file there as a killed write leaves it, with an age in minutes."""

    def put(name, *, minutes):
        path = tmp_path / name
        path.write_bytes(b"half")
        written = path.stat().st_mtime - 60 * minutes
        os.utime(path, (written, written))
        return path

    return put


def test_what_a_killed_write_of_the_same_file_left_is_cleared_away(tmp_path, leftover):
    leftover(".a.npy.k3_x9abc.tmp", minutes=61)
    atomic.write_bytes(tmp_path / "a.npy", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["a.npy"]


def test_what_another_writer_may_still_be_writing_stays(tmp_path, leftover):
    young = leftover(".a.npy.k3_x9abc.tmp", minutes=59)
    atomic.write_bytes(tmp_path / "a.npy", b"whole")
    assert young.exists()


@pytest.mark.parametrize(
    "name", [".a.npy.gz.k3_x9abc.tmp", ".npy.k3_x9abc.tmp", ".a.npy.notes.tmp", "a.npy.k3_x9abc.tmp"]
)
def test_what_is_no_leftover_of_this_file_stays(name, tmp_path, leftover):
    other = leftover(name, minutes=600)
    atomic.write_bytes(tmp_path / "a.npy", b"whole")
    assert other.exists()


def test_a_sweep_takes_whatever_killed_writes_left_and_nothing_else(tmp_path, leftover):
    leftover(".a.npy.k3_x9abc.tmp", minutes=0)
    (tmp_path / ".bundle.abcd_123.tmp" / "bundle").mkdir(parents=True)
    kept = {"a.npy", ".a.npy.notes.tmp", "a.npy.k3_x9abc.tmp", ".mine"}
    for name in kept:
        leftover(name, minutes=600)
    atomic.sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == kept


def test_a_leftover_that_cannot_be_removed_stops_no_write(tmp_path, leftover, monkeypatch):
    leftover(".a.k3_x9abc.tmp", minutes=61)
    unlink = Path.unlink

    def refuse(path, **options):
        if path.name == ".a.k3_x9abc.tmp":
            raise PermissionError(13, "in use")
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", refuse)
    atomic.write_bytes(tmp_path / "a", b"whole")
    assert (tmp_path / "a").read_bytes() == b"whole"


def test_a_folder_is_looked_through_once_however_many_files_are_written(tmp_path, monkeypatch):
    looks = []
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: (looks.append(folder), listed(folder))[1])
    for number in range(3):
        atomic.write_bytes(tmp_path / f"{number}.png", b"whole")
    assert len(looks) == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither modes, pipes nor links for everybody")
class TestWhatIsNoPlainFile:
    """What a person's path leads to is written, and the path stays what it was."""

    def test_a_link_stays_one_and_its_file_is_replaced(self, tmp_path):
        real, link = tmp_path / "far" / "real.csv", tmp_path / "link.csv"
        real.parent.mkdir()
        real.write_text("old")
        link.symlink_to(real)
        atomic.write_text(link, "new")
        assert (link.is_symlink(), real.read_text()) == (True, "new")
        assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []

    def test_a_pipe_takes_what_is_written_and_stays_one(self, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        try:
            atomic.write_text(pipe, "row\n")
            assert os.read(end, 99) == b"row\n"
        finally:
            os.close(end)
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    def test_a_file_that_nobody_else_may_read_stays_so(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("old")
        path.chmod(0o600)
        atomic.write_text(path, "new")
        assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o600)
