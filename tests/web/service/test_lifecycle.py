"""A service starts, reloads, loses workers and stops without losing what it was asked."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from amounts import RELOADS
from load import Load
from service_process import START_SECONDS, children_of, until

pytestmark = pytest.mark.xfail(
    sys.platform != "linux", reason="reads Linux's account of processes", run=False
)


def test_it_listens_where_it_says_and_is_ready_then(plain_service):
    service = plain_service()
    assert service.host == "127.0.0.1"
    assert service.ask("GET", "/health/ready")[0] == 200


def test_a_reload_under_load_loses_no_request(plain_service):
    service = plain_service(workers=2)
    old = service.workers()
    with Load(service, num_clients=4) as load:
        for _ in range(RELOADS):
            load.wait_for(20)
            service.send(signal.SIGHUP)
            until(lambda gone=old: are_new(service.workers(), gone), START_SECONDS)
            old = service.workers()
        load.wait_for(20)
    assert load.failures == []
    assert service.said() == ""


def are_new(workers, old):
    """Whether two workers stand, none of them one of the old."""
    return len(workers) == 2 and not set(workers) & set(old)


def test_a_reload_of_what_is_broken_keeps_the_old_workers(plain_service, tmp_path):
    service = plain_service(workers=2)
    before = service.workers()
    answered = set()  # one that still starts would find the break, and die of it
    until(
        lambda: answered.add(service.ask("GET", "/health/live")[2]["pid"]) or len(answered) == 2,
        START_SECONDS,
    )
    (tmp_path / "broken").touch()
    service.send(signal.SIGHUP)
    until(lambda: "not reloaded" in service.said())
    assert "expected a sound bundle, got a broken one; put the old one back" in service.said()
    assert "Traceback" not in service.said()
    assert service.workers() == before
    assert service.ask("POST", "/count", b"abc")[0] == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_under_load_answers_what_it_took(plain_service, number):
    service = plain_service(workers=2)
    with Load(service, num_clients=4, stops=True) as load:
        load.wait_for(20)
        started = time.monotonic()
        service.send(number)
        assert service.wait() == 0
        assert time.monotonic() - started < 10
    assert load.failures == []
    assert load.num_answered >= 20


@pytest.mark.parametrize("later", [0.05, 0.2, 0.5])
def test_an_end_at_once_while_a_worker_loads_is_no_fault(tmp_path, later):
    command = [sys.executable, "-c", "from inkread.cli.main import run; run()", "serve", "--port", "0"]
    history = ["--history", str(tmp_path / "history.db"), "--workers", "1"]
    with (
        (tmp_path / "errors.txt").open("wb") as said,
        subprocess.Popen([*command, *history], stderr=said) as one,
    ):
        until(lambda: children_of(one.pid), START_SECONDS)
        time.sleep(later)
        one.send_signal(signal.SIGQUIT)
        assert one.wait(30) == 0
    assert (tmp_path / "errors.txt").read_text() == ""


def test_a_stop_waits_for_the_request_under_way(plain_service, tmp_path):
    service = plain_service()
    answers = []
    asked = threading.Thread(target=lambda: answers.append(service.ask("POST", "/hold/it", b"x")))
    asked.start()
    until((tmp_path / "held-it").exists)
    service.send(signal.SIGTERM)
    until(lambda: not is_open(service))
    (tmp_path / "go").touch()
    asked.join()
    assert answers[0][2] == {"name": "it"}
    assert service.wait() == 0


def test_a_stop_reaches_a_worker_that_has_only_been_forked(plain_service, tmp_path):
    (tmp_path / "hold-second-worker").touch()
    service = plain_service(workers=2)
    until((tmp_path / "forked").exists)
    service.send(signal.SIGTERM)
    until(lambda: len(service.workers()) == 1)  # the first was asked to end, and so was the second
    (tmp_path / "go").touch()
    assert service.wait() == 0
    assert (tmp_path / "ended").exists()  # by itself, and not because it was killed after ten seconds


def test_a_service_that_drains_says_so_and_goes_on_answering(plain_service):
    service = plain_service(drain_seconds=60)
    service.send(signal.SIGTERM)
    until(lambda: service.ask("GET", "/health/ready")[0] == 503)
    assert service.ask("GET", "/health/live")[0] == 200
    assert service.ask("POST", "/count", b"abc")[0] == 200
    service.send(signal.SIGTERM)  # asked twice: now
    assert service.wait() == 0


def test_a_killed_worker_is_replaced_within_two_seconds(plain_service):
    service = plain_service(workers=1)
    (worker,) = service.workers()
    os.kill(worker, signal.SIGKILL)
    killed = time.monotonic()
    assert service.ask("POST", "/count", b"abc")[2]["pid"] != worker
    assert time.monotonic() - killed < 2


def test_a_service_whose_master_was_killed_gives_the_port_back(plain_service):
    first = plain_service()
    first.send(signal.SIGKILL)
    first.process.wait()
    second = plain_service(port=first.port)
    assert second.port == first.port
    assert second.ask("POST", "/count", b"abc")[0] == 200


def test_a_broken_start_is_told_in_words(plain_service, tmp_path):
    (tmp_path / "broken").touch()
    with pytest.raises(AssertionError, match="expected a sound bundle"):
        plain_service()


def is_open(service):
    """Whether the service still takes connections."""
    try:
        socket.create_connection((service.host, service.port), timeout=1).close()
    except OSError:
        return False
    return True
