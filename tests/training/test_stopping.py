"""Stopping: after the last epoch, or after the first that reaches the accuracy asked for."""

import pytest

from inkread.training.recipes import find_recipe
from inkread.training.stopping import has_reached, stop_of


def rows(*accuracies):
    return [{"epoch": float(place), "accuracy": value} for place, value in enumerate(accuracies, 1)]


@pytest.mark.parametrize(
    ("accuracies", "done"),
    [
        ((), False),
        ((0.9, 0.9849), False),
        ((0.9, 0.985), True),
        ((0.99, 0.9), False),  # only the epoch just done counts: a run never gets past one that reached it
        ((0.5,) * 20, True),
    ],
)
def test_a_classic_run_is_done_at_its_accuracy_or_its_last_epoch(accuracies, done):
    assert stop_of(find_recipe("classic-32-64"))(rows(*accuracies)) is done


def test_a_recipe_without_such_an_accuracy_runs_all_its_epochs():
    stop = stop_of(find_recipe("mlp", epochs=2))
    assert [stop(rows(*(1.0,) * count)) for count in range(3)] == [False, False, True]
    assert not has_reached(None, rows(1.0))
