"""Ends this process when one image takes longer than it may; the batch then finds the image and goes on.

No exception gets out of a decoder or a storage that hangs, so the process goes. Its end is watched over by a
thread of C, which needs no turn of the interpreter: a decoder that hangs may hold it.
"""

import faulthandler
import os
import time
from collections.abc import Generator, Iterable
from typing import Final, TypeVar

_Item = TypeVar("_Item")

SECONDS: Final = 60.0
"""For one image, where nothing else is said: hundreds of times what the largest honest one takes."""
SLACK: Final = 0.1
"""Part of the limit that an image may get beyond it: to set the watch anew costs more than a small image."""


def each_within(seconds: float, items: Iterable[_Item]) -> Generator[_Item, None, None]:
    """Yield the items, and end this process should the work on one take longer.

    Args:
        seconds: that each may take, at least; a tenth more at the most.
        items: on which the work is done between one and the next.
    """
    set_at = -seconds
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no file of this disk
        try:
            for item in items:
                now = time.monotonic()
                if now - set_at > SLACK * seconds:
                    faulthandler.dump_traceback_later(seconds * (1 + SLACK), exit=True, file=nowhere)
                    set_at = now
                yield item
        finally:
            faulthandler.cancel_dump_traceback_later()
