"""A lock is held by one at a time, and by none whose process is gone."""

import subprocess
import sys

from inkread import file_lock

HOLDS = """
import sys
from inkread import file_lock
with open(sys.argv[1], "wb") as held:
    print(file_lock.lock(held), flush=True)
    sys.stdin.read()
"""


def locked(path):
    """Return whether the file at `path` could be locked; it is let go of at once."""
    with path.open("wb") as file:
        return file_lock.lock(file)


def test_a_lock_is_held_until_its_file_is_closed(tmp_path):
    path = tmp_path / "lock"
    with path.open("wb") as held:
        assert file_lock.lock(held)
        assert not locked(path)
    assert locked(path)


def test_a_killed_process_holds_nothing(tmp_path):
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDS, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "True\n"
        assert not locked(path)
        other.kill()
        other.wait()
    assert locked(path)
