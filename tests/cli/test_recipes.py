"""`inkread recipes`: what is listed can be shown, and what is shown can be trained by."""

import json
import tomllib
import xml.etree.ElementTree as ElementTree

import pytest

from inkread.training.recipes import RECIPES
from inkread.training.recipes.choice import choose
from inkread.training.recipes.settings import changed


def test_every_recipe_is_listed_with_its_summary(inkread):
    result = inkread("recipes")
    assert result.code == 0, result.err
    assert [line.split(maxsplit=1) for line in result.out.splitlines()] == [
        [recipe.name, recipe.summary] for recipe in RECIPES.values()
    ]


def test_the_list_is_json_where_asked_for(inkread):
    told = json.loads(inkread("recipes", "--json").out)
    assert {recipe["name"]: recipe["epochs"] for recipe in told}["compact"] == RECIPES["compact"].epochs


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compct"], "did you mean 'compact'?"),
        (["mlp", "--set", "epoch=1"], "did you mean 'epochs'?"),
        (["mlp", "--output", "net.png"], "net.png: expected a file in .svg or .toml, got .png"),
        (["mlp", "--output", "net"], "net: expected a file in .svg or .toml, got no suffix"),
    ],
)
def test_what_cannot_be_shown_is_one_line(arguments, said, inkread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = inkread("recipes", "show", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.train
def test_what_is_shown_is_a_file_to_train_by(inkread, tmp_path):
    settings = ("--set", "augmentation.rotation=5", "--set", "network.filters=8,8")
    shown = inkread("recipes", "show", "classic-16-32", *settings, "--set", "network.pool_after=1")
    assert shown.code == 0, shown.err
    assert "conv_2" in shown.out
    path = tmp_path / "mine.toml"
    path.write_text(shown.out, "utf-8")
    expected = {"augmentation.rotation": 5, "network.filters": (8, 8), "network.pool_after": (1,)}
    assert choose(config=path) == changed(RECIPES["classic-16-32"], expected)


@pytest.mark.train
def test_a_drawing_and_settings_are_written_to_files(inkread, tmp_path):
    for name in ("net.svg", "recipe.toml"):
        result = inkread("recipes", "show", "mlp", "--classes", "26", "-o", tmp_path / "new" / name, "--json")
        assert result.code == 0, result.err
        told = json.loads(result.out)
    assert told["recipe"]["name"] == "mlp"
    assert told["network"]["layers"][-1]["output_shape"] == [26]
    assert ElementTree.parse(tmp_path / "new" / "net.svg").getroot().tag.endswith("svg")
    assert tomllib.loads((tmp_path / "new" / "recipe.toml").read_text("utf-8"))["name"] == "mlp"
