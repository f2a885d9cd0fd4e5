"""Networks' processes get their threads, and one that ends from outside is said in one line."""

import os
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from types import SimpleNamespace

import pytest

from inkread.errors import DataError, TrainingError
from inkread.training.crossval import side_by_side
from inkread.training.crossval.side_by_side import THREADS, Conditions, train_all
from inkread.training.recipes import find_recipe


class Executor:
    """Stands for a pool of processes: notes what their environment would be, and fails as it is told to."""

    failure = None
    seen = ()

    def __init__(self, *_settings):
        type(self).seen = tuple(os.environ[name] for name in THREADS)

    def submit(self, _function, *_arguments):
        future = Future()
        if self.failure is None:
            future.set_result(None)
        else:
            future.set_exception(self.failure)
        return future

    def shutdown(self, **_how):
        pass


@pytest.fixture
def train(monkeypatch, tmp_path):
    """Trains three networks by the stand-in, and fails as asked."""

    def call(failure=None):
        kind = type("Failing", (Executor,), {"failure": failure})
        monkeypatch.setattr(side_by_side, "ProcessPoolExecutor", kind)
        fits = [SimpleNamespace(name=f"fold-{number}") for number in range(3)]
        conditions = Conditions(tmp_path, find_recipe("mlp"), leak_check=False, threads=3)
        train_all(fits, conditions, jobs=2, tell=lambda _told: None)
        return kind

    return call


def test_processes_start_with_the_threads_of_the_run_and_the_parent_keeps_its_own(train, monkeypatch):
    monkeypatch.setenv(THREADS[0], "7")
    monkeypatch.delenv(THREADS[1], raising=False)
    assert train().seen == ("3", "3", "3")
    assert os.environ[THREADS[0]] == "7"
    assert THREADS[1] not in os.environ


def test_a_process_ended_from_outside_is_said_with_what_to_do(train):
    with pytest.raises(TrainingError, match=r"got its process ended from outside.*fewer --jobs"):
        train(BrokenProcessPool("killed"))


def test_what_a_network_cannot_do_is_said_in_its_own_words(train):
    with pytest.raises(DataError, match="expected ink"):
        train(DataError("expected ink, got none; draw"))
