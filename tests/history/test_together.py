"""Rows that come while others are written share a transaction; each thread is told of its own."""

import threading
import time

import sqlalchemy as sa

from inkread.errors import HistoryError
from inkread.history.together import Together

WAIT = 60  # seconds, for what comes at once where the machine is not held up
NUM = 12


class Ledger:
    """Takes rows, a batch at a time; the first batch waits until it is let go."""

    def __init__(self):
        self.batches, self.refused, self.cause = [], set(), None
        self.begun, self.go = threading.Event(), threading.Event()

    def write(self, rows):
        self.begun.set()
        self.go.wait()
        bad = [row["id"] for row in rows if row["id"] in self.refused]
        if bad:
            raise HistoryError(
                f"expected another row, got {bad[0]}; leave it out", code="full"
            ) from self.cause
        self.batches.append([row["id"] for row in rows])


def add_all(together, ledger, num=NUM):
    """Add rows from as many threads, of which all but the first come while it is written."""
    errors = {}

    def add(number):
        try:
            together.add({"id": number})
        except HistoryError as error:
            errors[number] = error

    threads = [threading.Thread(target=add, args=(number,)) for number in range(num)]
    threads[0].start()
    assert ledger.begun.wait(WAIT)
    for thread in threads[1:]:
        thread.start()
    late = time.monotonic() + WAIT
    while len(together._queue.waiting) < num - 1 and time.monotonic() < late:
        time.sleep(0.001)
    ledger.go.set()  # whatever came: no thread may be left behind
    for thread in threads:
        thread.join(WAIT)
        assert not thread.is_alive()
    return errors


def test_rows_that_come_meanwhile_are_written_in_one_go():
    ledger = Ledger()
    assert add_all(Together(ledger.write), ledger) == {}
    assert ledger.batches[0] == [0]
    assert [sorted(batch) for batch in ledger.batches[1:]] == [list(range(1, NUM))]


def test_a_row_at_fault_is_refused_alone():
    ledger = Ledger()
    ledger.refused = {5}
    errors = add_all(Together(ledger.write), ledger)
    assert list(errors) == [5]
    assert sorted(row for batch in ledger.batches for row in batch) == [n for n in range(NUM) if n != 5]


def test_a_database_that_fails_is_asked_once_and_each_is_told():
    ledger = Ledger()
    ledger.refused, ledger.cause = {3}, sa.exc.OperationalError("insert", {}, Exception("disk is full"))
    errors = add_all(Together(ledger.write), ledger)
    assert sorted(errors) == list(range(1, NUM))
    assert ledger.batches == [[0]]
    assert {error.code for error in errors.values()} == {"full"}
    assert len({id(error) for error in errors.values()}) == NUM - 1


def test_what_nobody_foresaw_leaves_no_thread_waiting():
    told = []

    def write(rows):
        raise MemoryError

    together = Together(write)

    def add():
        try:
            together.add({"id": 1})
        except MemoryError:
            told.append(1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(told) == 4


def test_a_fork_while_somebody_writes_leaves_the_child_free_to_write():
    ledger = Ledger()
    together = Together(ledger.write)
    writer = threading.Thread(target=together.add, args=({"id": 1},))
    writer.start()
    assert ledger.begun.wait(WAIT)
    together._queue.process = -1  # as a forked child sees it
    ledger.go.set()
    together.add({"id": 2})
    writer.join(WAIT)
    assert sorted(row for batch in ledger.batches for row in batch) == [1, 2]
