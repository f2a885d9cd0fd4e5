"""The window's own processes: started anew, with nothing of the current folder in them."""

import os
from multiprocessing.process import BaseProcess

SAFE = "PYTHONSAFEPATH"  # of Python's settings: the current folder is no place for modules


def start(process: BaseProcess) -> None:
    """Start a process of the kind `spawn`.

    Python would look for the modules that such a process begins with in the current folder first: a file
    `pickle.py` among somebody's pictures would be run.

    Raises:
        OSError: when the system starts no process.
    """
    before = os.environ.get(SAFE)
    os.environ[SAFE] = "1"  # `spawn` takes no environment but this one
    try:
        process.start()
    finally:
        if before is None:
            del os.environ[SAFE]
        else:
            os.environ[SAFE] = before
