"""What presses the service hardest, in parts that can be run one by one; the quick ones come first."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import BootstrapError, run

TEST_SECONDS = 3 * 3600  # for one test, so that one that hangs ends too
IN_FILES = ("--dist", "loadfile", "--no-loadscope-reorder")  # in the order of tests/conftest.py
# One more at once than continuous integration has processors: tests of pages and windows wait a good deal.
WHOLE_SUITE = ("-n", "3", *IN_FILES)
# Each computes with one thread: two that wait for each other on a shared core take four times as long.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1")
ALONE = ("-x", "-s")  # one test after the other, each seen at work, up to the first that fails
SERVICE = "tests/web/service"


@dataclass(frozen=True)
class Part:
    """One way to press the service.

    Attributes:
        minutes: that it takes on two cores, about.
        tests: the files; none for all.
        variables: how much of it, where the tests' own amount is for every day.
        options: how they are run.
        is_offline: whether it is run where there is no network but this machine's own.
    """

    minutes: int
    tests: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ALONE
    is_offline: bool = False


# Brings up the way that a machine has to itself, which a new name space of networks has down, and goes on.
WITH_ITSELF = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh22x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
os.execv(sys.argv[1], sys.argv[1:])
"""


PARTS = {
    "requests": Part(1, (f"{SERVICE}/test_whole_requests.py", f"{SERVICE}/test_request_buffer.py")),
    "overload": Part(9, (f"{SERVICE}/test_overload.py",), {"INKREAD_OVERLOAD_SECONDS": "120"}),
    "reloads": Part(3, (f"{SERVICE}/test_lifecycle.py",), {"INKREAD_RELOADS": "20"}),
    "mutants": Part(3, ("tests/web/test_mutants.py",), {"INKREAD_HTTP_MUTANTS": "10000"}),
    "cases": Part(6, ("tests/web/test_generated_cases.py",), {"INKREAD_GENERATED_CASES": "10000"}),
    "kills": Part(6, (f"{SERVICE}/test_kills.py",), {"INKREAD_SERVICE_KILLS": "50"}),
    "disk": Part(1, ("tests/test_broken_disk.py", "tests/history/test_faults.py")),
    "power": Part(1, ("tests/history/test_power_loss.py",), {"INKREAD_FLUSHED_READINGS": "1000"}),
    "history": Part(
        8,
        ("tests/history/test_crowd.py",),
        {"INKREAD_KILL_ROUNDS": "1000", "INKREAD_CROWD_SECONDS": "60", "INKREAD_CROWD_WRITERS": "12"},
    ),
    "training": Part(4, ("tests/training/test_kill_and_resume.py",), {"INKREAD_TRAINING_KILLS": "12"}),
    "batch": Part(20, ("tests/scale/batch/test_kills.py",), {"INKREAD_BATCH_KILLS": "100"}),
    "deploy": Part(4, ("tests/deploy/rehearsal.py",)),
    "offline": Part(20, (), ONE_THREAD, WHOLE_SUITE, is_offline=True),
    "soak": Part(32, (f"{SERVICE}/test_soak.py",), {"INKREAD_SOAK_SECONDS": "1800"}),
}


def press(python: Path, names: list[str]) -> None:
    """Run the parts of these names, all where none is named; the first that fails ends it.

    Raises:
        BootstrapError: when there is no such part, or one fails.
    """
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise BootstrapError(f"expected a part among {', '.join(PARTS)}, got {unknown[0]}; choose one")
    for name in names or PARTS:
        part = PARTS[name]
        print(f"== {name}: about {part.minutes} min", flush=True)
        began = time.monotonic()
        os.environ.update(part.variables)
        words = (*part.options, "-q", "--timeout", str(TEST_SECONDS), *part.tests)
        tests = [python, "-m", "pytest", *words]
        run([*_offline(python), *tests] if part.is_offline else tests)
        print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)


def _offline(python: Path) -> list[str | Path]:
    """Return the words before a command that run it where nobody else is reached (Linux)."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", "--net", *as_root, python, "-c", WITH_ITSELF]
