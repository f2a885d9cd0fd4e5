"""Requests are counted by client and window, and who does not come again is forgotten."""

import threading

import pytest

from inkread.web import request_counts
from inkread.web.request_counts import RequestCounts


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.now = 1000.0

    def time(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(request_counts, "time", clock)
    return clock


def test_a_window_begins_with_its_first_request_and_ends_after_its_length(clock):
    counts = RequestCounts()
    assert [counts.incr("ann", 60), counts.incr("ann", 60)] == [1, 2]
    assert (counts.get("ann"), counts.get_expiry("ann")) == (2, 1060.0)
    clock.now = 1059.9
    assert counts.incr("ann", 60) == 3
    clock.now = 1060.0
    assert counts.get("ann") == 0
    assert counts.incr("ann", 60) == 1
    assert counts.get_expiry("ann") == 1120.0


def test_clients_are_counted_apart_and_can_be_forgotten(clock):
    counts = RequestCounts()
    counts.incr("ann", 60, 5)
    counts.incr("ben", 60)
    counts.clear("ann")
    assert (counts.get("ann"), counts.get("ben")) == (0, 1)
    assert counts.reset() == 1
    assert counts.get("ben") == 0
    assert counts.check()


def test_clients_that_do_not_come_again_leave_nothing_behind(clock):
    counts = RequestCounts()
    for number in range(1000):
        counts.incr(f"client {number}", 10)
    clock.now += request_counts.SWEEP_SECONDS + 1
    counts.incr("ann", 10)
    assert list(counts._windows) == ["ann"]


def test_counting_starts_no_thread_and_loses_no_request():
    counts, before = RequestCounts(), threading.active_count()
    askers = [threading.Thread(target=lambda: [counts.incr("ann", 60) for _ in range(500)]) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert counts.get("ann") == 2000
    assert threading.active_count() == before
