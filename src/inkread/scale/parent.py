"""A process that ends with its parent, however that ends: what it does has nobody to be done for any more."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """Let this process, started by `multiprocessing`, end at once when its parent does, killed or not."""
    threading.Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    """Wait for the parent's end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
