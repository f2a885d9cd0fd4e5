"""A web server on this machine that can be told to misbehave."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from inkread.datasets.fetch import download as download_module


@dataclass
class Server:
    """What the server has and how it behaves.

    `statuses` and `cuts` are used up, one entry a request: an HTTP status to fail with, the number of
    bytes after which the connection is cut.
    """

    address: str = ""
    files: dict = field(default_factory=dict)
    knows_ranges: bool = True
    statuses: list = field(default_factory=list)
    cuts: list = field(default_factory=list)
    redirects: dict = field(default_factory=dict)
    ranges_asked: list = field(default_factory=list)

    def answer(self, request):
        self.ranges_asked.append(request.headers.get("Range"))
        status = self.statuses.pop(0) if self.statuses else None
        if request.path in self.redirects:
            return 302, {"Location": self.redirects[request.path]}, b""
        if status or request.path not in self.files:
            return status or 404, {}, b""
        content = self.files[request.path]
        start = int((request.headers.get("Range") or "bytes=0-")[6:-1]) if self.knows_ranges else 0
        if start >= len(content):
            return 416, {"Content-Range": f"bytes */{len(content)}"}, b""
        return (206 if start else 200), {}, content[start:]


@pytest.fixture
def server(monkeypatch):
    """A server on the loopback address; retries do not wait."""
    monkeypatch.setattr(download_module, "PAUSES", (0.0, 0.0, 0.0))
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, headers, content = state.answer(self)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content[: state.cuts.pop(0)] if state.cuts else content)

        def log_message(self, *_arguments):
            """Say nothing."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    httpd.shutdown()
    thread.join()
    httpd.server_close()
