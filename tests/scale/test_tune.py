"""A search over Ray: the study's own trials, told of each epoch, resumable with or without Ray."""

import json
import subprocess
import sys

import optuna
import pytest

from inkread.study.search_space import Range

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

RUN = "from inkread.cli.main import run; run()"
SPACE = {"learning_rate": Range(1e-4, 1e-2, log=True)}


def told(accuracy, epoch, *, last=False):
    return {"validation_accuracy": accuracy, "epoch": epoch, "seconds": 1.5, "last": last}


class Behind(optuna.pruners.BasePruner):
    """Ends every trial below one half."""

    def prune(self, study, trial):
        return trial.intermediate_values[trial.last_step] < 0.5


@pytest.fixture
def study():
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.create_study(direction="maximize", pruner=Behind())


@pytest.fixture
def trials(study, tmp_path):
    from inkread.scale.tune import Trials
    from inkread.study.tune import TuneOptions

    return Trials(study, SPACE, TuneOptions("rates", "sqlite://", 3), tmp_path, None)


def test_a_trial_is_drawn_by_the_study_and_ends_with_its_last_accuracy(trials, study):
    drawn = trials.begin("a")
    assert trials.reached("a", told(0.7, 1))
    assert trials.reached("a", told(0.9, 2, last=True))
    trials.end("a", failure=None)
    trial = study.trials[drawn["number"]]
    assert (trial.value, trial.state.name) == (0.9, "COMPLETE")
    assert trial.params == drawn["settings"]
    assert trial.user_attrs["seconds"] == 1.5


def test_a_trial_that_falls_behind_ends_early_but_not_after_its_last_epoch(trials, study):
    for name, last in (("a", False), ("b", True)):
        trials.begin(name)
        assert trials.reached(name, told(0.3, 1, last=last)) is last
        trials.end(name, failure=None)
    assert [trial.state.name for trial in study.trials] == ["PRUNED", "COMPLETE"]


def test_a_trial_that_failed_is_kept_as_failed(trials, study):
    trials.begin("a")
    trials.end("a", failure="no memory")
    assert [trial.state.name for trial in study.trials] == ["FAIL"]
    assert trials.failures == ["no memory"]


def test_what_was_cut_off_is_drawn_again_by_the_next_search(trials):
    drawn = trials.begin("a")
    trials.give_up()
    assert trials.begin("b")["settings"] == drawn["settings"]


def test_after_its_time_no_trial_begins(study, tmp_path):
    from inkread.scale.tune import Trials
    from inkread.study.tune import TuneOptions

    options = TuneOptions("rates", "sqlite://", 3, budget=0.0)
    assert Trials(study, SPACE, options, tmp_path, None).begin("a") is None


@pytest.mark.timeout(1200)
def test_a_search_over_ray_fills_the_table_that_a_search_without_goes_on_with(ray_address, tmp_path):
    words = ["tune", "--data", "digits", "--recipe", "mlp", "--set", "epochs=1", "--json", "--run"]
    command = [sys.executable, "-c", RUN, *words, str(tmp_path / "run"), "--trials", "2"]
    done = subprocess.run(
        [*command, "--ray", ray_address], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(trial["number"], trial["state"]) for trial in found["trials"]] == [
        (0, "complete"),
        (1, "complete"),
    ]
    assert all((tmp_path / "run" / "trials" / f"trial-000{n}" / "metrics.csv").is_file() for n in (0, 1))
    study = optuna.load_study(study_name="mlp", storage=f"sqlite:///{tmp_path / 'run' / 'search.db'}")
    assert len(study.trials) == 2
