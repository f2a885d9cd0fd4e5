"""A few of the bundled digits, and processes to be killed, shared by all tests of studies."""

import subprocess
import sys
import time

import pytest

POLL = 0.005  # seconds
PATIENCE = 2000  # seconds in which a process must get so far, on a machine with other work too


@pytest.fixture(scope="session")
def few_digits():
    """Material of 320 images to train on and 180 to validate."""
    from dataclasses import replace

    from inkread.training.material import gather

    whole = gather(["digits"], leak_check=False)
    return replace(whole, glyphs=whole.glyphs[:320], labels=whole.labels[:320])


@pytest.fixture(scope="session")
def processes():
    """Runs Python programs in processes of their own; none outlives the tests."""
    made = Processes()
    yield made
    for process in made.started:
        if process.poll() is None:  # its test failed
            process.kill()
            process.communicate()


class Processes:
    """Python programs in processes of their own, run to the end or killed before."""

    def __init__(self):
        self.started = []

    def start(self, program, *words):
        """Return a process that runs `program` with these words for arguments."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, words)], **pipes, encoding="utf-8", errors="replace"
        )
        self.started.append(process)
        return process

    def finish(self, program, *words):
        """Return what the program printed."""
        process = self.start(program, *words)
        told, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, told
        return told

    def kill_when(self, moment, program, *words):
        """Kill the process with SIGKILL when the moment has come; those that it started must end with it."""
        process = self.start(program, *words)
        until = time.monotonic() + PATIENCE
        try:
            while not moment():
                assert process.poll() is None, process.communicate()[0]
                assert time.monotonic() < until, f"the moment to kill did not come within {PATIENCE} s"
                time.sleep(POLL)
        finally:
            process.kill()
        # Until every process that could write to the pipe is gone: then nobody writes into the folder.
        process.communicate(timeout=PATIENCE)
