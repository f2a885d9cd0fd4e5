"""What comes after a worker's death: another try, a search for the culprit, and the same rows as ever."""

import pytest

from inkread.errors import InkreadError
from inkread.scale.batch.agenda import PROOF, Agenda
from inkread.scale.batch.job import Shard


def carried_out(agenda, *, dies):
    """Let tasks end, or die where `dies` says so; return those whose part was kept."""
    kept = []
    while (task := agenda.next()) is not None:
        if dies(task):
            agenda.died(task)
        elif agenda.ended(task):
            kept.append(task)
    return kept


def agenda_of(*counts):
    return Agenda(iter([Shard(number, 0, count, ["names"]) for number, count in enumerate(counts)]))


def test_nothing_is_read_before_a_worker_has_proved_that_it_starts():
    agenda = agenda_of(3)
    assert agenda.next() == PROOF
    assert agenda.next() is None
    agenda.ended(PROOF)
    assert agenda.next().shard.number == 0


def test_each_shard_is_kept_once():
    assert [task.shard.number for task in carried_out(agenda_of(2, 2, 1), dies=lambda _: False)] == [0, 1, 2]


def test_a_shard_whose_worker_was_killed_by_accident_is_read_as_if_nothing_had_been():
    deaths = iter([True])
    kept = carried_out(agenda_of(4, 4), dies=lambda task: task.shard.number == 1 and next(deaths, False))
    assert [(task.shard.number, task.only, task.deadly) for task in kept] == [
        (0, None, frozenset()),
        (1, None, frozenset()),
    ]


def test_images_that_kill_are_found_and_left_out_and_no_other():
    culprits = {1, 3}

    def dies(task):
        opened = range(task.shard.count) if task.only is None else [task.only]
        return task.shard.number == 0 and not culprits.isdisjoint(set(opened) - task.deadly)

    kept = carried_out(agenda_of(5, 5), dies=dies)
    assert sorted((task.shard.number, sorted(task.deadly)) for task in kept) == [(0, [1, 3]), (1, [])]


def test_two_accidents_over_one_shard_leave_nothing_out():
    deaths = iter([True, True])
    kept = carried_out(
        agenda_of(3), dies=lambda task: task != PROOF and task.only is None and next(deaths, False)
    )
    assert [(task.only, task.deadly) for task in kept] == [(None, frozenset())]


def test_workers_that_cannot_even_start_end_the_batch():
    with pytest.raises(InkreadError, match="expected a worker to start"):
        carried_out(agenda_of(3), dies=lambda _: True)


def test_a_shard_that_kills_without_a_culprit_ends_the_batch():
    with pytest.raises(InkreadError, match="go on with --resume"):
        carried_out(agenda_of(3), dies=lambda task: task != PROOF and task.only is None)
