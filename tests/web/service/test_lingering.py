"""A client has its time to end what it was sending, and to read the last answer."""

import selectors
import socket

import pytest

from inkread.web.service import lingering
from inkread.web.service.lingering import LINGER_SECONDS, SILENT_SECONDS, Lingering


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def monotonic(self):
        return self.now


class Ended:
    """A connection as the service sees it."""

    def __init__(self, sock):
        self.sock, self.timeout, self.cut_at, self.is_closed = sock, 0.0, 0.0, False

    def close(self):
        self.is_closed = True
        self.sock.close()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(lingering, "time", clock)
    return clock


@pytest.fixture
def scene(clock):
    """The lingering connections, one of them, its client's end, and a turn of the main loop."""
    poller = selectors.DefaultSelector()
    ours, client = socket.socketpair()
    ended, conn = Lingering(poller), Ended(ours)
    ended.add(conn)

    def turn(seconds=0.0):
        clock.now += seconds
        for key, _ in poller.select(0):
            key.data(key.fileobj)
        ended.expire(clock.now)

    with client:
        yield conn, client, turn
    conn.close()
    poller.close()


def test_a_client_that_is_silent_is_cut(scene):
    conn, client, turn = scene
    turn(SILENT_SECONDS - 0.1)
    assert not conn.is_closed
    turn(0.2)
    assert conn.is_closed
    assert client.recv(10) == b""


def test_a_client_that_still_sends_is_heard_out(scene):
    conn, client, turn = scene
    for _ in range(5):
        client.sendall(b"more of what was refused")
        turn(SILENT_SECONDS - 0.1)
    assert not conn.is_closed
    client.shutdown(socket.SHUT_WR)
    turn()
    assert conn.is_closed


def test_a_client_that_never_ends_is_cut_all_the_same(scene):
    conn, client, turn = scene
    for _ in range(int(LINGER_SECONDS) + 1):
        client.sendall(b"more")
        turn(1.0)
        if conn.is_closed:
            break
    assert conn.is_closed
