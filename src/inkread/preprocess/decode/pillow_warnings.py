"""Pillow's warnings while it decodes: the bomb warning is an error, the others are nobody's concern.

A photo with a broken EXIF block is read all the same, so a line about it on the person's screen
would only puzzle; a bomb warning is the last sign before the memory goes.
"""

import contextlib
import sys
import threading
import warnings
from collections.abc import Iterator

_lock = threading.Lock()
_inside = 0
_filters = contextlib.ExitStack()


@contextlib.contextmanager
def pillow_warnings() -> Iterator[None]:
    """Turn `DecompressionBombWarning` into an exception and silence Pillow's other warnings.

    `warnings.catch_warnings` swaps a list that all threads share: two decoders that leave in the order
    they came would restore each other's filters, and leave them behind for good. So the first one
    in sets the filters, the last one out takes them away, and decoders still run side by side.
    """
    if getattr(sys.flags, "context_aware_warnings", False):  # Python 3.14: each thread has its own list
        with _filtered():
            yield
        return
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside  # the filters are the process's, and so is their count
    with _lock:
        if _inside == 0:
            _filters.enter_context(_filtered())
        _inside += 1


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        if _inside == 0:
            _filters.close()


@contextlib.contextmanager
def _filtered() -> Iterator[None]:
    from PIL.Image import DecompressionBombWarning

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"(PIL|pillow_heif)\b")
        warnings.filterwarnings("error", category=DecompressionBombWarning)
        yield
