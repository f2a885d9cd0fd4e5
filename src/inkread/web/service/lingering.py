"""Connections that the service has ended, until their clients have read the last answer."""

import contextlib
import socket
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ, BaseSelector
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from inkread.web.service.connection import Connection

PIECE: Final = 64 * 1024  # bytes read from a connection at once
SILENT_SECONDS: Final = 2.0  # that a client may send nothing before its connection is cut
LINGER_SECONDS: Final = 30.0  # for a client to end what it was sending, and to read the last answer


class Lingering:
    """Ends connections without making the main loop wait for their clients.

    A socket closed with something unread in it tells the client so, which then may lose the answer.

    Args:
        poller: the main loop's.
    """

    def __init__(self, poller: BaseSelector) -> None:
        """Begin without a connection."""
        self._poller = poller
        self._waiting: deque[Connection] = deque()  # the one that has been silent for longest comes first

    def add(self, conn: "Connection") -> None:
        """End our side of a connection, and cut it when the client has, is silent, or has had its time."""
        now = time.monotonic()
        conn.timeout, conn.cut_at = now + SILENT_SECONDS, now + LINGER_SECONDS
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self._poller.register(conn.sock, EVENT_READ, partial(self._discard, conn))
        except (OSError, ValueError):
            conn.close()
            return
        self._waiting.append(conn)

    def expire(self, now: float) -> None:
        """Cut those that are silent."""
        while self._waiting and self._waiting[0].timeout <= now:
            self._cut(self._waiting[0])

    def _discard(self, conn: "Connection", _client: Any) -> None:  # noqa: ANN401 - as selectors hand it on
        """Throw away what still comes on a connection, and cut it at its end.

        A client that was refused early in a large upload over a slow line first ends its sending, and only
        then looks for an answer.
        """
        now = time.monotonic()
        try:
            goes_on = bool(conn.sock.recv(PIECE))
        except BlockingIOError:
            goes_on = True
        except OSError:  # the client cut it first
            goes_on = False
        if not goes_on or now >= conn.cut_at:
            self._cut(conn)
            return
        conn.timeout = now + SILENT_SECONDS
        self._waiting.remove(conn)
        self._waiting.append(conn)

    def _cut(self, conn: "Connection") -> None:
        """Close a connection."""
        with contextlib.suppress(KeyError, ValueError, OSError):  # the poller has been closed
            self._poller.unregister(conn.sock)
        self._waiting.remove(conn)
        conn.close()
