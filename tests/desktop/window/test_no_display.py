"""Where no window can be shown, one line says so."""

import os
import subprocess
import sys

import pytest

RUN = "from inkread.cli.main import run; run()"


@pytest.mark.parametrize("display", [None, ":4711"])
def test_without_a_display_it_says_so_in_one_line(display):
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    environment |= {"DISPLAY": display} if display else {}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "desktop"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("inkread: expected a display to show the window on, got")
    assert done.stderr.count("\n") == 1
