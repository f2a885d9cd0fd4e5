"""A search: its best trial, its database that others join and that survives a kill, and what it refuses."""

import platform
from dataclasses import replace

import pytest

from inkread.errors import ConfigError
from inkread.study.search_space import Choice, Range
from inkread.training.recipes import find_recipe

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

SPACE = {"learning_rate": Range(1e-5, 1e-2, log=True), "batch_size": Choice((32, 64))}
ENDED_PROCESS = 2**22 + 1  # above every process number that Linux gives


@pytest.fixture
def search(few_digits, tmp_path):
    """Runs a search of `num_trials` on the few digits in one database."""
    from inkread.study.tune import TuneOptions, tune

    def run(num_trials, *, epochs=2, **options):
        storage = f"sqlite:///{tmp_path / 'search.db'}"
        wanted = TuneOptions("rates", storage, num_trials, **options)
        return tune(find_recipe("mlp", epochs=epochs), few_digits, SPACE, wanted, tmp_path / "trials")

    return run


def test_the_best_trial_is_the_complete_one_of_highest_accuracy(search, tmp_path):
    found = search(3)
    assert [trial.number for trial in found.trials] == [0, 1, 2]
    assert found.best.accuracy == max(trial.accuracy for trial in found.trials)
    assert set(found.best.settings) == set(SPACE)
    assert all((tmp_path / "trials" / f"trial-{n:04d}" / "metrics.csv").is_file() for n in range(3))
    assert found.to_dict()["best"]["number"] == found.best.number


def test_a_second_process_goes_on_in_the_same_database_with_other_settings(search):
    first = search(1)
    both = search(1)
    assert both.trials[0] == first.trials[0]
    assert both.trials[1].settings != first.trials[0].settings


def test_a_trial_that_a_killed_process_left_is_given_up_and_trained_again(search, tmp_path):
    import optuna

    search(1)
    study = optuna.load_study(study_name="rates", storage=f"sqlite:///{tmp_path / 'search.db'}")
    orphan = study.ask({"learning_rate": optuna.distributions.FloatDistribution(1e-5, 1e-2, log=True)})
    orphan.set_user_attr("host", platform.node())
    orphan.set_user_attr("process", ENDED_PROCESS)
    found = search(1)
    assert [trial.state for trial in found.trials] == ["complete", "failed", "complete"]
    assert found.trials[2].settings["learning_rate"] == orphan.params["learning_rate"]


def test_another_recipe_under_the_same_name_is_refused(search):
    search(1)
    with pytest.raises(ConfigError, match="expected a study of the same recipe"):
        search(1, epochs=1)


def test_a_database_that_cannot_be_opened_is_a_clear_error(few_digits, tmp_path):
    from inkread.study.tune import TuneOptions, tune

    with pytest.raises(ConfigError, match="expected a database for the search"):
        tune(
            find_recipe("mlp"),
            few_digits,
            SPACE,
            TuneOptions("rates", "nonsense://here", 1),
            tmp_path / "trials",
        )


def test_a_misspelt_setting_is_told_before_anything_is_trained(few_digits, tmp_path):
    from inkread.study.tune import TuneOptions, tune

    storage = TuneOptions("rates", f"sqlite:///{tmp_path / 'search.db'}", 1)
    with pytest.raises(ConfigError, match="did you mean 'learning_rate'"):
        tune(find_recipe("mlp"), few_digits, {"learningrate": Range(0.1, 0.2)}, storage, tmp_path / "trials")
    assert not (tmp_path / "search.db").exists()


def test_without_validation_images_there_is_nothing_to_choose_by(few_digits, tmp_path):
    from inkread.study.tune import TuneOptions, tune

    bare = replace(
        few_digits,
        validation_glyphs=few_digits.validation_glyphs[:0],
        validation_labels=few_digits.validation_labels[:0],
    )
    with pytest.raises(ConfigError, match="expected validation images to choose by"):
        tune(find_recipe("mlp"), bare, SPACE, TuneOptions("rates", "sqlite://", 1), tmp_path)
