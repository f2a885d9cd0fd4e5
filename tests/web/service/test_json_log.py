"""`--log json` writes lines that a program reads, and that tell nothing of a person."""

import json
import logging
import sys

import pytest
from service_process import ServiceProcess

from inkread.web.service.json_log import JsonFormatter

SECRETS = ("holiday.png", "visitor-cookie", "a-client", "ab" * 16, "127.0.0.1")


@pytest.fixture(params=["gunicorn", "waitress"])
def service(request, tiny_folder, tmp_path):
    """A service that logs JSON."""
    command = [sys.executable, "-c", "from inkread.cli.main import run; run()", "serve", "--port", "0"]
    words = ["--log", "json", "--server", request.param, "--bundle", tiny_folder, "--history"]
    started = ServiceProcess([*command, *words, tmp_path / "history.db"], tmp_path / "errors.txt")
    yield started
    started.end()


def lines(service):
    return [json.loads(line) for line in service.said().splitlines()]


def test_a_request_is_a_line_without_who_asked_or_for_what(service):
    headers = {"Cookie": "visitor=visitor-cookie", "User-Agent": "a-client", "X-Forwarded-For": "192.0.2.7"}
    service.ask("GET", f"/api/v1/history/{'ab' * 16}?search=holiday.png", headers=headers)
    service.ask("GET", "/health/live")
    service.process.terminate()
    service.process.wait(30)
    asked = [line for line in lines(service) if line["event"] == "request"]
    assert [line["status"] for line in asked[-2:]] == [404, 200]
    assert asked[-1]["path"] == "/health/live"
    assert asked[-1]["milliseconds"] > 0.0
    assert [secret for secret in (*SECRETS, "192.0.2.7") if secret in service.said()] == []


def test_an_exception_is_told_by_its_kind_and_place_not_by_its_words():
    try:
        raise ValueError("holiday.png")
    except ValueError:
        record = logging.LogRecord(
            "inkread.web", logging.ERROR, __file__, 1, "%s failed", ("/",), sys.exc_info()
        )
    said = json.loads(JsonFormatter().format(record))
    assert (said["event"], said["level"], said["exception"]) == ("/ failed", "error", "ValueError")
    assert "test_json_log.py" in said["raised_at"][-1]
    assert "holiday.png" not in json.dumps(said)
