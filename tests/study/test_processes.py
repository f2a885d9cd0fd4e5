"""Running processes are told from those that have ended."""

import os
import subprocess
import sys

from inkread.study.processes import is_running


def test_this_process_runs():
    assert is_running(os.getpid())


def test_an_ended_process_runs_no_more():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not is_running(ended.pid)


def test_a_waiting_process_runs():
    waiting = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(waiting.pid)
    waiting.communicate(b"\n")
    assert not is_running(waiting.pid)
