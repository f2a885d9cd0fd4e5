"""Named recipes: found by name, changed within their ranges, and told apart by what decides the weights."""

import dataclasses
import json

import pytest

from inkread.errors import ConfigError
from inkread.training.recipes import RECIPES, Augmentation, Network, Recipe, find_recipe
from inkread.training.recipes.settings import changed


def test_a_misspelt_recipe_gets_a_suggestion():
    with pytest.raises(ConfigError, match="expected a recipe, got 'compct'; did you mean 'compact'"):
        find_recipe("compct")


def test_an_unknown_recipe_gets_the_list():
    with pytest.raises(ConfigError, match="choose one of mlp, classic-16-32, classic-32-64, "):
        find_recipe("zzz")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("epochs", 0),
        ("batch_size", 0),
        ("learning_rate", 0.0),
        ("learning_rate", 1.5),
        ("learning_rate", float("nan")),
        ("weight_decay", 1.0),
        ("stop_at_accuracy", 0.0),
        ("balance", -0.1),
        ("balance", 1.1),
        ("samples_per_epoch", 0),
        ("samples_per_epoch", -5),
    ],
)
def test_a_number_that_cannot_train_is_refused_with_its_name_and_value(field, value):
    with pytest.raises(ConfigError, match=rf"compact: expected {field} .*, got {value}; change it"):
        find_recipe("compact", **{field: value})


@pytest.mark.parametrize(
    "field", [field.name for field in dataclasses.fields(Augmentation) if field.type is not bool]
)
@pytest.mark.parametrize("value", [-0.5, float("inf"), float("nan")])
def test_writing_cannot_stray_by_less_than_nothing_or_without_end(field, value):
    with pytest.raises(ConfigError, match=rf"augmentation: expected {field} from .* to .*, got {value}"):
        Augmentation(**{field: value})


def test_a_change_to_none_is_none():
    assert find_recipe("compact", epochs=None, batch_size=7) == dataclasses.replace(
        RECIPES["compact"], batch_size=7
    )


def test_the_digest_tells_what_decides_the_weights_and_ignores_the_summary():
    recipe = RECIPES["compact"]
    words = dataclasses.replace(recipe, summary="other words", keras_file="other.h5")
    assert words.digest() == recipe.digest()
    others = [dataclasses.replace(recipe, epochs=9), dataclasses.replace(recipe, augmentation=None)]
    assert len({recipe.digest(), *(other.digest() for other in others)}) == 3


def test_a_setting_that_came_later_leaves_the_digest_of_a_run_that_began_before():
    unset = {"extra_share": None, "augmentation.blemished": 0.0, "optimiser": "adam", "learning_rate": 3e-3}
    before = changed(RECIPES["compact"], unset)
    assert before.digest().startswith("71b7b7ef194d0ac2")  # as it was before these settings
    changes = {
        "average": 0.99,
        "small_share": 0.5,
        "extra_share": 0.5,
        "network.separable": (2,),
        "augmentation.blemished": 0.5,
    }
    made = [changed(before, {name: value}).digest() for name, value in changes.items()]
    assert len({before.digest(), *made}) == 1 + len(changes)
    grey = {"augmentation.grey": True}
    assert changed(before, grey).digest() != changed(before, {**grey, "augmentation.untouched": 0.5}).digest()


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_a_recipe_is_readable_as_json(recipe: Recipe):
    assert json.loads(json.dumps(recipe.to_dict()))["name"] == recipe.name


@pytest.mark.parametrize("name", ["", "../up", "a b", ".hidden"])
def test_a_name_that_cannot_name_a_folder_is_refused(name):
    with pytest.raises(ConfigError, match="expected a recipe's name of letters"):
        Recipe(name, "For the test.", Network(), epochs=1)


@pytest.mark.parametrize("file", ["model.pkl", "../model.h5", "h5", ".model.h5"])
def test_a_trained_network_is_saved_to_keras_files_in_its_folder_only(file):
    with pytest.raises(ConfigError, match=r"mlp: expected keras_file to be a file's name in \.h5 or \.keras"):
        find_recipe("mlp", keras_file=file)


def test_the_recipes_of_the_tutorials_are_as_they_are_known():
    small, wide, dropped = (
        RECIPES[name] for name in ("classic-16-32", "classic-32-64", "classic-32-64-dropout")
    )
    assert [len(recipe.network.filters) for recipe in (small, wide, dropped)] == [3, 3, 3]
    assert (wide.stop_at_accuracy, small.stop_at_accuracy) == (0.985, None)
    assert dropped.network == dataclasses.replace(wide.network, dropout=0.5)
    assert dropped.network.units == (512,)
    example = RECIPES["adadelta"]
    assert (example.optimiser, example.learning_rate, example.labels) == ("adadelta", 1.0, "one-hot")
    assert (example.epochs, example.batch_size, example.keras_file) == (12, 128, "digit_classifier.h5")
