"""A lock on an open file, by which processes leave each other's folders alone."""

import os
from typing import IO


def lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed; return whether no other holds it.

    The system lets go of it where a process is killed, so no lock outlives who took it.
    """
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
