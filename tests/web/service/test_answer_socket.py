"""Head and body of an answer leave together, and nothing stays behind."""

import io
import socket

import pytest

from inkread.web.service.answer_socket import AnswerSocket

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


@pytest.fixture
def pair():
    """A socket of ours, and the client's end of it, which does not wait."""
    ours, client = socket.socketpair()
    with AnswerSocket.of(ours) as answers, client:
        client.setblocking(False)
        yield answers, client


def came(client):
    """What the client finds now."""
    try:
        return client.recv(10_000)
    except BlockingIOError:
        return None


def test_a_head_waits_for_its_body(pair):
    answers, client = pair
    answers.sendall(HEAD)
    assert came(client) is None
    answers.sendall(b"hi")
    assert came(client) == HEAD + b"hi"
    answers.sendall(b"more")
    assert came(client) == b"more"


def test_an_empty_body_and_a_flush_let_a_head_go(pair):
    answers, client = pair
    answers.sendall(HEAD)
    answers.sendall(b"")
    assert came(client) == HEAD
    answers.sendall(HEAD)
    answers.flush()
    answers.flush()
    assert came(client) == HEAD


def test_a_head_goes_before_a_file(pair):
    answers, client = pair
    answers.setblocking(True)
    answers.sendall(HEAD)
    answers.sendfile(io.BytesIO(b"hi"))
    assert client.recv(10_000) + (came(client) or b"") == HEAD + b"hi"


def test_two_heads_in_a_row_are_both_sent(pair):
    answers, client = pair
    answers.sendall(HEAD)
    answers.sendall(HEAD)
    assert came(client) == HEAD + HEAD
