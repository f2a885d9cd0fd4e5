"""The real application in a thread, real Chromium before it, and no page that errs or asks anyone else."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from inkread.web import create_app
from inkread.web.settings import WebSettings

DESK = {"width": 1280, "height": 900}
MAX_UPLOAD = 2 * 1024 * 1024  # bytes
PATIENCE = 20_000  # ms that an expectation waits: the machine may be busy
REFUSED = "Failed to load resource"  # Chromium's line for a 4xx, which a page may well get


class SilentHandler(WSGIRequestHandler):
    """Answers without a line for every request."""

    def log_request(self, *_) -> None:
        """Say nothing."""


class WholeFiles:
    """Hands files on as bytes: werkzeug's server leaves one open whose client went before it was sent."""

    def __init__(self, inner) -> None:
        """Remember whom to ask."""
        self.inner = inner

    def __call__(self, environ, start_response):
        """Answer a request."""
        answer = self.inner(environ, start_response)
        if not environ["PATH_INFO"].startswith("/static/"):
            return answer
        with contextlib.closing(answer):
            return [b"".join(answer)]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service with a history of its own."""
    home = tmp_path_factory.mktemp("service")
    settings = WebSettings(
        history=str(home / "history.sqlite"),
        images=home / "images",
        rate_limit="",
        max_files=3,
        max_upload_bytes=MAX_UPLOAD,
    )
    app = create_app(settings)
    app.wsgi_app = WholeFiles(app.wsgi_app)
    app.extensions["inkread"].start()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=SilentHandler)
    thread = threading.Thread(target=server.serve_forever, name="service")
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["inkread"].stop()


@pytest.fixture
def options() -> dict:
    """What a test module asks of its browser window; a module may have its own."""
    return {"viewport": DESK}


@pytest.fixture
def failures() -> set[int]:
    """Statuses from 500 that a test module brings about itself."""
    return set()


@pytest.fixture
def page(browser: Browser, address: str, options: dict, failures: set[int]) -> Iterator[Page]:
    """A new visitor's page; whatever it errs in, and whomever else it asks, fails the test."""
    context = browser.new_context(base_url=address, locale="en-GB", reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    visited = context.new_page()
    trouble: list[str] = []
    visited.on("pageerror", lambda error: trouble.append(str(error)))
    visited.on("console", lambda line: trouble.append(line.text) if is_trouble(line) else None)
    visited.on("request", lambda one: None if is_own(one.url, address) else trouble.append(one.url))
    visited.on(
        "response",
        lambda one: trouble.append(f"{one.status} {one.url}") if is_missing(one, failures) else None,
    )
    yield visited
    context.close()
    assert trouble == []


def is_trouble(line) -> bool:
    """Return whether a line of the console tells of an error; violations of the policy are such lines."""
    return line.type in ("error", "warning") and not line.text.startswith(REFUSED)


def is_own(url: str, address: str) -> bool:
    """Return whether a page may ask for `url`."""
    return url.startswith((f"{address}/", "data:", "blob:"))


def is_missing(response, failures: set[int]) -> bool:
    """Return whether a page's own file is not there, or the service failed by itself."""
    failed = response.status >= 500 and response.status not in failures
    return failed or (response.status >= 400 and "/static/" in response.url)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of handwritten samples."""
    return Path(__file__).parents[3] / "samples"
