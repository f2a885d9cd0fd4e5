"""A gunicorn worker whose threads never wait for a client: they get whole requests or none.

gunicorn's own threaded worker gives a connection a thread with its first byte, so as many slow clients as
there are threads hold up everyone; and its queue of waiting requests has no end. Here the main loop keeps
what arrives until the request is whole, and refuses what would wait too long.
"""

import contextlib
import errno
import signal
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

from inkread.web.service import refusals
from inkread.web.service.connection import Connection
from inkread.web.service.front_limits import FrontLimits

PIECE: Final = 256 * 1024  # bytes read from a connection at once
LINGER_SECONDS: Final = 2.0  # for a client to read the last answer before its connection is cut
LAST_SECONDS: Final = 3.0  # for the rest of a request that had begun when the worker was to end
SEND_SECONDS: Final = 10  # a client that takes no byte for this long is left
GONE: Final = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
NO_DESCRIPTORS: Final = (errno.EMFILE, errno.ENFILE)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Waits in the main loop, works in threads, and says so when there is too much to do."""

    pending_conns: deque[Connection]

    def load_wsgi(self) -> None:
        """Load the application, and with it what may come in."""
        super().load_wsgi()
        self.limits: FrontLimits = self.app.limits
        self.num_at_work = 0  # requests with a thread or waiting for one, but for those about health
        self.lingering: deque[Connection] = deque()
        self.doctor = ThreadPoolExecutor(max_workers=1)

    def init_signals(self) -> None:
        """Leave Ctrl-C, which a terminal sends to every process, to the master."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def accept(self, listener: Any) -> bool:  # noqa: ANN401 - gunicorn's own kind of socket
        """Accept a connection and begin to listen to it; return whether there was one."""
        try:
            client_socket, client = listener.accept()
        except OSError as error:
            if error.errno in NO_DESCRIPTORS and self.pending_conns:
                self._leave(self.pending_conns[0])  # the one that has been slow for longest
            elif error.errno not in (*GONE, *NO_DESCRIPTORS):
                raise
            return False
        self.nr_conns += 1
        client_socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_SECONDS, 0))
        self._listen_to(Connection(self, client_socket, client, listener.getsockname()))
        return True

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or stop to accept; one that stops for good takes those who wait at the door with it."""
        super().set_accept_enabled(enabled)
        if enabled or (self.alive and self.is_parent_alive()):
            return
        for listener in self.sockets:
            listener.setblocking(False)
            while self.accept(listener):
                pass
            listener.close()  # at once, so that the next service finds the port free

    def enqueue_req(self, conn: Connection) -> None:
        """Give a whole request to the threads; one of them answers how the service is, and nothing else."""
        # One about health takes no place: who asks it just before reading would find the service full.
        self.num_at_work += not conn.incoming.is_about_health
        pool = self.doctor if conn.incoming.is_about_health else self.tpool
        pool.submit(self.handle, conn).add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def finish_request(self, conn: Connection, fs: "Future[Any]") -> None:
        """Take an answered connection back, and go on with what the client sent meanwhile."""
        self.num_at_work -= not conn.incoming.is_about_health
        conn.incoming.move_on()
        conn.was_told_to_continue = False
        super().finish_request(conn, fs)
        if len(conn.incoming) and self.keepalived_conns and self.keepalived_conns[-1] is conn:
            self.on_client_socket_readable(conn, conn.sock)

    def on_client_socket_readable(self, conn: Connection, client: Any) -> None:  # noqa: ANN401
        """Begin to listen to a connection that was kept alive."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._listen_to(conn)

    def on_pending_socket_readable(self, conn: Connection, client: Any) -> None:  # noqa: ANN401
        """Take in more of a request."""
        settle = self._receive(conn)
        if settle is not None:
            self._unwatch(conn)
            self.pending_conns.remove(conn)
            settle(conn)

    def murder_pending(self) -> None:
        """Leave those who take too long: to send a request, or to read the last answer."""
        now = time.monotonic()
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            self._leave(self.pending_conns[0])
        while self.lingering and self.lingering[0].timeout <= now:
            self._cut(self.lingering[0])

    def _cap_keepalive(self, deadline: float) -> None:
        """Give those who wait when the worker is to end until `deadline`, half a request somewhat longer."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline + (LAST_SECONDS if len(conn.incoming) else 0))
        self.pending_conns = deque(sorted(self.pending_conns, key=lambda conn: conn.timeout))

    def linger(self, conn: Connection) -> None:
        """End our side of a connection, and cut it when the client has, or has had its time.

        A socket closed with something unread in it tells the client so, which then may lose the answer.
        """
        conn.timeout = time.monotonic() + LINGER_SECONDS
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, EVENT_READ, partial(self._discard, conn))
        except (OSError, ValueError):
            conn.close()
            return
        self.lingering.append(conn)

    def _listen_to(self, conn: Connection) -> None:
        """Take in what a connection has sent; wait for the rest where there is one."""
        conn.sock.setblocking(False)
        settle = self._receive(conn)
        if settle is not None:
            settle(conn)
            return
        conn.timeout = time.monotonic() + self.limits.request_seconds
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _receive(self, conn: Connection) -> Callable[[Connection], None] | None:
        """Read once from a connection; return what to do with it, or None to wait for more."""
        try:
            piece = conn.sock.recv(PIECE)
        except BlockingIOError:
            piece = None
        except OSError:
            piece = b""
        if piece == b"":
            return self._part
        conn.incoming.feed(piece or b"")
        if conn.incoming.is_too_large:
            return partial(
                self._dismiss, refusals.too_large(self.limits.headers, max_body=self.limits.max_body)
            )
        if conn.incoming.is_whole:
            return self._admit
        if len(conn.incoming) > self.limits.large and self._num_kept() > self.limits.kept:
            return partial(self._dismiss, refusals.busy(self.limits.headers))
        if conn.incoming.expects_continue and not conn.was_told_to_continue:
            conn.was_told_to_continue = True
            with contextlib.suppress(OSError):  # then the next read tells that the client has gone
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        return None

    def _num_kept(self) -> int:
        """Return the bytes of all requests that are not yet whole."""
        return sum(len(conn.incoming) for conn in self.pending_conns)

    def _admit(self, conn: Connection) -> None:
        """Give a whole request to the threads, or refuse it where too many wait already."""
        if self.num_at_work < self.cfg.threads + self.limits.queue or conn.incoming.is_about_health:
            conn.data_ready = True
            conn.init()
            self.enqueue_req(conn)
        else:
            self._dismiss(refusals.busy(self.limits.headers), conn)

    def _dismiss(self, answer: bytes, conn: Connection) -> None:
        """Answer without the application, and close."""
        self.nr_conns -= 1
        with contextlib.suppress(OSError):  # the client has gone: nobody to tell
            conn.sock.send(answer)
        self.linger(conn)

    def _leave(self, conn: Connection) -> None:
        """Close a connection whose request did not become whole in time."""
        self._unwatch(conn)
        self.pending_conns.remove(conn)
        if len(conn.incoming):
            self._dismiss(refusals.too_slow(self.limits.headers, seconds=self.limits.request_seconds), conn)
        else:
            self._part(conn)

    def _part(self, conn: Connection) -> None:
        """Close a connection on which nothing is to be said."""
        self.nr_conns -= 1
        conn.close()

    def _discard(self, conn: Connection, client: Any) -> None:  # noqa: ANN401
        """Throw away what comes on a connection that we ended, and cut it at its end."""
        try:
            goes_on = bool(conn.sock.recv(PIECE))
        except BlockingIOError:
            goes_on = True
        except OSError:  # the client cut it first
            goes_on = False
        if not goes_on:
            self._cut(conn)

    def _cut(self, conn: Connection) -> None:
        """Close a connection that we ended."""
        self._unwatch(conn)
        self.lingering.remove(conn)
        conn.close()

    def _unwatch(self, conn: Connection) -> None:
        """Take a connection out of the main loop."""
        with contextlib.suppress(KeyError, ValueError, OSError):  # it is not in it
            self.poller.unregister(conn.sock)
