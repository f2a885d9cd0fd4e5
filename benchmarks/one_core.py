"""Keeps a benchmark on one core, so that no rival is helped by a second one."""

import os
from pathlib import Path

import cv2

ONE_THREAD = {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}


def stay_on_one_core():
    """Bind this process to its last core where the system can; call it before Keras is imported.

    With it go the threads that run by now: those that NumPy's BLAS starts as it is imported stayed on the
    other core, and a page cost more processor time than the clock showed. Elsewhere each library is asked
    for one thread, which TensorFlow takes as a wish.
    """
    os.environ.update(ONE_THREAD)
    cv2.setNumThreads(1)
    if hasattr(os, "sched_setaffinity"):
        last = {max(os.sched_getaffinity(0))}
        for thread in Path("/proc/self/task").iterdir():
            os.sched_setaffinity(int(thread.name), last)
