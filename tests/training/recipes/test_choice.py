"""A choice: a recipe's name, a file, single settings; each changes what came before, none is passed over."""

import pytest

from inkread.errors import ConfigError
from inkread.training.recipes import RECIPES, find_recipe
from inkread.training.recipes.choice import choose, parse_assignment


@pytest.fixture
def config(tmp_path):
    """Writes a TOML file; returns its path."""

    def make(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return make


def test_nothing_chosen_is_the_usual_recipe():
    assert choose() == RECIPES["compact"]


def test_single_settings_come_after_the_file(config):
    path = config('recipe = "mlp"\nepochs = 3\nbatch_size = 64\n')
    assert choose(config=path, assignments=["epochs=5"]) == find_recipe("mlp", epochs=5, batch_size=64)


def test_a_file_without_a_recipe_changes_the_one_asked_for(config):
    assert choose("mlp", config=config("epochs = 3\n")) == find_recipe("mlp", epochs=3)


def test_two_recipes_are_one_too_many(config):
    with pytest.raises(ConfigError, match=r"mine\.toml: expected the recipe 'mlp' .* got 'compact'"):
        choose("mlp", config=config('recipe = "compact"\n'))


def test_a_fault_in_the_file_names_the_file(config):
    with pytest.raises(ConfigError, match=r"mine\.toml: expected a setting of a recipe, got 'epoch'; did"):
        choose(config=config("epoch = 3\n"))


def test_a_recipe_in_the_file_is_a_name(config):
    with pytest.raises(ConfigError, match=r"mine\.toml: expected a recipe's name for recipe, got 5"):
        choose(config=config("recipe = 5\n"))


@pytest.mark.parametrize(
    "choice",
    [
        {"assignments": ["epochs=1", "epochs=2"]},
        {"assignments": ["epochs=1"], "shortcuts": {"epochs": 2}},
    ],
)
def test_a_setting_given_twice_is_refused(choice):
    with pytest.raises(ConfigError, match="expected epochs to be set once, got it twice"):
        choose(**choice)


def test_a_shortcut_that_is_none_changes_nothing():
    assert choose("mlp", shortcuts={"epochs": None}) == RECIPES["mlp"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=1", 1),
        ("a=1e-3", 0.001),
        ("a = true", True),
        ("a=one-cycle", "one-cycle"),
        ('a="one-cycle"', "one-cycle"),
        ("a=16,32", [16, 32]),
        ("a=[16, 32]", [16, 32]),
        ("a=b=c", "b=c"),
        ("a=1\nb=2", "1\nb=2"),
    ],
)
def test_an_assignment_is_a_name_and_a_value(text, value):
    assert parse_assignment(text) == ("a", value)


@pytest.mark.parametrize("text", ["epochs", "=3", "epochs=", "", "="])
def test_what_is_no_assignment_is_shown_one(text):
    with pytest.raises(ConfigError, match=f"--set: expected SETTING=VALUE, got '{text}'; write, say,"):
        parse_assignment(text)
