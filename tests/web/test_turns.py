"""Threads work in turns: nobody overtakes, nobody waits for ever, and no turn is lost."""

import threading
import time

import pytest

from inkread.web.turns import Turns

PATIENCE = 20.0  # seconds


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_who_came_first_is_next_also_before_one_who_comes_back():
    turns, order = Turns(patience=PATIENCE), []

    def work(name, times=1):
        for _ in range(times):
            with turns.taken():
                order.append(name)

    threads = []
    with turns.taken():
        for number, (name, times) in enumerate((("a", 2), ("b", 1), ("c", 1)), start=1):
            threads.append(threading.Thread(target=work, args=(name, times)))
            threads[-1].start()
            until(lambda number=number: turns.num_waiting == number)
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(order) == ["a", "a", "b", "c"]
    assert order[:3] == ["a", "b", "c"]


def test_who_has_waited_long_enough_goes_without_a_turn():
    turns = Turns(patience=0.01)
    with turns.taken():
        began = time.monotonic()
        with turns.taken():
            assert time.monotonic() - began >= 0.01
        assert turns.num_waiting == 0
    with turns.taken():
        assert turns.num_waiting == 0


def test_a_turn_that_ends_in_an_error_is_passed_on():
    turns = Turns(patience=PATIENCE)
    with pytest.raises(ZeroDivisionError), turns.taken():
        raise ZeroDivisionError
    began = time.monotonic()
    with turns.taken():
        assert time.monotonic() - began < PATIENCE / 2


def test_under_pressure_one_works_at_a_time_and_all_get_through():
    turns, at_work, most, done = Turns(patience=PATIENCE), [0], [0], []

    def work(number):
        for _ in range(50):
            with turns.taken():
                at_work[0] += 1
                most[0] = max(most[0], at_work[0])
                sum(range(200))
                at_work[0] -= 1
        done.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(done) == list(range(6))
    assert most == [1]
    assert turns.num_waiting == 0
