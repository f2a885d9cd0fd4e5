"""Images for batches, and a command line that can be killed."""

import io
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

RUN = "from inkread.cli.main import run; run()"
PATIENCE = 300  # seconds, on a machine with other work too
POLL = 0.005


@pytest.fixture(scope="session")
def png(drawing):
    """Makes the PNG of a drawing, its pen by number so that many differ."""

    def make(number):
        buffer = io.BytesIO()
        Image.fromarray(drawing("17LTVX"[number % 6], pen=5 + number % 7)).save(buffer, "png")
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def pixel_rows(drawing, tmp_path_factory):
    """A CSV of 2,500 rows of a label and 784 pixels: two whole shards, and a part of one."""
    glyphs = [
        np.asarray(Image.fromarray(255 - drawing(what, pen=pen)).resize((28, 28))).reshape(-1)
        for what in "17LTVX"
        for pen in range(6, 13)
    ]
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    lines = [f"{number % 6}," + ",".join(map(str, glyph)) for number, glyph in enumerate(glyphs)]
    path.write_text("".join(lines[number % len(lines)] + "\n" for number in range(2500)))
    return path


CLUSTER = """
import sys
from inkread.scale.ray_session import ray_session
with ray_session("local", cpus=2) as ray:
    print(ray.get_runtime_context().gcs_address, file=sys.__stdout__, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="session")
def ray_address():
    """The address of a Ray cluster of this machine, made once for all tests, its token made up by them."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        with subprocess.Popen([sys.executable, "-c", CLUSTER], **pipes, encoding="utf-8") as cluster:
            yield cluster.stdout.readline().strip()
            cluster.communicate(timeout=PATIENCE)


@pytest.fixture
def batch(tiny_folder):
    """Runs `inkread batch` in a process of its own, to its end or until it is killed."""
    return Commands("batch", "--bundle", tiny_folder)


@pytest.fixture(scope="session")
def train():
    """Runs `inkread train` on a small set, to its end or until it is killed."""
    return Commands("train", "--data", "digits", "--recipe", "mlp", "--set", "epochs=4")


class Commands:
    """Command lines that begin alike."""

    def __init__(self, *beginning):
        self._beginning = beginning

    def start(self, *words):
        """Return the running process."""
        command = [sys.executable, "-c", RUN, *map(str, self._beginning), *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, **pipes, encoding="utf-8")

    def finish(self, *words):
        """Return what it came to."""
        process = self.start(*words, "--json")
        told, complaint = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complaint
        return json.loads(told)

    def kill_when(self, moment, *words, whom=lambda process: [process.pid]):
        """Kill with SIGKILL when the moment has come; return the exit code and what was complained of."""
        process = self.start(*words)
        until = time.monotonic() + PATIENCE
        try:
            while not moment() and process.poll() is None:
                assert time.monotonic() < until, f"the moment to kill did not come within {PATIENCE} s"
                time.sleep(POLL)
            for pid in whom(process) if process.poll() is None else ():
                os.kill(pid, signal.SIGKILL)
            # Until nobody holds the pipe any more: then the workers are gone too.
            _, complaint = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
        return process.returncode, complaint


@pytest.fixture(scope="session")
def worker_of():
    """Returns the number of a process among a command's workers; on Linux, where they can be seen."""
    return _worker_of


def _worker_of(process):
    """Return the number of one of a command's workers, or none where there is none any more."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            words = (status.parent / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if parent == process.pid and b"spawn_main" in words:
            return [int(status.parent.name)]
    return []


@pytest.fixture
def lines_of():
    """Returns the number of lines of a file, 0 where there is none."""
    return _lines_of


def _lines_of(path: Path) -> int:
    """Return the number of lines of a file, 0 where there is none."""
    return path.read_bytes().count(b"\n") if path.exists() else 0
