"""A recipe as TOML: what is written is what is read, and a file that will not do is named."""

import pytest

from inkread.errors import ConfigError
from inkread.training.recipes import RECIPES
from inkread.training.recipes.settings import changed
from inkread.training.recipes.toml_text import read_toml, to_toml


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
@pytest.mark.parametrize("start", ["mlp", "compact"])
def test_a_recipe_comes_back_from_its_toml_whatever_it_is_read_onto(recipe, start, tmp_path):
    path = tmp_path / "recipe.toml"
    path.write_text(to_toml(recipe), "utf-8")
    assert changed(RECIPES[start], read_toml(path)) == recipe


def test_signs_and_small_numbers_come_back(tmp_path):
    recipe = changed(RECIPES["mlp"], {"summary": 'A "quoted" \\ line,\n é 5×5', "learning_rate": 1e-7})
    path = tmp_path / "recipe.toml"
    path.write_text(to_toml(recipe), "utf-8")
    assert changed(RECIPES["compact"], read_toml(path)) == recipe


def test_a_file_from_windows_notepad_is_read(tmp_path):
    path = tmp_path / "recipe.toml"
    path.write_bytes(b"\xef\xbb\xbfepochs = 3\r\n")
    assert read_toml(path) == {"epochs": 3}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"epochs = ", "expected TOML in UTF-8, got a fault"),
        (b"epochs = 1\nepochs = 2", "expected TOML in UTF-8, got a fault"),
        (b"\xff\xfe", "expected TOML in UTF-8, got a fault"),
    ],
)
def test_a_file_that_is_no_toml_is_named(content, said, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=rf"mine\.toml: {said}"):
        read_toml(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"gone\.toml: expected a TOML file, got no such file"):
        read_toml(tmp_path / "gone.toml")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ConfigError, match="expected a TOML file, got a folder"):
        read_toml(tmp_path)
