"""The process that trains: `inkread train` itself, started, looked after and stopped by the window."""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Protocol

PROGRAM = "from inkread.desktop.tether import hold; hold(); from inkread.cli.main import run; run()"
PACKAGES = ("keras", "h5py", "onnx", "polars", "sklearn", "tf2onnx")  # of the extra `train`
PATIENCE = 10.0  # seconds for the process to end by itself; a run that is killed goes on all the same
LINES = 40  # of its last words
COMPLAINT = "inkread: "  # begins the line in which a command says what did not work
# On Windows: no console of its own, and behind what the person does; elsewhere `tether` sees to that.
FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


class Trains(Protocol):
    """What trains: a process, or a test's stand-in."""

    def start(self, arguments: Sequence[str]) -> None:
        """Start `inkread train` with these arguments."""
        ...

    def stop(self) -> None:
        """Let it end soon, as by Ctrl-C."""
        ...

    def outcome(self) -> int | None:
        """Return the process's exit code, None while it runs; below 0 it was killed."""
        ...

    def complaint(self) -> str:
        """Return what it said that did not work, or nothing."""
        ...


class Trainer:
    """Runs one training at a time in a process of its own, so that reading goes on."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: deque[str] = deque(maxlen=LINES)
        self._listener: threading.Thread | None = None
        self._kill_at: float | None = None

    @property
    def pid(self) -> int | None:
        """The process's number, or None where none was started."""
        return None if self._process is None else self._process.pid

    def start(self, arguments: Sequence[str]) -> None:
        """Start `inkread train`; see `Trains`.

        Raises:
            OSError: when the system starts no process.
        """
        self._lines.clear()
        self._kill_at = None
        self._process = subprocess.Popen(
            # Without -P a module of that name in the current folder would be run in the place of its own.
            [sys.executable, "-P", "-c", PROGRAM, "train", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            creationflags=FLAGS,
        )
        self._listener = threading.Thread(
            target=_listen, args=(self._process, self._lines), daemon=True, name="training's words"
        )
        self._listener.start()

    def stop(self) -> None:
        """Close what ties the process to the window, and kill it where that is not heard."""
        if self._process is not None and self._process.stdin is not None and self._kill_at is None:
            self._process.stdin.close()
            self._kill_at = time.monotonic() + PATIENCE

    def outcome(self) -> int | None:
        """Return the exit code; see `Trains`."""
        if self._process is None:
            return None
        code = self._process.poll()
        if code is None and self._kill_at is not None and time.monotonic() > self._kill_at:
            self._process.kill()
        if code is not None and self._listener is not None:
            self._listener.join(PATIENCE)  # it has what is left in the pipe, and that ends with the process
            _close(self._process)
        return code

    def complaint(self) -> str:
        """Return the last line in which the command told what did not work, or nothing."""
        told = [line.removeprefix(COMPLAINT) for line in self._lines if line.startswith(COMPLAINT)]
        return told[-1] if told else ""


def is_installed() -> bool:
    """Return whether what trains is there; nothing of it is imported."""
    return not is_frozen() and all(find_spec(package) for package in PACKAGES)


def is_frozen() -> bool:
    """Return whether this is the program that runs without Python, which only reads."""
    return bool(getattr(sys, "frozen", False))


def _listen(process: "subprocess.Popen[bytes]", lines: "deque[str]") -> None:
    """Keep the last lines that the process says."""
    for line in process.stderr or ():
        lines.append(line.decode("utf-8", errors="replace").rstrip())


def _close(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipes of a process that ended."""
    for pipe in (process.stdin, process.stderr):
        if pipe is not None:
            pipe.close()
