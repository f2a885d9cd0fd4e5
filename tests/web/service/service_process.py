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

START_SECONDS = 120  # a machine that is busy with something else starts a process slowly
KEY = "a-key-that-only-tests-have"
PLAIN_APP = Path(__file__).with_name("plain_app.py")


class ServiceProcess:
    """Started on making, ready then; everything it starts is in its process group."""

    def __init__(self, command, errors, **variables):
        self.errors = Path(errors)
        with self.errors.open("ab") as said:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                start_new_session=True,
                env={**os.environ, **variables},
            )
        timer = threading.Timer(START_SECONDS, self.process.kill)
        timer.start()
        self.announcement = self.process.stdout.readline()
        timer.cancel()
        found = re.search(r"http://([\d.]+):(\d+)", self.announcement)
        if not found or self.process.poll() is not None:
            self.end()
            raise AssertionError(f"no address in {self.announcement!r}; {self.said()}")
        self.host, self.port = found[1], int(found[2])

    def said(self):
        return self.errors.read_text("utf-8")

    def connection(self, seconds=120):
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
    return all_there(ServiceProcess(command, folder / "errors.txt"), plan.get("workers", 1))


def reading(folder, *, workers=2, port=0):
    """A service of inkread itself, whose history is in `folder`; one key is everyone's."""
    command = [sys.executable, "-c", "from inkread.cli.main import run; run()", "serve", "--port", str(port)]
    history = ["--history", str(folder / "history.db"), "--workers", str(workers)]
    variables = {"INKREAD_WEB_RATE_LIMIT": "", "INKREAD_WEB_API_KEYS": KEY}
    return all_there(ServiceProcess([*command, *history], folder / "errors.txt", **variables), workers)


def all_there(service, workers):
    """The service, when the other workers were started too: it says that it is ready with its first."""
    if workers > 1:
        until(lambda: len(service.workers()) == workers, START_SECONDS)
    return service


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
