"""What presses the service hardest, in parts that can be run one by one; the quick ones come first."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import BootstrapError, run

TEST_SECONDS = 3 * 3600  # for one test, so that one that hangs ends too
SERVICE = "tests/web/service"


@dataclass(frozen=True)
class Part:
    """One way to press the service.

    Attributes:
        minutes: that it takes on two cores, about.
        tests: the files.
        variables: how much of it, where the tests' own amount is for every day.
    """

    minutes: int
    tests: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)


PARTS = {
    "requests": Part(1, (f"{SERVICE}/test_whole_requests.py", f"{SERVICE}/test_request_buffer.py")),
    "overload": Part(5, (f"{SERVICE}/test_overload.py",), {"INKREAD_OVERLOAD_SECONDS": "60"}),
    "reloads": Part(3, (f"{SERVICE}/test_lifecycle.py",), {"INKREAD_RELOADS": "20"}),
    "mutants": Part(3, ("tests/web/test_mutants.py",), {"INKREAD_HTTP_MUTANTS": "10000"}),
    "cases": Part(6, ("tests/web/test_generated_cases.py",), {"INKREAD_GENERATED_CASES": "10000"}),
    "kills": Part(6, (f"{SERVICE}/test_kills.py",), {"INKREAD_SERVICE_KILLS": "50"}),
    "history": Part(12, ("tests/history",), {"INKREAD_KILL_ROUNDS": "200"}),
    "batch": Part(20, ("tests/scale/batch/test_kills.py",), {"INKREAD_BATCH_KILLS": "100"}),
    "deploy": Part(4, ("tests/deploy/rehearsal.py",)),
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
        run([python, "-m", "pytest", "-x", "-s", "-q", "--timeout", str(TEST_SECONDS), *part.tests])
        print(f"== {name}: {time.monotonic() - began:.0f} s", flush=True)
