"""The script asks whether the service is ready where its settings let it listen."""

import shutil
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from machine import write_program


class Health(BaseHTTPRequestHandler):
    """Answers as the service does about its health, to a request that names a host it trusts."""

    sick = ()

    def do_GET(self):
        known = self.path in ("/health/ready", "/health/history") and self.path not in self.sick
        self.send_response(200 if known and self.headers["Host"] == "127.0.0.1" else 503)
        self.end_headers()

    def log_message(self, *_said):
        """Say nothing."""


@pytest.fixture
def listening():
    """Starts a service at an address; returns its port."""
    started = []

    def start(host, *sick):
        kind = type(
            "Family", (ThreadingHTTPServer,), {"address_family": socket.AF_INET6 if ":" in host else 2}
        )
        server = kind((host, 0), type("Sick", (Health,), {"sick": sick}))
        started.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server.server_address[1]

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.fixture
def is_ready(new_machine):
    """Asks as the script does, with some settings; returns whether that says ready."""
    release = new_machine.root / "opt" / "inkread" / "releases" / "new"
    write_program(release / "bin" / "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    for name in ("with_settings.py", "ask_health.py"):
        shutil.copy(new_machine.release / name, release)

    def ask(settings, before=""):
        step = f"{before} READY_SECONDS=0; is_ready {release} && echo yes || echo no"
        return new_machine.step(f"{settings}\n", step).split() == ["yes"]

    return ask


@pytest.mark.parametrize(
    ("host", "settings"),
    [
        ("127.0.0.1", 'INKREAD_SERVE="--port {} --workers 2"'),
        ("127.0.0.1", "INKREAD_SERVE=--port={}"),
        ("127.0.0.1", 'INKREAD_SERVE="--host 0.0.0.0 --port {}"'),
        ("::1", 'INKREAD_SERVE="--host=:: --port {}"'),
        ("127.0.0.2", 'INKREAD_SERVE="--workers 2 --host 127.0.0.2 --port {}"'),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="all of 127.0.0.0/8 is this machine on Linux alone")
def test_the_script_asks_where_the_settings_let_the_service_listen(is_ready, listening, host, settings):
    assert is_ready(settings.format(listening(host)))


def test_a_service_that_does_not_answer_or_keep_is_not_ready(is_ready, listening):
    assert not is_ready("INKREAD_SERVE=--port=1")
    keeps_nothing = f"INKREAD_SERVE=--port={listening('127.0.0.1', '/health/history')}"
    assert not is_ready(keeps_nothing)
    assert is_ready(keeps_nothing, before="INKREAD_NO_BACKUP=1;")  # as where the history is lost
    assert not is_ready(f"INKREAD_SERVE=--port={listening('127.0.0.1', '/health/ready')}")
