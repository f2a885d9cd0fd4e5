"""Clients that each send a request, wait for its answer and send the next: how many a second, how long each.

One thread serves all of them, so that the load costs the machine as little as can be.
"""

import math
import re
import selectors
import socket
import statistics
import time
from collections import deque

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
CLOSES = re.compile(rb"(?i)\r\nconnection: *close")


def closed_loop(address, request, *, num_clients, seconds, pause=0.0):
    """Return what `num_clients` connections got within `seconds`.

    Args:
        address: host and port.
        request: the bytes of a whole HTTP request, which keeps its connection alive.
        num_clients: connections, each with one request under way.
        seconds: how long they go on.
        pause: seconds that a client waits after it was refused.

    Returns:
        A dict of `requests`, `per_second`, `p50_ms`, `p99_ms` and `refused`, the answers that are no 200.
    """
    selector = selectors.DefaultSelector()
    for _ in range(num_clients):
        _Client(address, request, selector)
    began = time.perf_counter()
    times, refused = [], 0
    later = deque()  # the refused, with when they come back
    while (now := time.perf_counter()) < began + seconds:
        while later and later[0][0] <= now:
            later.popleft()[1].send()
        for key, _ in selector.select(timeout=0.01 if later else 0.1):
            client = key.data
            took = client.receive()
            if took is not None:
                times.append(took)
                refused += client.refused
                if client.refused:
                    later.append((now + pause, client))
                else:
                    client.send()
    elapsed = now - began
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    return _summary(sorted(times), elapsed, refused)


def _summary(times, elapsed, refused):
    """Return what the times of all answers, in ascending order, come to."""
    return {
        "requests": len(times),
        "per_second": round(len(times) / elapsed, 1),
        "p50_ms": round(1e3 * statistics.median(times), 2),
        "p99_ms": round(1e3 * times[math.ceil(0.99 * len(times)) - 1], 2),
        "refused": refused,
    }


class _Client:
    """One connection with one request under way."""

    def __init__(self, address, request, selector):
        self._address, self._request, self._selector = address, request, selector
        self._socket = None
        self.send()

    def _connect(self):
        self._socket = socket.create_connection(self._address, timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(self._socket, selectors.EVENT_READ, self)

    def send(self):
        """Send the request, on a new connection where the last answer closed the old one."""
        if self._socket is None:
            self._connect()
        self._came, self.refused = b"", False
        self._sent = time.perf_counter()
        self._socket.sendall(self._request)

    def receive(self):
        """Return the seconds that the answer took, or None where it is not whole."""
        piece = self._socket.recv(65536)
        if not piece:
            raise ConnectionError(f"expected an answer, got a closed connection after {self._came[:200]!r}")
        self._came += piece
        end = self._came.find(END_OF_HEAD) + len(END_OF_HEAD)
        if end < len(END_OF_HEAD) or len(self._came) < end + int(LENGTH.search(self._came)[1]):
            return None
        self.refused = not self._came.startswith(b"HTTP/1.1 200")
        if CLOSES.search(self._came, 0, end):
            self._selector.unregister(self._socket)
            self._socket.close()
            self._socket = None
        return time.perf_counter() - self._sent
