"""The process that trains: what it says, and that it can be stopped wherever it is."""

import importlib.util
import os
import signal
import threading

import pytest

from inkread.desktop import trainer as module
from inkread.desktop.trainer import Trainer, is_installed

PATIENCE = 60.0  # seconds: the machine may be busy
WAITS = "import sys, time; print('inkread: first', file=sys.stderr, flush=True); time.sleep(600)"
DEAF = "import time; time.sleep(600)"


def outcome(trainer):
    """Return the exit code, as soon as there is one."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.01)):
        code = trainer.outcome()
        if code is not None:
            return code
        pause.wait(0.01)
    return pytest.fail(f"expected it to end within {PATIENCE} s")


def test_it_runs_the_command_and_tells_what_did_not_work():
    trainer = Trainer()
    assert trainer.outcome() is None
    trainer.start(["--data", "x", "--recipe", "compct"])
    assert outcome(trainer) == 1
    assert trainer.complaint() == "expected a recipe, got 'compct'; did you mean 'compact'?"


def test_nothing_of_the_current_folder_is_run(monkeypatch, tmp_path):
    (tmp_path / "inkread").mkdir()
    for name in ("inkread/__init__.py", "signal.py"):
        (tmp_path / name).write_text("raise SystemExit(77)", "utf-8")
    monkeypatch.chdir(tmp_path)
    trainer = Trainer()
    trainer.start(["--data", "x", "--recipe", "compct"])
    assert outcome(trainer) == 1


@pytest.mark.parametrize("program", [WAITS, DEAF], ids=["tied", "deaf"])
def test_it_stops_when_told_to_whether_it_listens_or_not(program, monkeypatch):
    tied = "from inkread.desktop.tether import hold; hold(); " if program is WAITS else ""
    monkeypatch.setattr(module, "PROGRAM", tied + program)
    monkeypatch.setattr(module, "PATIENCE", PATIENCE if program is WAITS else 0.0)
    trainer = Trainer()
    trainer.start([])
    trainer.stop()
    trainer.stop()  # a second click is none
    assert outcome(trainer) != 0


def test_one_that_is_killed_says_so_by_its_code(monkeypatch):
    monkeypatch.setattr(module, "PROGRAM", DEAF)
    trainer = Trainer()
    trainer.start([])
    os.kill(trainer.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    assert outcome(trainer) != 0
    assert trainer.complaint() == ""


def test_what_trains_is_looked_for_and_not_imported(monkeypatch):
    assert is_installed()
    monkeypatch.setattr(module.sys, "frozen", True, raising=False)
    assert not is_installed()
    monkeypatch.delattr(module.sys, "frozen")
    real = importlib.util.find_spec
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "keras" else real(name))
    assert not is_installed()
