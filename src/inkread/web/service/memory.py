"""Memory of large pictures goes back to the system, so that a worker stays as small as its usual work."""

import ctypes
import sys
from typing import Final

LARGE_BYTES: Final = 4 * 1024 * 1024
"""From here on memory is borrowed from the system and given back; a usual image needs less."""

_M_MMAP_THRESHOLD: Final = -3  # numbers of glibc's malloc.h
_M_ARENA_MAX: Final = -8
_ARENAS: Final = 2  # each thread would have its own, and each would keep what its largest picture took


def give_large_memory_back() -> None:
    """Tell glibc to keep no large block; does nothing where there is another C library.

    glibc raises its limit for large blocks to 32 MB with the first one that is freed, and then keeps such
    blocks: eight threads that each read one picture of 16 million pixels grew a worker by 180 MB for good.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and gives back by itself
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)
        mallopt(_M_ARENA_MAX, _ARENAS)
