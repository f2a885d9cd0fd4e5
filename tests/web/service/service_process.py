"""A service as a process of its own, which tests signal, kill and look into."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

START_SECONDS = 40  # a machine that is busy with something else starts a process slowly
PLAIN_APP = Path(__file__).with_name("plain_app.py")


class ServiceProcess:
    """Started on making, ready then; everything it starts is in its process group."""

    def __init__(self, command, errors):
        self.errors = Path(errors)
        with self.errors.open("ab") as said:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=said, text=True, start_new_session=True
            )
        timer = threading.Timer(START_SECONDS, self.process.kill)
        timer.start()
        self.announcement = self.process.stdout.readline()
        timer.cancel()
        found = re.search(r"http://([\d.]+):(\d+)", self.announcement)
        if not found:
            self.end()
            raise AssertionError(f"no address in {self.announcement!r}; {self.said()}")
        self.host, self.port = found[1], int(found[2])

    def said(self):
        return self.errors.read_text("utf-8")

    def connection(self, seconds=30):
        return http.client.HTTPConnection(self.host, self.port, timeout=seconds)

    def ask(self, method, path, body=None, headers=None):
        """One request on a connection of its own; returns status, headers and the body as JSON."""
        with contextlib.closing(self.connection()) as connection:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, json.loads(answer.read())

    def workers(self):
        """The numbers of the processes that answer."""
        return children_of(self.process.pid)

    def send(self, number):
        self.process.send_signal(number)

    def wait(self, seconds=30):
        return self.process.wait(seconds)

    def end(self):
        """Kill what is left of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def plain(folder, **plan):
    """A service of the plain application."""
    command = [sys.executable, str(PLAIN_APP), str(folder), json.dumps({"port": 0, **plan})]
    return ServiceProcess(command, folder / "errors.txt")


def children_of(process):
    """The processes that `process` started and that live, by Linux's account of it."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(number) for number in listed.split()]


def until(condition, seconds=20):
    """Wait for a condition that another process brings about; returns what it returned."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "the condition did not come about"
        time.sleep(0.01)
    return found
