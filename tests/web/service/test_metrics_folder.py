"""The folder of the counters goes with its service, and what a killed one left goes with the next start."""

import os
import signal
import subprocess
import sys
import tempfile

import pytest

from inkread.web.service import metrics_folder
from inkread.web.service.metrics_folder import PREFIX, VARIABLE, MetricsFolder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="waitress has one process, which counts for itself")
HELD = """
import sys
from inkread.web.service.metrics_folder import MetricsFolder
with MetricsFolder(shared=True) as folder:
    print(folder._folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _folder_of_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


@pytest.fixture
def other():
    """Another service, with a folder of its own."""
    command = [sys.executable, "-c", HELD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        started.stdout.readline()
        yield started
        started.kill()


def folders(place):
    return [path.name for path in place.glob(f"{PREFIX}*")]


def test_it_goes_with_its_service(tmp_path):
    with MetricsFolder(shared=True):
        assert [os.environ[VARIABLE]] == [str(tmp_path / name) for name in folders(tmp_path)]
    assert (folders(tmp_path), VARIABLE in os.environ) == ([], False)


def test_another_service_that_starts_just_then_takes_it_from_nobody(tmp_path, monkeypatch):
    take, others = metrics_folder._is_free, iter((True, False, False, False))

    def meanwhile(lock):
        if next(others):
            metrics_folder._remove_left_over(tmp_path)
        return take(lock)

    monkeypatch.setattr(metrics_folder, "_is_free", meanwhile)
    with MetricsFolder(shared=True):
        assert [os.environ[VARIABLE]] == [str(tmp_path / name) for name in folders(tmp_path)]


def test_one_worker_needs_none(tmp_path):
    with MetricsFolder(shared=False):
        assert folders(tmp_path) == []


def test_that_of_a_service_at_work_stays(tmp_path, other):
    with MetricsFolder(shared=True):
        assert len(folders(tmp_path)) == 2


def test_what_a_killed_service_left_goes_with_the_next_start(tmp_path, other):
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert len(folders(tmp_path)) == 1
    with MetricsFolder(shared=True):
        assert [os.environ[VARIABLE]] == [str(tmp_path / name) for name in folders(tmp_path)]


def test_a_folder_of_another_kind_stays(tmp_path):
    (tmp_path / f"{PREFIX}of-mine").mkdir()
    with MetricsFolder(shared=True):
        pass
    assert folders(tmp_path) == [f"{PREFIX}of-mine"]
