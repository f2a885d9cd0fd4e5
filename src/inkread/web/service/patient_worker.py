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
import sys
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

from inkread.web.service import refusals
from inkread.web.service.answer_socket import AnswerSocket
from inkread.web.service.connection import Connection
from inkread.web.service.front_limits import SMALL, FrontLimits
from inkread.web.service.lingering import Lingering
from inkread.web.service.request_threads import Outcome, RequestThreads

PIECE: Final = 256 * 1024  # bytes read from a connection at once
SIGN_SECONDS: Final = 1.0  # between two signs of life; the master kills who gives none for thirty
REST_SECONDS: Final = 0.1  # that a refused client is not listened to: answering it costs what others wait for
LAST_SECONDS: Final = 3.0  # for the rest of a request that had begun when the worker was to end
SWITCH_SECONDS: Final = 0.0005
"""After which a thread that computes lets another go on: with Python's usual 5 ms, one that came back from
writing to the history or to a socket waited as long as two readings take."""
SEND_SECONDS: Final = 10  # a client that takes no byte for this long is left
GONE: Final = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
NO_DESCRIPTORS: Final = (errno.EMFILE, errno.ENFILE)
WORKER_SIGNALS: Final = (signal.SIGTERM, signal.SIGQUIT, signal.SIGABRT)  # from the master; they end a worker


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Waits in the main loop, works in threads, and says so when there is too much to do."""

    alive: bool
    is_loaded = False
    pending_conns: deque[Connection]
    tells_at = 0.0

    def load_wsgi(self) -> None:
        """Load the application, and with it what may come in."""
        super().load_wsgi()
        self.tpool = self._threads(self.cfg.threads)
        sys.setswitchinterval(SWITCH_SECONDS)
        self.limits: FrontLimits = self.app.limits
        self.num_at_work = 0  # requests with a thread or waiting for one, but for those about health
        self.num_kept = 0  # bytes of all connections that have not yet been answered
        self.lingering = Lingering(self.poller)
        self.resting: deque[Connection] = deque()
        self.doctor = self._threads(1)
        self.is_loaded = True

    def get_thread_pool(self) -> None:
        """Return no threads yet: begun here, they and what they start would inherit deafness to signals."""

    def init_signals(self) -> None:
        """Listen for the master's signals, which waited until now; Ctrl-C, which all get, is the master's."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WORKER_SIGNALS)

    def handle_quit(self, sig: int, frame: Any) -> None:  # noqa: ANN401 - gunicorn's own signature
        """End at once; or once the application is loaded, which would take an exit for a fault of its own."""
        if self.is_loaded:
            super().handle_quit(sig, frame)
        else:
            self.alive = False

    def notify(self) -> None:
        """Give the master a sign of life; not with every event, for each is a change in the file system."""
        now = time.monotonic()
        if now >= self.tells_at:
            super().notify()
            self.tells_at = now + SIGN_SECONDS

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
        self._listen_to(Connection(self, AnswerSocket.of(client_socket), client, listener.getsockname()))
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
        threads = self.doctor if conn.incoming.is_about_health else self.tpool
        threads.submit(conn)

    def handle(self, conn: Connection) -> object:
        """Answer a whole request, in a thread; return whether the connection stays."""
        stays = super().handle(conn)
        try:
            conn.sock.flush()
        except OSError:  # the client has gone
            return False
        return stays

    def _threads(self, num: int) -> RequestThreads:
        """Return threads that answer requests, and hand each connection back to the main loop."""
        return RequestThreads(num, self.handle, tell=partial(self.method_queue.defer, self.finish_request))

    def finish_request(self, conn: Connection, fs: Outcome) -> None:
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

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait for what comes, and no longer than the refused have to rest."""
        super().wait_for_and_dispatch_events(min(timeout, REST_SECONDS) if self.resting else timeout)

    def murder_pending(self) -> None:
        """Leave those who take too long: to send a request, or to read the last answer."""
        now = time.monotonic()
        while self.resting and self.resting[0].timeout <= now:
            self._wait_for(self.resting.popleft())
        while self.pending_conns and self.pending_conns[0].timeout <= now:
            self._leave(self.pending_conns[0])
        self.lingering.expire(now)

    def _cap_keepalive(self, deadline: float) -> None:
        """Give those who wait when the worker is to end until `deadline`, half a request somewhat longer."""
        super()._cap_keepalive(deadline)
        while self.resting:
            self._part(self.resting.popleft())
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline + (LAST_SECONDS if len(conn.incoming) else 0))
        self.pending_conns = deque(sorted(self.pending_conns, key=lambda conn: conn.timeout))

    def _listen_to(self, conn: Connection) -> None:
        """Take in what a connection has sent; wait for the rest where there is one."""
        conn.sock.setblocking(False)
        settle = self._receive(conn)
        if settle is None:
            self._wait_for(conn)
        else:
            settle(conn)

    def _wait_for(self, conn: Connection) -> None:
        """Wait for the rest of a request, or for the next."""
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
            return partial(self._dismiss, refusals.too_large(max_body=self.limits.max_body))
        if conn.incoming.is_whole:
            return self._admit
        if self._is_too_much(conn):
            return partial(self._dismiss, refusals.BUSY)
        if conn.incoming.expects_continue and not conn.was_told_to_continue:
            conn.was_told_to_continue = True
            with contextlib.suppress(OSError):  # then the next read tells that the client has gone
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        return None

    def count_kept(self, change: int) -> None:
        """Keep account of the bytes that connections keep; each tells of every change, from the main loop."""
        self.num_kept += change

    def _is_too_much(self, conn: Connection) -> bool:
        """Return whether what came last on a connection does not fit into the memory that all share.

        Whatever its size: four hundred parts of a megabyte each fill the memory as fifty of eight do.
        """
        return self.num_kept > self.limits.kept and len(conn.incoming) > SMALL

    def _has_room(self, conn: Connection) -> bool:
        """Return whether a whole request may wait for a thread; one about health waits for none of them."""
        is_free = self.num_at_work < self.cfg.threads + self.limits.queue
        return (is_free or conn.incoming.is_about_health) and not self._is_too_much(conn)

    def _admit(self, conn: Connection) -> None:
        """Give a whole request to the threads, or refuse it where too many wait already."""
        if self._has_room(conn):
            conn.data_ready = True
            conn.init()
            self.enqueue_req(conn)
        elif self.alive and conn.incoming.is_plain:
            self._put_off(conn)
        else:
            self._dismiss(refusals.BUSY, conn)

    def _put_off(self, conn: Connection) -> None:
        """Answer that there is no room now, and listen again after a while.

        A client that must connect anew for each refusal takes the time of those who are answered: of 80
        clients on 40 places, a quarter of it.
        """
        answer = refusals.BUSY.to_bytes(self.limits.headers, closes=False)
        self.limits.tell(refusals.BUSY.code)
        try:
            was_sent = conn.sock.send(answer) == len(answer)
        except OSError:
            was_sent = False
        conn.incoming.move_on()
        if not was_sent or len(conn.incoming):  # it does not read, or does not wait for answers
            self._part(conn)
            return
        conn.timeout = time.monotonic() + REST_SECONDS
        self.resting.append(conn)

    def _dismiss(self, refusal: refusals.Refusal, conn: Connection) -> None:
        """Answer without the application, and close."""
        self.nr_conns -= 1
        self.limits.tell(refusal.code)
        with contextlib.suppress(OSError):  # the client has gone: nobody to tell
            conn.sock.send(refusal.to_bytes(self.limits.headers, closes=True))
        conn.close(graceful=True)

    def _leave(self, conn: Connection) -> None:
        """Close a connection whose request did not become whole in time."""
        self._unwatch(conn)
        self.pending_conns.remove(conn)
        if len(conn.incoming):
            self._dismiss(refusals.too_slow(seconds=self.limits.request_seconds), conn)
        else:
            self._part(conn)

    def _part(self, conn: Connection) -> None:
        """Close a connection on which nothing is to be said."""
        self.nr_conns -= 1
        conn.close()

    def _unwatch(self, conn: Connection) -> None:
        """Take a connection out of the main loop."""
        with contextlib.suppress(KeyError, ValueError, OSError):  # it is not in it
            self.poller.unregister(conn.sock)
