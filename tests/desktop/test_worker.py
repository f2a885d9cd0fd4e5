"""The worker's process, as the window has it: it answers, dies, is replaced, and ends."""

import os
import signal
import threading

import pytest

from inkread.desktop.replies import Answer, Kept, Ready, Trouble
from inkread.desktop.requests import KeepDrawing, Open, ReadDrawing
from inkread.desktop.worker import GONE, LOST, MOST_STARTS, WAITING, Worker

PATIENCE = 60.0  # seconds: the machine may be busy


@pytest.fixture
def worker(settings):
    """A running worker, ended after the test."""
    lost = []
    worker = Worker(settings, lost=lost.append)
    worker.lost = lost
    worker.start()
    yield worker
    worker.finish()
    until(worker, lambda: worker.is_over)


def until(worker, happened):
    """Poll as the window does, until something happened."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.01)):
        worker.poll()
        if happened():
            return
        pause.wait(0.01)
    pytest.fail(f"expected it to happen within {PATIENCE} s")


def ask(worker, request):
    """Return all that is told to a request."""
    told, ended = [], []
    worker.ask(request, told.append, end=lambda: ended.append(True))
    until(worker, lambda: ended)
    return told


def test_it_reads_and_keeps_and_lives_on(worker, seven):
    (ready,) = ask(worker, Open())
    (answer,) = ask(worker, ReadDrawing(seven))
    (kept,) = ask(worker, KeepDrawing(seven))
    assert [type(told) for told in (ready, answer, kept)] == [Ready, Answer, Kept]
    assert answer.text == "7"


def test_nothing_of_the_current_folder_is_run(settings, seven, tmp_path, monkeypatch):
    for name in ("pickle", "multiprocessing", "inkread"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(77)", "utf-8")
    monkeypatch.chdir(tmp_path)
    worker = Worker(settings)
    worker.start()
    (answer,) = ask(worker, ReadDrawing(seven))
    worker.finish()
    until(worker, lambda: worker.is_over)
    assert answer.text == "7"


def test_one_that_is_killed_is_replaced_and_who_waits_is_told(worker, seven):
    ask(worker, Open())
    told = []
    os.kill(worker.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    worker.ask(ReadDrawing(seven), told.append)
    until(worker, lambda: worker.lost)
    assert [one.code for one in told if isinstance(one, Trouble)] == [LOST]
    assert worker.lost == [True]
    (answer,) = ask(worker, ReadDrawing(seven))
    assert answer.text == "7"


@pytest.mark.skipif(os.name != "posix", reason="there a process cannot keep such a signal off")
def test_the_end_of_a_session_loses_no_drawing(worker, seven):
    ask(worker, Open())
    for number in (signal.SIGTERM, signal.SIGINT):
        os.kill(worker.pid, number)
    (kept,) = ask(worker, KeepDrawing(seven))
    assert isinstance(kept, Kept)
    assert not worker.lost


def test_one_that_dies_again_and_again_is_given_up(settings):
    lost = []
    worker = Worker(settings, lost=lost.append)
    worker.start()
    for number in range(1, MOST_STARTS + 1):
        os.kill(worker.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        until(worker, lambda number=number: len(lost) == number)
    assert lost == [True] * (MOST_STARTS - 1) + [False]
    assert worker.is_over
    (told,) = ask(worker, Open())
    assert told.code == GONE


def test_where_no_process_runs_the_window_may_ask_as_often_as_it_likes(settings):
    worker = Worker(settings)
    told, ended = [], []

    def ask_on():
        for number in range(WAITING + 1):
            worker.ask(Open(), told.append, end=lambda number=number: ended.append(number))

    asking = threading.Thread(target=ask_on, daemon=True)
    asking.start()
    asking.join(PATIENCE)
    assert not asking.is_alive()
    until(worker, lambda: len(ended) > WAITING)
    assert ended == list(range(WAITING + 1))
    assert {one.code for one in told} == {GONE}


def test_finishing_does_what_was_asked_and_ends_the_process(settings, seven):
    worker = Worker(settings)
    worker.start()
    told = []
    worker.ask(KeepDrawing(seven), told.append)
    worker.finish()
    until(worker, lambda: worker.is_over)
    assert [type(one) for one in told] == [Kept]
