"""Settings are drawn by the seed and the trial's number, whichever process draws them."""

import optuna
import pytest

from inkread.study.draws import DrawByNumber

RATE = {"rate": optuna.distributions.FloatDistribution(1e-5, 1e-1, log=True)}


@pytest.fixture(autouse=True)
def quiet():
    optuna.logging.set_verbosity(optuna.logging.ERROR)


def joined(storage, seed=3):
    """Return the one search in `storage`, as another process that joins it has it."""
    return optuna.create_study(
        study_name="s", storage=storage, load_if_exists=True, sampler=DrawByNumber(seed)
    )


def rates(study, num):
    """Return the rates of `num` new trials, each told what it came to."""
    trials = [study.ask(RATE) for _ in range(num)]
    for trial in trials:
        study.tell(trial, trial.params["rate"])
    return [trial.params["rate"] for trial in trials]


def test_two_processes_that_begin_together_draw_different_settings():
    storage = optuna.storages.InMemoryStorage()
    one, other = joined(storage), joined(storage)
    drawn = [*rates(one, 1), *rates(other, 1), *rates(one, 1), *rates(other, 1)]
    assert len(set(drawn)) == 4


def test_a_search_gone_on_with_draws_what_the_unbroken_one_draws():
    whole = rates(joined(optuna.storages.InMemoryStorage()), 9)
    broken = optuna.storages.InMemoryStorage()
    assert [*rates(joined(broken), 4), *rates(joined(broken), 5)] == whole


def test_another_seed_draws_others():
    first, second = (rates(joined(optuna.storages.InMemoryStorage(), seed), 1) for seed in (3, 4))
    assert first != second
