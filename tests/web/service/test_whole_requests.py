"""Threads get whole requests: slow, many and odd clients hold up no one else."""

import contextlib
import json
import select
import socket
import threading

import pytest
from service_process import plain, until

HEAD = b"POST /count HTTP/1.1\r\nHost: here\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def service(folder):
    service = plain(folder, threads=1, queue=1, request_seconds=1.0)
    yield service
    service.end()


def connect(service):
    connection = socket.create_connection((service.host, service.port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def answers(connection, count):
    """The status lines and bodies of `count` answers on a raw connection."""
    stream = connection.makefile("rb")
    found = []
    for _ in range(count):
        status = int(stream.readline().split()[1])
        lines = iter(stream.readline, b"\r\n")
        fields = dict(line.decode().strip().lower().split(": ", 1) for line in lines)
        found.append((status, fields, stream.read(int(fields.get("content-length", 0)))))
    return found


def test_many_clients_that_send_a_part_hold_up_no_one(plain_service):
    service = plain_service(threads=1, queue=0)
    with contextlib.ExitStack() as slow:
        for number in range(40):
            connection = slow.enter_context(connect(service))
            connection.sendall((HEAD + b"Content-Length: 50\r\n\r\n12345")[: 1 + number * 2])
        assert service.ask("GET", "/health/live")[0] == 200
        assert service.ask("POST", "/count", b"12345")[2]["bytes"] == 5


def test_a_request_that_does_not_become_whole_is_told_so(service):
    with connect(service) as connection:
        connection.sendall(HEAD + b"Content-Length: 5\r\n\r\n123")
        ((status, _, body),) = answers(connection, 1)
    assert status == 408
    assert json.loads(body)["error"]["code"] == "too_slow"


def test_a_silent_connection_is_closed_without_a_word(service):
    with connect(service) as connection:
        assert connection.recv(100) == b""


def test_a_request_in_single_bytes_is_answered(plain_service):
    service = plain_service(threads=1)
    with connect(service) as connection:
        for at in range(len(request := HEAD + b"Content-Length: 3\r\n\r\nabc")):
            connection.sendall(request[at : at + 1])
        assert answers(connection, 1)[0][0] == 200


def test_requests_sent_behind_one_another_are_answered_in_turn(service):
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"
    with connect(service) as connection:
        connection.sendall(HEAD + b"Content-Length: 3\r\n\r\nabc" + chunked + HEAD + b"\r\n")
        assert [json.loads(body)["bytes"] for _, _, body in answers(connection, 3)] == [3, 4, 0]


def test_a_client_that_asks_before_it_sends_is_told_to_go_on(service):
    with connect(service) as connection:
        connection.sendall(HEAD + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"abc")
        stream = b""
        while b'"bytes":3' not in stream:
            stream += connection.recv(1000)


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(service):
    with connect(service) as connection:
        connection.sendall(HEAD + b"Content-Length: 100001\r\n\r\n")
        ((status, fields, body),) = answers(connection, 1)
    assert (status, fields["connection"]) == (413, "close")
    assert "100000 bytes" in json.loads(body)["error"]["message"]


def test_what_is_no_request_is_refused_and_closed(service):
    with connect(service) as connection:
        connection.sendall(b"what do you say?\r\n\r\n")
        assert b" 400 " in connection.recv(1000)


def test_a_full_queue_refuses_at_once_and_says_when_to_come_back(service, folder):
    held = threading.Thread(target=service.ask, args=("POST", "/hold/first", b"x"))
    held.start()
    try:
        until((folder / "held-first").exists)
        with connect(service) as one, connect(service) as other:
            for connection in (one, other):
                connection.sendall(HEAD + b"Content-Length: 3\r\n\r\nabc")
            (refused, *_), _, _ = select.select([one, other], [], [], 20)
            ((status, fields, body),) = answers(refused, 1)
            assert (status, fields["retry-after"], json.loads(body)["error"]["code"]) == (503, "1", "busy")
            assert fields["connection"] == "keep-alive"
            assert [service.ask("GET", path)[0] for path in ("/health/live", "/metrics")] == [200, 200]
            (folder / "go").touch()
            assert answers(other if refused is one else one, 1)[0][0] == 200
            refused.sendall(HEAD + b"Content-Length: 3\r\n\r\nabc")  # on the same connection
            assert answers(refused, 1)[0][0] == 200
    finally:
        (folder / "go").touch()
        held.join()
    assert service.ask("POST", "/count", b"abc")[0] == 200


@pytest.mark.parametrize("odd", [b"Connection: close\r\n", b"Content-Length: 3\r\n", b"Folded: 1\r\n 2\r\n"])
def test_a_refused_request_that_may_end_elsewhere_is_the_last_of_its_connection(plain_service, tmp_path, odd):
    service = plain_service(threads=1, queue=0)
    held = threading.Thread(target=service.ask, args=("POST", "/hold/first", b"x"))
    held.start()
    try:
        until((tmp_path / "held-first").exists)
        with connect(service) as connection:
            connection.sendall(HEAD + odd + b"Content-Length: 3\r\n\r\nabc" + HEAD + b"\r\n")
            stream = connection.makefile("rb")
            assert b" 503 " in stream.readline()
            assert stream.read().count(b"HTTP/1.1") == 0  # to its end
    finally:
        (tmp_path / "go").touch()
        held.join()


def test_parts_of_large_requests_do_not_fill_the_memory(plain_service):
    service = plain_service(threads=1, queue=4)
    part = HEAD + b"Content-Length: 100000\r\n\r\n" + b"x" * 99_000
    with contextlib.ExitStack() as senders:
        connections = [senders.enter_context(connect(service)) for _ in range(10)]
        for connection in connections:
            connection.sendall(part)
        (refused, *_), _, _ = select.select(connections, [], [], 20)
        ((status, _, body),) = answers(refused, 1)
        assert (status, json.loads(body)["error"]["code"]) == (503, "busy")
        assert service.ask("POST", "/count", b"abc")[0] == 200


def test_many_small_parts_do_not_fill_the_memory_either(plain_service):
    service = plain_service(threads=1, queue=4)
    part = HEAD + b"Content-Length: 100000\r\n\r\n" + b"x" * 10_000  # a tenth of what one request may be
    most = 8 * 100_000 // len(part)
    with contextlib.ExitStack() as senders:
        connections = [senders.enter_context(connect(service)) for _ in range(3 * most)]
        for connection in connections:
            connection.sendall(part)
        until(lambda: len(with_answers(connections)) >= len(connections) - most)
        refused = with_answers(connections)
        assert {answers(connection, 1)[0][0] for connection in refused} == {503}
        assert service.ask("GET", "/health/live")[0] == 200
        assert service.ask("POST", "/count", b"abc")[2]["bytes"] == 3
        assert service.ask("POST", "/count", b"x" * 90_000)[0] == 503
    until(lambda: service.ask("POST", "/count", b"x" * 90_000)[0] == 200)  # those who filled it have gone


def with_answers(connections):
    """Those of the connections on which there is something to read."""
    return select.select(connections, [], [], 0)[0]
