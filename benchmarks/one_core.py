"""Keeps a benchmark on one core, so that no rival is helped by a second one."""

import os

import cv2

ONE_THREAD = {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}


def stay_on_one_core():
    """Bind this process to its last core where the system can; call it before Keras is imported.

    Elsewhere each library is asked for one thread, which TensorFlow takes as a wish.
    """
    os.environ.update(ONE_THREAD)
    cv2.setNumThreads(1)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
