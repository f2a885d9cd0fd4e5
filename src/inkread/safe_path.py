"""Processes that Python starts anew with nothing of the current folder in them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

SAFE = "PYTHONSAFEPATH"  # of Python's settings: the current folder is no place for modules


@contextmanager
def safe_path() -> Iterator[None]:
    """Have processes that are started while the block runs look for no module in the current folder.

    One of the kind `spawn` would look there first for all that it begins with: a file `pickle.py` among
    somebody's scans would be run.
    """
    before = os.environ.get(SAFE)
    os.environ[SAFE] = "1"  # `spawn` takes no environment but this one
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE]
        else:
            os.environ[SAFE] = before
