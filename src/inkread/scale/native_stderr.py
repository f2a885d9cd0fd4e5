"""What libraries that are not of Python write to standard error, past it, caught for a while."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator

DESCRIPTOR = 2
"""Standard error, as the system knows it; `sys.stderr` may be something else."""


@contextlib.contextmanager
def native_stderr() -> Iterator[Callable[[], str]]:
    """Yield a function that returns what this process wrote to standard error meanwhile.

    It is passed on where the block ends well. Where it raises, what is wrong can be told from the text.
    """
    with contextlib.ExitStack() as held:
        caught = held.enter_context(tempfile.TemporaryFile())

        def text() -> str:
            caught.seek(0)
            return caught.read().decode("utf-8", "replace")

        usual = os.dup(DESCRIPTOR)
        held.callback(os.close, usual)
        sys.stderr.flush()
        os.dup2(caught.fileno(), DESCRIPTOR)
        try:
            yield text
        finally:
            sys.stderr.flush()
            os.dup2(usual, DESCRIPTOR)
        sys.stderr.write(text())
