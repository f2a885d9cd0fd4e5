"""A lock on an open file, by which processes leave each other's folders alone."""

import errno
import os
import time
from typing import IO

_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)  # the last two on Windows
_SECONDS = 0.1  # between two tries


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed; return whether no other holds it.

    The system lets go of it where a process is killed, so no lock outlives who took it. On a file system that
    knows no locks, as some networks', nobody holds any.
    """
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True


def wait_for_lock(file: IO[bytes]) -> None:
    """Lock an open file as `lock`, as soon as no other holds it."""
    while not lock(file):
        time.sleep(_SECONDS)
