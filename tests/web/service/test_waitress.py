"""Where there is no gunicorn the service runs on waitress, with the same limits."""

import contextlib
import signal
import socket

import pytest


@pytest.fixture
def service(plain_service):
    return plain_service(server="waitress", threads=2, request_seconds=1.0)


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
