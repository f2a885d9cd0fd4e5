"""Clients that ask a service again and again, and remember what was not answered as it should."""

import http.client
import threading
import time

from service_process import until


class Load:
    """Threads that each send one request after the other in a `with` block, on connections kept alive.

    A server that has stopped takes no connection any more, which is no failure where `stops` is set; an
    answer that breaks off, or a connection that was taken and closed without one, always is. Each client
    pauses for `pause` seconds between two requests: a load that lasts need not take the whole machine.
    """

    def __init__(self, service, *, num_clients, stops=False, ask=None, pause=0.0):
        self.service, self.stops, self.pause = service, stops, pause
        self.ask = ask or count
        self.failures, self.seconds = [], []
        self.num_answered = 0
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(num_clients)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join(150)
            assert not thread.is_alive()

    def wait_for(self, more):
        """Wait until so many more requests were answered; a busy machine may take seconds for a large one."""
        goal = self.num_answered + more
        until(lambda: self.num_answered >= goal or self.failures, 120 + 3 * more)

    def run_for(self, seconds):
        """Let the load go on for so long, or until something fails."""
        end = time.monotonic() + seconds
        until(lambda: time.monotonic() > end or self.failures, seconds + 10)

    def _run(self, number):
        turn = 0
        connection = self.service.connection()
        while not self._over.is_set():
            turn += 1
            try:
                if connection.sock is None:
                    connection.connect()
            except OSError as error:
                if self.stops:
                    return
                self._fail(f"no connection: {error!r}")
                return
            try:
                self.ask(connection, number, turn)
            except (OSError, http.client.HTTPException, AssertionError) as error:
                self._fail(f"client {number}, turn {turn}: {error!r}")
                connection.close()
            else:
                with self._lock:
                    self.num_answered += 1
            self._over.wait(self.pause)
        connection.close()

    def _fail(self, what):
        with self._lock:
            self.failures.append(what)


def count(connection, number, turn):
    """Have bytes counted, as many as no other request at the time."""
    body = b"x" * (1 + number + turn % 100)
    connection.request("POST", "/count", body)
    answer = connection.getresponse()
    said = answer.read()
    assert answer.status == 200, (answer.status, said)
    assert b'"bytes":%d' % len(body) in said, said
