"""A worker knows at any time how many bytes of requests it keeps, and forgets them however a request ends."""

import contextlib
import re
import selectors
import socket
import sys
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from inkread.web.service.front_limits import SMALL, FrontLimits
from inkread.web.service.patient_worker import PatientWorker

LIMITS = FrontLimits(max_body=20_000, queue=0, request_seconds=30.0)
HEAD = b"POST / HTTP/1.1\r\nHost: here\r\n"
PART = HEAD + b"Content-Length: 20000\r\n\r\n" + b"x" * 10_000
WHOLE = HEAD + b"Content-Length: 10000\r\n\r\n" + b"x" * 10_000
ABOUT_HEALTH = b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n"
SMALL_PART = PART[:SMALL]
NUM_FIT = LIMITS.kept // len(PART)


class Scene:
    """A worker whose main loop a test turns, and its clients."""

    def __init__(self, worker, listener, clients):
        self.worker, self.listener, self.clients = worker, listener, clients
        self.met = set()  # every connection there ever was

    def client(self, *pieces):
        """A client that has sent the pieces, each of which has been taken in."""
        client = self.clients.enter_context(socket.create_connection(self.listener.getsockname(), timeout=20))
        self.worker.accept(self.listener)
        for piece in pieces:
            client.sendall(piece)
            self.turn()
        return client

    def turn(self, until=lambda: True):
        """Let the main loop go round until a condition holds; its account is true all along."""
        for _ in range(1000):
            self.worker.wait_for_and_dispatch_events(0.02)
            assert self.worker.num_kept == sum(len(conn.incoming) for conn in self.met)
            if until():
                return
        raise AssertionError(f"the condition did not come about, {self.worker.num_kept} bytes are kept")

    def answer(self, client):
        """The status of the answer that a client gets."""
        (status,) = self.answers(client, 1)
        return status

    def answers(self, client, num):
        """The statuses of so many answers, looked for while the main loop goes round."""
        client.setblocking(False)
        found = bytearray()

        def are_there():
            with contextlib.suppress(BlockingIOError):
                found.extend(client.recv(1000))
            return found.count(b"HTTP/1.1 ") >= num

        self.turn(are_there)
        return [int(status) for status in re.findall(rb"HTTP/1.1 ([0-9]+) ", found)]


@pytest.fixture
def scene(monkeypatch):
    monkeypatch.setattr(sys, "setswitchinterval", lambda _seconds: None)
    config = Config()
    config.set("threads", 1)
    config.set("keepalive", 15)
    app = SimpleNamespace(limits=LIMITS, wsgi=lambda: answer_all)
    listener = socket.create_server(("127.0.0.1", 0))
    worker = PatientWorker(1, 0, [listener], app, 30, config, Logger(config))
    worker.poller = selectors.DefaultSelector()
    worker.method_queue.init()
    worker.poller.register(
        worker.method_queue.fileno(), selectors.EVENT_READ, worker.method_queue.run_callbacks
    )
    worker.load_wsgi()
    with listener, contextlib.ExitStack() as clients:
        scene = Scene(worker, listener, clients)
        listen_to = worker._listen_to
        monkeypatch.setattr(worker, "_listen_to", lambda conn: (scene.met.add(conn), listen_to(conn)))
        yield scene
    worker.tpool.shutdown()
    worker.doctor.shutdown()
    for conn in scene.met:
        conn.sock.close()
    worker.poller.close()
    worker.method_queue.close()
    worker.tmp.close()


def answer_all(_environ, start_response):
    """An application that reads nothing of what it is sent."""
    start_response("200 OK", [("Content-Length", "0")])
    return []


def fill(scene):
    """Clients whose parts together leave no room for another."""
    return [scene.client(PART) for _ in range(NUM_FIT)]


def leave_early(scene):
    scene.client(PART).close()


def be_too_slow(scene):
    client = scene.client(PART)
    scene.worker.pending_conns[0].timeout = 0.0
    scene.worker.murder_pending()
    assert scene.answer(client) == 408


def be_answered(scene):
    assert scene.answer(scene.client(WHOLE[:5000], WHOLE[5000:])) == 200


def be_answered_twice(scene):
    client = scene.client(WHOLE + WHOLE)
    assert scene.answers(client, 2) == [200, 200]


def be_answered_with_a_part_left_over(scene):
    client = scene.client(WHOLE + PART)
    assert scene.answer(client) == 200
    scene.turn(lambda: scene.worker.num_kept == len(PART))
    client.close()


def be_answered_and_closed(scene):
    assert scene.answer(scene.client(WHOLE.replace(b"Host: here", b"Connection: close"))) == 200


def leave_before_the_answer(scene):
    scene.client(WHOLE).close()


def be_too_large(scene):
    assert scene.answer(scene.client(PART.replace(b"20000", b"20001"))) == 413


def find_the_queue_full(scene):
    scene.worker.num_at_work = 1
    assert scene.answer(scene.client(WHOLE)) == 503


def find_the_queue_full_and_be_closed(scene):
    scene.worker.num_at_work = 1
    assert scene.answer(scene.client(WHOLE.replace(b"Host: here", b"Connection: close"))) == 503


def find_no_room(scene):
    clients = fill(scene)
    assert scene.answer(scene.client(PART)) == 503
    for client in clients:
        client.close()


@pytest.mark.parametrize(
    "end",
    [
        leave_early,
        be_too_slow,
        be_answered,
        be_answered_twice,
        be_answered_with_a_part_left_over,
        be_answered_and_closed,
        leave_before_the_answer,
        be_too_large,
        find_the_queue_full,
        find_the_queue_full_and_be_closed,
        find_no_room,
    ],
)
def test_nothing_is_kept_of_a_request_however_it_ended(scene, end):
    end(scene)
    scene.turn(lambda: scene.worker.num_kept == 0)


def test_what_was_refused_is_forgotten_before_its_client_has_read_the_answer(scene):
    scene.client(PART.replace(b"20000", b"20001"))
    assert scene.worker.num_kept == 0


def test_parts_of_any_size_are_refused_where_there_is_no_room_for_them(scene):
    refused = [scene.client(PART) for _ in range(3 * NUM_FIT)][NUM_FIT:]
    assert scene.worker.num_kept == NUM_FIT * len(PART)
    assert {scene.answer(client) for client in refused} == {503}


def test_what_is_whole_takes_room_too_until_it_is_answered(scene):
    scene.worker.cfg.set("threads", NUM_FIT)
    enqueued = []
    scene.worker.enqueue_req = enqueued.append  # they wait for a thread
    for _ in range(NUM_FIT):
        scene.client(WHOLE)
    assert len(enqueued) == NUM_FIT
    assert scene.answer(scene.client(WHOLE)) == 503
    assert scene.worker.num_kept == NUM_FIT * len(WHOLE) <= LIMITS.kept


def test_where_there_is_no_room_small_requests_come_in_all_the_same(scene):
    fill(scene)
    client = scene.client(SMALL_PART)
    assert scene.worker.num_kept == NUM_FIT * len(PART) + SMALL
    assert scene.answer(scene.client(ABOUT_HEALTH)) == 200
    client.sendall(PART[SMALL:])
    assert scene.answer(client) == 503


def test_a_question_about_health_that_brings_a_picture_takes_room_like_any_other(scene):
    fill(scene)
    asked = scene.client(WHOLE.replace(b"POST /", b"GET /health/live"))
    assert scene.answer(asked) == 503
