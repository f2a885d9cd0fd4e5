"""A cross-validation killed with kill -9, and resumed, ends at the tables of the unbroken one."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

pytestmark = [pytest.mark.train, pytest.mark.timeout(2400)]

RUN = "from inkread.cli.main import run; run()"
OPTIONS = (
    *("crossval", "--data", "digits", "--recipe", "mlp", "--epochs", "3", "--folds", "2"),
    *("--no-leak-check", "--jobs", "1"),
)
KILLS = ("fold-1/checkpoint-*.npz", "fold-2/checkpoint-*.npz")  # in the first fold's middle, in the second's
POLL = 0.01  # seconds
PATIENCE = 900  # seconds in which a process must get so far


def start(folder: Path, *more: str) -> subprocess.Popen:
    words = [sys.executable, "-c", RUN, *OPTIONS, "--run", str(folder), *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(folder: Path, *more: str) -> None:
    process = start(folder, *more)
    told, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told


def kill(folder: Path, pattern: str, *more: str) -> None:
    """Kill the parent as soon as the file is there; its networks' processes must end with it."""
    process = start(folder, *more)
    until = time.monotonic() + PATIENCE
    try:
        while not any(folder.glob(pattern)):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < until, f"no {pattern} within {PATIENCE} s"
            time.sleep(POLL)
    finally:
        process.kill()
    process.communicate(timeout=PATIENCE)  # until every process that could write to the pipe is gone


def figures(folder: Path) -> dict:
    """Return all figures but the seconds, which no two runs share."""
    told = (folder / "summary.json").read_text("utf-8")
    return json.loads(told, object_hook=lambda item: {k: v for k, v in item.items() if k != "seconds"})


def test_kills_and_resumes_change_no_figure(tmp_path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    finish(whole)
    kill(broken, KILLS[0])
    assert not (broken / "fold-1" / "result.json").exists()
    kill(broken, KILLS[1], "--resume")
    assert (broken / "fold-1" / "result.json").exists()
    assert not (broken / "summary.json").exists()
    finish(broken, "--resume")
    assert figures(broken) == figures(whole)
    with np.load(whole / "oof.npz") as expected, np.load(broken / "oof.npz") as found:
        assert all(np.array_equal(found[name], expected[name]) for name in expected.files)
    assert list(broken.rglob(".*.tmp")) == []
