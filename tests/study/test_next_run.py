"""The next run that a diagnosis recommends can be typed as it stands."""

import json
import shlex

import pytest

from inkread.evaluation.verdict import Diagnosis
from inkread.study.next_run import next_run
from inkread.training.recipes import RECIPES
from inkread.training.recipes.choice import choose

VERDICTS = ("diverged", "too-good", "over-fitted", "too-short", "under-fitted", "too-noisy", "well-fitted")


def config(name="mlp", *assignments, sources=("digits",), seed=0):
    recipe = json.loads(json.dumps(choose(name, assignments=assignments).to_dict()))
    return {"recipe": recipe, "sources": list(sources), "seed": seed}


def recommended(verdict, run, *, epochs=10):
    return next_run(Diagnosis(verdict, "", ()), run, epochs=epochs)


def recipe_of(command):
    """The recipe that the command would train."""
    words = shlex.split(command)
    name = words[words.index("--recipe") + 1]
    return choose(name, assignments=[words[n + 1] for n, word in enumerate(words) if word == "--set"])


@pytest.mark.parametrize("name", RECIPES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_recommended_recipe_and_setting_is_there(verdict, name):
    command = recommended(verdict, config(name))
    assert command.split()[1] in {"train", "crossval", "data"}
    if "--recipe" in command:
        recipe_of(command)


@pytest.mark.parametrize("verdict", ["diverged", "over-fitted", "too-short"])
def test_what_was_set_by_hand_stays_set(verdict):
    run = config(
        "classic-32-64", "batch_size=64", "network.filters=8,16,16", "augmentation.rotation=5", seed=3
    )
    made = recipe_of(recommended(verdict, run))
    assert (made.batch_size, made.network.filters) == (64, (8, 16, 16))
    assert made.augmentation.rotation == 5
    assert recommended(verdict, run).endswith("--seed 3")


def test_a_taught_run_is_taught_again_and_old_weights_go_to_the_same_network_alone():
    more = {"teacher": {"source": "best"}, "load": {"path": "old weights.keras"}}
    again = recommended("diverged", config("compact") | more)
    assert "--teacher best --load 'old weights.keras' --recipe compact" in again
    stronger = recommended("under-fitted", config("mlp") | more)
    assert "--teacher best" in stronger
    assert "--load" not in stronger


def test_augmentation_switched_off_by_hand_stays_off():
    made = recipe_of(recommended("diverged", config("compact", "augmentation=none")))
    assert made.augmentation is None


def test_a_run_that_diverged_is_run_again_in_smaller_steps():
    assert recipe_of(recommended("diverged", config("mlp"))).learning_rate == pytest.approx(1e-4)


def test_an_over_fitted_run_gets_what_it_lacks_first():
    assert recipe_of(recommended("over-fitted", config("mlp"))).augmentation is not None
    bent = config("mlp", "augmentation.rotation=5")
    assert recipe_of(recommended("over-fitted", bent)).network.dropout == 0.5
    dropped = config("mlp", "augmentation.rotation=5", "network.dropout=0.3")
    assert recipe_of(recommended("over-fitted", dropped)).weight_decay > 0


def test_a_run_cut_short_goes_on_twice_as_long_and_past_its_early_stop():
    made = recipe_of(recommended("too-short", config("classic-32-64"), epochs=6))
    assert (made.epochs, made.stop_at_accuracy) == (12, None)


def test_an_under_fitted_network_is_followed_by_a_stronger_one():
    assert recipe_of(recommended("under-fitted", config("mlp"))).name == "classic-32-64"
    assert recipe_of(recommended("under-fitted", config("classic-32-64"))).name == "deeper"
    assert recipe_of(recommended("under-fitted", config("deeper"), epochs=10)).epochs == 20


def test_a_source_with_a_space_is_quoted():
    command = recommended("too-short", config("mlp", sources=["my letters", "digits"]))
    assert shlex.split(command)[2:6] == ["--data", "my letters", "--data", "digits"]


@pytest.mark.parametrize("verdict", ["too-short", "under-fitted"])
def test_sets_that_trained_whole_do_so_again(verdict):
    command = recommended(verdict, config("mlp") | {"extra": ["my fonts"]})
    assert shlex.split(command)[2:6] == ["--data", "digits", "--extra", "my fonts"]
