"""The worker's order of things: drawings before files, the last drawing alone, nothing lost at the end."""

import multiprocessing

import cv2
import pytest

from inkread.desktop import work as module
from inkread.desktop.replies import Answer, FileRow, Kept, Progress, Trouble
from inkread.desktop.requests import KeepDrawing, ReadDrawing, ReadFiles, SaveDrawing
from inkread.desktop.work import Asked, Cancelled, Finish
from inkread.history import LOCAL_OWNER, Query


@pytest.fixture
def serve(bench):
    """Lets the worker do what was sent, in this process, and returns what it told."""

    def run(*sent):
        near, far = multiprocessing.Pipe()
        for message in (*sent, Finish()):
            near.send(message)
        module._Worker(far, bench).serve()
        far.close()
        told = []
        while near.poll():
            try:
                told.append(near.recv())
            except EOFError:
                break
        near.close()
        return told

    return run


@pytest.fixture
def files(tmp_path, drawing):
    """Three files."""
    paths = [str(tmp_path / f"{number}.png") for number in range(3)]
    for path in paths:
        cv2.imwrite(path, drawing("7"))
    return tuple(paths)


def test_a_request_is_answered_under_its_number_and_ended(serve, seven):
    (ticket, answer), end = serve(Asked(5, ReadDrawing(seven)))
    assert (ticket, answer.text) == (5, "7")
    assert end == (5, None)


def test_of_waiting_drawings_only_the_last_is_read(serve, seven):
    told = serve(*(Asked(ticket, ReadDrawing(seven)) for ticket in (1, 2, 3)))
    assert [ticket for ticket, answer in told if isinstance(answer, Answer)] == [3]
    assert {ticket for ticket, answer in told if answer is None} == {1, 2, 3}


def test_what_goes_wrong_is_told_in_words_and_the_next_is_done(serve, seven, tmp_path):
    nowhere = SaveDrawing(seven, tmp_path / "none" / "a.png")
    told = serve(Asked(1, nowhere), Asked(2, ReadDrawing(seven)))
    assert isinstance(told[0][1], Trouble)
    assert "none" in told[0][1].message
    assert isinstance(told[2][1], Answer)


def test_closing_keeps_what_was_asked_for_and_ends_the_files(serve, seven, files, bench):
    told = serve(Asked(1, ReadFiles(files)), Asked(2, KeepDrawing(seven)))
    assert [type(answer) for _, answer in told if answer is not None] == [Kept]
    assert (1, None) in told
    assert bench.store().find(Query(LOCAL_OWNER)).total == 1


def test_a_drawing_goes_before_files_that_are_being_read(bench, seven, files):
    near, far = multiprocessing.Pipe()
    worker = module._Worker(far, bench)
    worker._take(Asked(1, ReadFiles(files, keep=False)))
    worker._step(worker._patient)
    worker._take(Asked(2, ReadDrawing(seven)))
    near.send(Finish())
    worker._step(worker._prompt or worker._patient)
    assert [type(near.recv()[1]) for _ in range(2)] == [Progress, Answer]
    near.close()
    far.close()


def test_files_that_are_cancelled_are_read_no_further(bench, files):
    near, far = multiprocessing.Pipe()
    worker = module._Worker(far, bench)
    worker._take(Asked(1, ReadFiles(files, keep=False)))
    for _ in range(2):
        worker._step(worker._patient)
    worker._take(Cancelled(1))
    assert not worker._patient
    told = [near.recv() for _ in range(3)]
    assert [type(answer) for _, answer in told[:2]] == [Progress, FileRow]
    assert told[2] == (1, None)
    near.close()
    far.close()


def test_a_window_that_was_killed_ends_the_worker_after_what_it_asked_for(bench, seven):
    near, far = multiprocessing.Pipe()
    near.send(Asked(1, KeepDrawing(seven)))
    near.close()
    module._Worker(far, bench).serve()
    far.close()
    assert bench.store().find(Query(LOCAL_OWNER)).total == 1
