"""A process ends when the work on one item takes too long, and only then."""

import subprocess
import sys

SCRIPT = """
import time
from inkread.scale.batch.time_limit import each_within

for seconds in each_within({limit}, {works}):
    time.sleep(seconds)
time.sleep({after})
print("done")
"""


def ended(limit, works, after=0.0):
    script = SCRIPT.format(limit=limit, works=works, after=after)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip(), done.stderr


def test_what_takes_too_long_ends_the_process_without_a_word():
    assert ended(0.5, [0.0, 60.0]) == (1, "", "")


def test_many_that_take_longer_together_and_what_comes_after_do_not():
    assert ended(2.0, [0.3] * 9, after=2.5) == (0, "done", "")
