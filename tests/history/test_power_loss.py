"""What was acknowledged is on the disk: each reading is flushed before its keeper hears of it.

No killed process can show this: what it wrote lives on in the system's memory, which a loss of power empties.
So the calls to the system are counted. More readings: `make torture PART=power`.
"""

import os
import re
import shutil
import subprocess
import sys

import pytest

READINGS = int(os.environ.get("INKREAD_FLUSHED_READINGS", "100"))
PROGRAM = """
import os, sys
from pathlib import Path
from inkread.history import Store
from inkread.predictions import Candidate, GlyphReading
from inkread.trail import Trail

folder, number = Path(sys.argv[1]), int(sys.argv[2])
reading = GlyphReading((Candidate("7", 0.9),), Trail("inkread-28-v1", ()), None, "a.png", "digits")
store = Store.open(folder / "history.db", images=folder / "images")
os.write(1, b"begun")
for _ in range(number):
    store.add(reading, owner="ann", door="web", image=b"a picture")
    os.write(1, b"kept")
store.close()
"""
CALLS = "trace=write,fsync,fdatasync,sync_file_range,openat"


def can_trace():
    """Return whether this system lets a process be watched."""
    command = ["strace", "-o", os.devnull, "true"]
    return bool(shutil.which("strace")) and subprocess.run(command, check=False).returncode == 0


@pytest.mark.skipif(not can_trace(), reason="expected strace, which counts calls to the system")
@pytest.mark.timeout(1200)
def test_a_reading_and_its_picture_are_flushed_before_they_are_acknowledged(tmp_path):
    log = tmp_path / "calls"
    traced = ["strace", "--follow-forks", "-e", CALLS, "-o", log]
    command = [*traced, sys.executable, "-c", PROGRAM, tmp_path, str(READINGS)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == "begun" + "kept" * READINGS
    _, *between = re.split(r'write\(1, "(?:begun|kept)"', log.read_text(errors="replace"))
    flushes = [len(re.findall(r"\bf(?:data)?sync\(", calls)) for calls in between[:READINGS]]
    assert len(flushes) == READINGS
    # The picture, its folder, and the database's own: none of them is left to the system's leisure.
    assert min(flushes) >= 3
