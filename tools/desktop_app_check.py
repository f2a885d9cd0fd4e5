"""Tries the standalone window: run where no Python can be found, it must read a drawing and keep it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bootstrap import ROOT, BootstrapError
from bootstrap import program as program_beside

SAMPLE = ROOT / "samples" / "A-pen.png"  # the text before the dash is what it must be read as
PATIENCE = 120.0  # seconds: a new program is looked through by many a system's guard
LOOK = 0.05  # seconds between two looks
LIST_MODULES = (
    "import json, sys; from PyInstaller.archive.readers import CArchiveReader as Reader;"
    "file = Reader(sys.argv[1]); name = next(name for name in file.toc if name.startswith('PYZ'));"
    "print(json.dumps(sorted(file.open_embedded_archive(name).toc)))"
)
KEPT_ON_WINDOWS = (
    "SYSTEMROOT",
    "WINDIR",
    "SYSTEMDRIVE",
    "TEMP",
    "TMP",
)  # no program of Windows starts without


def modules_in(program: Path, python: Path) -> set[str]:
    """Return the names of the top-level modules and packages that a program brings.

    Args:
        program: built by PyInstaller.
        python: of the environment with PyInstaller.
    """
    done = subprocess.run(
        [str(python), "-c", LIST_MODULES, str(program)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BootstrapError(f"expected the list of modules of {program}, got: {done.stderr}")
    beside = {path.name.split(".")[0] for path in (program.parent / "_internal").iterdir()}
    return {name.split(".")[0] for name in json.loads(done.stdout)} | beside


def first_reading(program: Path, python: Path) -> float:
    """Return the seconds from the start of the program to a drawing that it read, showed and kept.

    Args:
        program: the standalone window.
        python: with inkread, which looks into the history.

    Raises:
        BootstrapError: when it does not read the drawing right, or does not end when told to.
    """
    with tempfile.TemporaryDirectory() as name, _display() as display:
        home, history = Path(name), Path(name) / "history.db"
        command = [str(program), str(SAMPLE), "--history", str(history)]
        began = time.monotonic()
        with (home / "said.txt").open("wb") as said:
            window = subprocess.Popen(command, cwd=name, env=_bare(home, display), stdout=said, stderr=said)
            try:
                kept = _until(lambda: any(home.glob("history-images/**/*.png")) or window.poll() is not None)
                seconds = time.monotonic() - began
                running = window.poll() is None
            finally:
                status = _end(window)
        words = (home / "said.txt").read_text("utf-8", errors="replace")
        if not (kept and running):
            raise BootstrapError(f"expected {program} to read {SAMPLE.name}, got none; it said: {words}")
        if status != 0 and os.name != "nt":  # Windows has no signal that a window could answer
            raise BootstrapError(f"expected {program} to end with 0 when told to, got {status}: {words}")
        _check_reading(python, history)
    return seconds


def _check_reading(python: Path, history: Path) -> None:
    """Look what the drawing was read as."""
    command = [str(program_beside(python, "inkread")), "history", "list", "--history", str(history), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BootstrapError(f"expected a history at {history}, got: {done.stderr}")
    (reading,) = json.loads(done.stdout)["entries"]
    if reading["text"] != SAMPLE.name.split("-")[0]:
        raise BootstrapError(f"expected {SAMPLE.name} to be read as its name says, got {reading['text']!r}")


def _bare(home: Path, display: str) -> dict[str, str]:
    """Return the variables of a person who has no Python: no path, and a home with nothing in it."""
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"), str(home))
    kept = {name: os.environ[name] for name in KEPT_ON_WINDOWS if os.name == "nt" and name in os.environ}
    return {**kept, **places, "PATH": "", **({"DISPLAY": display} if display else {})}


@contextlib.contextmanager
def _display() -> Iterator[str]:
    """Yield the name of a display: the person's, or else one that nobody sees; empty where none is needed."""
    if not sys.platform.startswith("linux") or os.environ.get("DISPLAY"):
        yield os.environ.get("DISPLAY", "")
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    try:
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise BootstrapError(
            "expected a display to try the window on, got none; Debian and Ubuntu: apt-get install xvfb"
        ) from error
    os.close(writing)
    with os.fdopen(reading) as line:
        yield f":{line.readline().strip()}"
    server.terminate()
    server.wait()


def _until(happened: Callable[[], bool]) -> bool:
    """Wait until something happened; return whether it did in time."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(LOOK)
    return True


def _end(window: subprocess.Popen[bytes]) -> int:
    """Tell the window to close, and return its exit status; one that does not is killed."""
    window.terminate()
    try:
        return window.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        window.kill()
        return window.wait()
