"""Work in several processes: in order, only so far ahead, ended when nobody waits for it."""

import multiprocessing
import os
from functools import partial

import pytest

from inkread.cli.worker_pool import AHEAD, in_order
from inkread.errors import InkreadError

PROCESS = "__import__('os').getpid()"
FOREVER = "__import__('threading').Event().wait()"
BEGIN = partial(partial, eval)  # started in a worker, gives what says what a text of Python comes to


def evaluated(texts, *, workers):
    """Yield what texts of Python come to, in so many processes."""
    return in_order(texts, eval, BEGIN, workers=workers)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_their_tasks(workers):
    numbers = range(12)
    found = in_order(numbers, partial(pow, 2), partial(partial, pow, 2), workers=workers)
    assert list(found) == [2**number for number in numbers]


def test_one_worker_is_this_process():
    assert set(evaluated([PROCESS] * 3, workers=1)) == {os.getpid()}


def test_several_are_other_processes_and_no_more_than_were_asked_for():
    found = set(evaluated([PROCESS] * 12, workers=2))
    assert 1 <= len(found) <= 2
    assert os.getpid() not in found


def test_tasks_are_made_only_so_far_ahead():
    made = []
    found = evaluated((made.append(number) or str(number) for number in range(100)), workers=2)
    assert next(found) == 0
    assert len(made) == 2 * AHEAD
    found.close()


def test_a_worker_begins_its_work_once_and_gives_opencv_one_thread():
    work = "id(__import__('sys').modules['inkread.cli.worker_pool']._work())"
    found = list(evaluated([f"({PROCESS}, {work}, __import__('cv2').getNumThreads())"] * 12, workers=2))
    assert len(set(found)) == len({process for process, _, _ in found})
    assert {threads for _, _, threads in found} == {1}


def test_what_a_task_raises_is_raised_here_after_the_results_before_it():
    found = evaluated(["1", "2", "1 / 0", "3"], workers=2)
    assert [next(found), next(found)] == [1, 2]
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_what_the_start_raises_is_raised_here():
    with pytest.raises(ValueError, match="invalid literal"):
        list(in_order(["1"] * 3, int, partial(int, "one"), workers=2))


def test_a_killed_worker_is_an_error_in_words():
    with pytest.raises(InkreadError, match="got one that was killed"):
        list(evaluated(["1", "__import__('os')._exit(9)", "2", "3"], workers=2))


def test_what_nobody_waits_for_any_more_is_not_ended_first():
    before = set(multiprocessing.active_children())
    found = evaluated(["1", *[FOREVER] * 6], workers=2)
    assert next(found) == 1
    found.close()
    assert set(multiprocessing.active_children()) <= before
