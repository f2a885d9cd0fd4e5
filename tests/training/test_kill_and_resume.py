"""A run killed with kill -9 again and again, resumed each time, ends at the unbroken run's weights.

The short form kills six times; `make torture PART=training` kills as often as INKREAD_TRAINING_KILLS says.
"""

import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

pytestmark = [pytest.mark.train, pytest.mark.timeout(2400)]

RUN = "from inkread.cli.main import run; run()"
# 96 steps with dropout, shuffling and augmentation, saved every second one.
TRAIN = (
    *("train", "--data", "digits", "--recipe", "compact", "--no-leak-check", "--save-every", "2"),
    *("--epochs", "4", "--samples-per-epoch", "768", "--batch-size", "32"),
)
AIMED, RANDOM = "aimed at a save", "at random"
KILLS = [AIMED, RANDOM] * (int(os.environ.get("INKREAD_TRAINING_KILLS", "6")) // 2)
MOST_SAVES = 3  # until a kill at random; twelve kills must fit into the 96 steps
STEP = 0.1  # seconds, about what two steps and a save take
POLL = 0.002  # seconds; a save takes several times as long
PATIENCE = 600  # seconds in which a process must get as far as a save


@contextmanager
def started(folder: Path, log: Path) -> Iterator[subprocess.Popen]:
    """Start the run, or resume it where it has begun; whatever happens, nothing is left running."""
    resume = ["--resume"] if (folder / "config.json").exists() else []
    with log.open("ab") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, *TRAIN, "--run", str(folder), *resume],
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def names(folder: Path, pattern: str) -> set[str]:
    return {path.name for path in folder.glob(pattern)}


def wait_for(process: subprocess.Popen, folder: Path, pattern: str, known: set[str]) -> set[str]:
    """Return what is new in the folder, as soon as something is; nothing where the process ended first."""
    until = time.monotonic() + PATIENCE
    while not (new := names(folder, pattern) - known):
        assert time.monotonic() < until, f"no {pattern} within {PATIENCE} s"
        if process.poll() is not None:
            return set()
        time.sleep(POLL)
    return new


def kill(process: subprocess.Popen, folder: Path, how: str, rng: random.Random) -> bool:
    """Kill the process during a save, or some saves later at any moment; return whether it still ran."""
    if how == AIMED:
        wait_for(process, folder, ".checkpoint-*.tmp", names(folder, ".checkpoint-*.tmp"))
    else:
        for _ in range(rng.randint(1, MOST_SAVES)):
            wait_for(process, folder, "checkpoint-*.npz", names(folder, "checkpoint-*.npz"))
        time.sleep(rng.uniform(0, STEP))
    running = process.poll() is None
    process.kill()
    process.wait()
    return running


def finish(folder: Path, log: Path) -> None:
    with started(folder, log) as process:
        assert process.wait() == 0, log.read_text("utf-8")


def arrays(folder: Path) -> dict[str, np.ndarray]:
    """Return what the run's last checkpoint holds: weights, optimiser, dropout's seeds."""
    with np.load(max(folder.glob("checkpoint-*.npz")), allow_pickle=False) as opened:
        return {name: opened[name] for name in opened.files if name != "header"}


def metrics(folder: Path) -> list[dict[str, str]]:
    with (folder / "metrics.csv").open(encoding="utf-8") as file:
        return [{**row, "finished_at": ""} for row in csv.DictReader(file)]


def test_kills_and_resumes_change_nothing(tmp_path):
    whole, broken, log = tmp_path / "whole", tmp_path / "broken", tmp_path / "stderr.txt"
    finish(whole, log)
    rng = random.Random(12)
    left_behind = 0
    for how in KILLS:
        with started(broken, log) as process:
            ran = kill(process, broken, how, rng)
        assert ran, f"{how}: the run ended before it was killed\n{log.read_text('utf-8')}"
        left_behind += len(names(broken, ".checkpoint-*.tmp"))
    finish(broken, log)
    assert left_behind >= len(KILLS) // 4  # kills that did hit a save half-way
    assert names(broken, ".*") == set()  # and nothing of them is left
    found, expected = arrays(broken), arrays(whole)
    assert found.keys() == expected.keys()
    assert all(np.array_equal(found[name], expected[name]) for name in expected)
    assert metrics(broken) == metrics(whole)
    assert len(metrics(whole)) == 4
