"""Recipes: found by name, changed within their ranges, and told apart by what decides the weights."""

import dataclasses
import json

import pytest

from inkread.errors import ConfigError
from inkread.training.recipes import RECIPES, Recipe, find_recipe


def test_a_misspelt_recipe_gets_a_suggestion():
    with pytest.raises(ConfigError, match="expected a recipe, got 'compct'; did you mean 'compact'"):
        find_recipe("compct")


def test_an_unknown_recipe_gets_the_list():
    with pytest.raises(ConfigError, match="choose one of mlp, classic-32-64, compact"):
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
        ("balance", -0.1),
        ("balance", 1.1),
        ("samples_per_epoch", 0),
        ("samples_per_epoch", -5),
    ],
)
def test_a_number_that_cannot_train_is_refused_with_its_name_and_value(field, value):
    with pytest.raises(ConfigError, match=rf"compact: expected {field} .*, got {value}; change it"):
        find_recipe("compact", **{field: value})


def test_a_change_to_none_is_none():
    assert find_recipe("compact", epochs=None, batch_size=7) == dataclasses.replace(
        RECIPES["compact"], batch_size=7
    )


def test_the_digest_tells_what_decides_the_weights_and_ignores_the_summary():
    recipe = RECIPES["compact"]
    assert dataclasses.replace(recipe, summary="other words").digest() == recipe.digest()
    changed = [dataclasses.replace(recipe, epochs=9), dataclasses.replace(recipe, augmentation=None)]
    assert len({recipe.digest(), *(other.digest() for other in changed)}) == 3


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_a_recipe_is_readable_as_json(recipe: Recipe):
    assert json.loads(json.dumps(recipe.to_dict()))["name"] == recipe.name
