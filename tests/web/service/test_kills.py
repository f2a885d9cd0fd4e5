"""kill -9 on a worker or on the whole service loses and doubles no reading that was acknowledged."""

import contextlib
import http.client
import os
import signal
import sys
import threading

import pytest
from amounts import SERVICE_KILLS
from askers import WITH_KEY, answer, ask_image
from service_process import reading, until

pytestmark = [
    pytest.mark.xfail(sys.platform != "linux", reason="reads Linux's account of processes", run=False),
    pytest.mark.timeout(120 + 30 * SERVICE_KILLS),
]
CLIENTS = 4


class Writers:
    """Clients that have images kept, and note what was acknowledged and what came to nothing."""

    def __init__(self):
        self.acknowledged, self.num_lost = [], 0
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def at_work(self, service):
        """Let them work while the block runs; they come back where a connection breaks off."""
        over = threading.Event()
        threads = [threading.Thread(target=self._work, args=(service, over)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def _work(self, service, over):
        connection = service.connection()
        turn = 0
        while not over.is_set():
            turn += 1
            try:
                kept = ask_image(connection, turn % 30)
            except (OSError, http.client.HTTPException):
                connection.close()
                with self._lock:
                    self.num_lost += 1
                over.wait(0.02)  # a service that is gone refuses at once, again and again
            else:
                with self._lock:
                    self.acknowledged.append(kept)
        connection.close()

    def wait_for(self, more):
        goal = len(self.acknowledged) + more
        until(lambda: len(self.acknowledged) >= goal)


def kept(service):
    """The ids of everything in the history, as the service tells them."""
    found, after = [], ""
    with contextlib.closing(service.connection()) as connection:
        while after is not None:
            page = f"&after={after}" if after else ""
            connection.request("GET", f"/api/v1/history?limit=100{page}", headers=WITH_KEY)
            status, body = answer(connection)
            assert status == 200, body
            found += [entry["id"] for entry in body["entries"]]
            after = body["next"]
    return found


def check(service, writers):
    """Everything acknowledged is kept once, and nothing was kept that nobody sent."""
    ids = kept(service)
    assert len(set(ids)) == len(ids)
    assert set(writers.acknowledged) <= set(ids)
    assert len(ids) <= len(writers.acknowledged) + writers.num_lost


def test_a_killed_worker_loses_nothing_that_was_acknowledged(tmp_path):
    service, writers = reading(tmp_path), Writers()
    try:
        with writers.at_work(service):
            for turn in range(SERVICE_KILLS):
                writers.wait_for(10)
                worker = service.workers()[turn % 2]
                os.kill(worker, signal.SIGKILL)
                until(lambda gone=worker: gone not in service.workers() and len(service.workers()) == 2)
            writers.wait_for(10)
        check(service, writers)
    finally:
        service.end()


def test_a_killed_service_comes_back_with_everything_acknowledged(tmp_path):
    writers = Writers()
    for _ in range(SERVICE_KILLS):
        service = reading(tmp_path)
        with writers.at_work(service):
            writers.wait_for(10)
            service.end()
    service = reading(tmp_path)
    try:
        check(service, writers)
    finally:
        service.end()
