"""Where there is no gunicorn the service runs on waitress, with the same limits."""

import contextlib
import signal
import socket
import threading

import pytest
from service_process import until


@pytest.fixture
def service(plain_service):
    return plain_service(server="waitress", threads=2, queue=0, request_seconds=1.0)


def test_it_answers_beside_slow_clients_and_stops_when_asked(service):
    head = b"POST /count HTTP/1.1\r\nHost: here\r\nContent-Length: 50\r\n\r\n12345"
    slow = [socket.create_connection((service.host, service.port), timeout=20) for _ in range(10)]
    for connection in slow:
        connection.sendall(head)
    assert service.ask("POST", "/count", b"12345")[2]["bytes"] == 5
    for connection in slow:
        connection.close()
    service.send(signal.SIGTERM)
    assert service.wait() == 0


def test_a_body_that_is_too_large_is_refused(service):
    with contextlib.closing(service.connection()) as connection:
        connection.request("POST", "/count", b"x" * 200_000)
        assert connection.getresponse().status == 413


def test_a_full_queue_refuses_at_once_in_the_service_s_own_words(service, tmp_path):
    answers = {}

    def hold(name):
        answers[name] = service.ask("POST", f"/hold/{name}", b"x")

    held = [threading.Thread(target=hold, args=(name,)) for name in ("first", "second")]
    for thread in held:
        thread.start()
    until(lambda: all((tmp_path / f"held-{name}").exists() for name in ("first", "second")))
    status, headers, body = service.ask("POST", "/count", b"abc")
    assert (status, headers["Retry-After"], body["error"]["code"]) == (503, "1", "busy")
    assert [service.ask("GET", path)[0] for path in ("/health/live", "/metrics")] == [200, 200]
    (tmp_path / "go").touch()
    for thread in held:
        thread.join()
    assert [answers[name][0] for name in ("first", "second")] == [200, 200]
    assert service.ask("POST", "/count", b"abc")[0] == 200
