"""A worker does not wake other cores for a picture."""

import subprocess
import sys

READY = """
import cv2, flask
from inkread.web.service.draining import Draining
from inkread.web.service.lifecycle import make_ready
make_ready(lambda: flask.Flask("plain"), Draining())
print(cv2.getNumThreads())
"""


def test_a_worker_that_is_ready_computes_in_the_thread_that_asks():
    done = subprocess.run([sys.executable, "-c", READY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]
