"""Arithmetic on one thread, in a process that makes many small products one after the other."""

import os
from typing import Final

VARIABLES: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread() -> None:
    """Have the linear algebra of this process, and of those that it starts, compute where it is called.

    By itself it shares even small products among as many threads as there are cores, and these wait for the
    next one at full speed: of 20,000 glyphs read by one process a third more of the processor went, and two
    processes on two cores held each other up. It is asked when NumPy is imported, so call this before. What
    the person has set stays.
    """
    for name in VARIABLES:
        os.environ.setdefault(name, "1")
