"""A lock is held by one at a time, and by none whose process is gone."""

import errno
import fcntl
import subprocess
import sys
import threading

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


def test_where_the_file_system_knows_no_locks_nobody_holds_any(tmp_path, monkeypatch):
    def unknown(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    assert locked(tmp_path / "lock")


def test_who_waits_has_the_lock_next(tmp_path):
    path = tmp_path / "lock"
    with path.open("wb") as second:
        with path.open("wb") as first:
            file_lock.lock(first)
            waiting = threading.Thread(target=file_lock.wait_for_lock, args=(second,))
            waiting.start()
            waiting.join(0.3)
            assert waiting.is_alive()
        waiting.join(30)
        assert not waiting.is_alive()
        assert not locked(path)
