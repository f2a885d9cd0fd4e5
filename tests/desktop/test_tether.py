"""A process that is tied to the window ends with it, wherever it waits."""

import subprocess
import sys

TIED = "from inkread.desktop.tether import hold; hold(); import time; print(1, flush=True); time.sleep(600)"


def test_it_is_interrupted_when_its_input_ends():
    with subprocess.Popen(
        [sys.executable, "-c", TIED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline().strip() == b"1"
        _, said = process.communicate(timeout=60)  # which closes its input first
    assert said.strip().endswith(b"KeyboardInterrupt")
    assert process.returncode != 0
