"""What is late is struck once, by one thread that all deadlines share."""

import gc
import threading
import time
import weakref

from inkread.preprocess.decode.deadlines import Deadlines

WAITED = 10.0  # seconds, for what comes at once


def watchers():
    return [thread for thread in threading.enumerate() if thread.name == "inkread-deadlines"]


def test_work_that_takes_too_long_is_struck_in_its_time():
    deadlines, struck = Deadlines(), threading.Event()
    began = time.monotonic()
    with deadlines.within(0.05, struck.set) as deadline:
        assert struck.wait(WAITED)
        assert time.monotonic() - began >= 0.05
    assert deadline.has_struck
    deadlines.close()


def test_work_that_is_given_more_time_is_struck_when_that_is_over_too():
    deadlines, struck, more = Deadlines(), threading.Event(), [0.02, 0.03]
    began = time.monotonic()
    with deadlines.within(0.01, lambda: more.pop() if more else struck.set()) as deadline:
        assert struck.wait(WAITED)
        assert time.monotonic() - began >= 0.06
    assert deadline.has_struck
    deadlines.close()


def test_work_that_ends_within_more_time_is_not_struck():
    deadlines, asked = Deadlines(), threading.Event()
    with deadlines.within(0.01, lambda: asked.set() or 1000.0) as deadline:
        assert asked.wait(WAITED)
    assert not deadline.has_struck
    deadlines.close()


def test_work_that_ends_in_time_is_not_struck():
    deadlines, struck, other = Deadlines(), threading.Event(), threading.Event()
    with deadlines.within(0.02, struck.set) as deadline:
        pass
    with deadlines.within(0.04, other.set):
        assert other.wait(WAITED)  # by then the first would have been late too
    assert not deadline.has_struck
    assert not struck.is_set()
    deadlines.close()


def test_a_shorter_deadline_is_not_held_up_by_a_longer_one():
    deadlines, struck = Deadlines(), threading.Event()
    with deadlines.within(1000.0, lambda: None), deadlines.within(0.01, struck.set):
        assert struck.wait(WAITED)
    deadlines.close()


def test_many_deadlines_in_several_threads_take_one_thread_which_ends():
    deadlines, late = Deadlines(), []
    before = len(watchers())

    def work():
        for _ in range(200):
            with deadlines.within(1000.0, lambda: late.append(1)):
                pass

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(watchers()) == before + 1
    assert late == []
    deadlines.close()
    assert len(watchers()) == before


def test_what_was_struck_is_let_go():
    class Work:
        def strike(self):
            struck.set()

    deadlines, struck, work = Deadlines(), threading.Event(), Work()
    held = weakref.ref(work)
    with deadlines.within(0.01, work.strike):
        assert struck.wait(WAITED)
    with deadlines.within(1000.0, int):  # waits until the watch sleeps again
        pass
    del work
    gc.collect()
    assert held() is None
    deadlines.close()


def test_the_thread_may_close_its_own_deadlines():
    deadlines, closed = Deadlines(), threading.Event()

    def close():
        deadlines.close()
        closed.set()

    with deadlines.within(0.01, close):
        assert closed.wait(WAITED)
