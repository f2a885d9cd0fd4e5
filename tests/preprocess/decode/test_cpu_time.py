"""Processor time of another process, which grows while it works and not while it waits."""

import subprocess
import sys

from inkread.preprocess.decode.cpu_time import cpu_seconds

WORK = "import time\nwhile time.process_time() < 0.3: pass\nprint(time.process_time(), flush=True)\ninput()"


def test_the_time_of_a_child_is_what_the_child_counts():
    with subprocess.Popen([sys.executable, "-c", WORK], stdin=-1, stdout=-1, text=True) as child:
        counted = float(child.stdout.readline())
        told = cpu_seconds(child.pid)
        assert told is None if sys.platform != "linux" else abs(told - counted) <= 0.1
        child.communicate("\n")
    assert cpu_seconds(child.pid) is None
