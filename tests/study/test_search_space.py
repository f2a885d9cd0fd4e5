"""Ranges and choices of a search: read from what a person writes, refused where they hold nothing."""

import optuna
import pytest

from inkread.errors import ConfigError
from inkread.study.search_space import Choice, Range, parse_space, usual_space
from inkread.training.recipes import find_recipe


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("learning_rate=1e-4..1e-2:log", Range(1e-4, 1e-2, log=True)),
        ("learning_rate=0.1..1", Range(0.1, 1.0)),
        ("epochs=2..10", Range(2.0, 10.0, whole=True)),
        ("epochs=2..64:LOG", Range(2.0, 64.0, log=True, whole=True)),
        ("augmentation.shear=.1...3", Range(0.1, 0.3)),
        ("batch_size=64|128|256", Choice((64, 128, 256))),
        ("weight_decay=0|0.01|1e-3", Choice((0, 0.01, 1e-3))),
        ("schedule=constant|one-cycle", Choice(("constant", "one-cycle"))),
    ],
)
def test_a_space_is_read_as_it_is_written(text, where):
    assert list(parse_space([text]).values()) == [where]
    assert list(parse_space([text])) == [text.partition("=")[0]]


@pytest.mark.parametrize(
    "text", ["", "learning_rate", "=1..2", "epochs=", "epochs=3", "epochs=|", "epochs=1|", "rate=a..b"]
)
def test_another_form_is_refused_with_the_text_and_the_forms(text):
    with pytest.raises(ConfigError, match=r"expected NAME=LOW\.\.HIGH") as caught:
        parse_space([text])
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["rate=2..1", "rate=1..1", "rate=0..1:log", "rate=-1..1:log", "rate=nan..1"])
def test_a_range_that_holds_nothing_is_refused(text):
    with pytest.raises(ConfigError, match="the first below the second"):
        parse_space([text])


def test_a_setting_named_twice_is_refused():
    with pytest.raises(ConfigError, match="expected epochs once"):
        parse_space(["epochs=1..2", "epochs=3..4"])


@pytest.mark.parametrize("name", ["mlp", "compact"])
def test_the_usual_space_holds_the_recipe_s_own_rate(name):
    recipe = find_recipe(name)
    rate = usual_space(recipe)["learning_rate"]
    assert rate.low < recipe.learning_rate < rate.high <= 1
    assert any("augmentation" in key for key in usual_space(recipe)) == (recipe.augmentation is not None)


@pytest.mark.parametrize("where", [Range(1e-4, 1e-2, log=True), Range(2, 9, whole=True), Choice((64, "a"))])
def test_what_is_suggested_lies_within(where):
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    for _ in range(20):
        drawn = where.suggest(study.ask(), "setting")
        inside = drawn in where.values if isinstance(where, Choice) else where.low <= drawn <= where.high
        assert inside
        assert isinstance(drawn, int) or not getattr(where, "whole", False)
