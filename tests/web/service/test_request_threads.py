"""Threads do what is submitted, tell of each, and end when they are told to."""

import threading

import pytest

from inkread.web.service.request_threads import RequestThreads


def run(work, things, *, num=4):
    """What was told of each thing, once the threads have ended."""
    told, lock = {}, threading.Lock()

    def tell(thing, outcome):
        with lock:
            told[thing] = outcome

    threads = RequestThreads(num, work, tell=tell)
    for thing in things:
        threads.submit(thing)
    threads.shutdown()
    return told


def test_every_thing_is_worked_on_before_the_threads_end():
    told = run(lambda number: number * 2, range(1, 200))
    assert {thing: outcome.result() for thing, outcome in told.items()} == {n: 2 * n for n in range(1, 200)}
    assert not any(outcome.cancelled() for outcome in told.values())


def test_what_fails_is_told_and_ends_no_thread():
    told = run(lambda number: 1 // (number - 1), [1, 2, 3], num=1)
    with pytest.raises(ZeroDivisionError):
        told[1].result()
    assert (told[2].result(), told[3].result()) == (1, 0)


def test_threads_work_side_by_side():
    both = threading.Barrier(2)
    assert set(run(lambda _: both.wait(20) >= 0, ["one", "other"], num=2)) == {"one", "other"}
