"""What is said of a training is true of the recipes that there are, and of the time that is left."""

import pytest

from inkread.desktop.learning_words import (
    FEW,
    OFFERS,
    caution_of,
    pace_of,
    progress_words,
    time_left,
    time_words,
)
from inkread.desktop.runs import Facts
from inkread.desktop.words import say
from inkread.training.recipes import RECIPES

FACTS = Facts("mlp", 4, 500, ("mine",), 0, 400, 40, "1234")


@pytest.mark.parametrize("name", OFFERS)
def test_what_is_offered_is_a_recipe_with_its_own_rounds_and_words(name):
    assert RECIPES[name].epochs == OFFERS[name]
    assert say(f"train.recipe.{name}").endswith(".")


def test_how_long_it_takes_is_told_by_what_this_computer_took_before():
    rows = tuple({"finished_at": at} for at in (5.0, 15.0, 25.0))
    assert pace_of(FACTS, rows) == 20.0  # ten seconds for 500 pictures
    assert "about 3 minutes" in time_words(20.0, 4, 2000)
    assert "about 1.7 hours" in time_words(20.0, 120, 2500)


def test_nothing_is_told_of_the_time_before_this_computer_has_shown_it():
    assert pace_of(FACTS, ({"finished_at": 5.0},)) is None
    assert pace_of(None, ()) is None
    assert "minute" not in time_words(None, 12, 8000)


def test_the_time_left_is_that_of_the_usual_epoch():
    rows = tuple({"finished_at": at} for at in (100.0, 110.0, 120.0, 9000.0, 9010.0))
    assert time_left(rows, 8) == 30.0  # the night between two of them is no epoch
    assert time_left(rows[:1], 8) is None
    assert time_left((), 8) is None


def test_few_pictures_are_a_caution():
    assert caution_of(FACTS) == ""
    few = Facts("mlp", 4, 500, ("mine",), 0, 4 * (FEW - 1), 4, "1234")
    assert str(FEW - 1) in caution_of(few)


def test_each_part_of_a_training_has_its_sentence():
    row = {"finished_at": 10.0, "validation_accuracy": 0.9}
    rows = (row, {**row, "finished_at": 100.0})
    said = [
        progress_words("idle", None, ()),
        progress_words("training", None, ()),
        progress_words("training", FACTS, ()),
        progress_words("training", FACTS, rows),
        progress_words("training", FACTS, rows * 2),
        progress_words("done", FACTS, rows * 2),
    ]
    assert len(set(said)) == len(said)
    assert "Round 3 of 4, about 3 minutes left" in said[3]
    assert "90.0 % are read right" in said[5]
