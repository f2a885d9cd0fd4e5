"""The folder of a batch: one process at a time, and gone when there is nothing in it to go on with."""

import subprocess
import sys

import pytest

from inkread.errors import ConfigError, InkreadError
from inkread.scale.batch.record import RECORD, read_record, write_record
from inkread.scale.batch.work_folder import close, folder_of, held

HOLD = """
import pathlib, sys
from inkread.scale.batch.record import write_record
from inkread.scale.batch.work_folder import held
with held(pathlib.Path(sys.argv[1]), resume=False):
    write_record(pathlib.Path(sys.argv[1]), {"form": "csv"})
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path):
    return folder_of(tmp_path / "out.csv")


def test_a_second_process_is_refused_until_the_first_is_killed(folder):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], **pipes) as other:
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(ConfigError, match="got another process at work there"), held(folder, resume=True):
            pass
        other.kill()
    with held(folder, resume=True):
        assert read_record(folder) == {"form": "csv"}


def test_a_folder_without_a_record_is_gone_when_it_is_left(folder):
    with held(folder, resume=False):
        (folder / "names-0").write_text("a listing that was cut short")
    assert not folder.exists()


def test_a_folder_with_a_record_stays_for_those_who_resume(folder):
    with held(folder, resume=False):
        write_record(folder, {"form": "csv"})
    with pytest.raises(ConfigError, match="go on with --resume"), held(folder, resume=False):
        pass
    with held(folder, resume=True):
        close(folder)
    assert not folder.exists()


def test_somebody_s_files_are_left_alone(folder, tmp_path):
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(ConfigError, match="got one with other files in it"), held(folder, resume=False):
        pass
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    (folder / "thesis.txt").rename(tmp_path / "thesis.txt")
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(ConfigError, match="got one with other files in it"), held(folder, resume=True):
        pass
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_lock_that_is_a_link_is_not_followed(folder, tmp_path):
    (tmp_path / "precious").write_text("mine")
    folder.mkdir()
    (folder / "lock").symlink_to(tmp_path / "precious")
    with pytest.raises(ConfigError, match="expected a place to write to"), held(folder, resume=True):
        pass
    assert (tmp_path / "precious").read_text() == "mine"


def test_a_folder_that_is_deleted_meanwhile_costs_nothing_more(folder):
    with held(folder, resume=False):
        (folder / "lock").unlink()
        folder.rmdir()
    assert not folder.exists()


def test_a_second_process_is_not_told_to_delete_the_folder_of_the_first(folder):
    with held(folder, resume=False):
        write_record(folder, {"form": "csv"})
        with (
            pytest.raises(ConfigError, match="got another process at work there"),
            held(folder, resume=False),
        ):
            pass
        close(folder)


def test_a_damaged_record_is_said(folder):
    folder.mkdir()
    (folder / RECORD).write_text("{")
    with pytest.raises(InkreadError, match="expected a batch's record"):
        read_record(folder)
