"""`inkread words train`: its options reach the run, and its words say what came of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from inkread.datasets.word_set import write_word_set


@pytest.fixture
def sets(tmp_path, monkeypatch):
    """The folder to work in, with sets of words in it."""
    for name in ("one.zip", "two.zip", "held.zip"):
        write_word_set(tmp_path / name, [(np.full((9, 9), 255, np.uint8), "", None)])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def carried_out(monkeypatch, sets):
    """What a run is asked for, instead of a training."""
    from inkread.cli import words_train

    asked = {}

    def carry_out(recipe, sources, run, name):
        asked.update(recipe=recipe, sources=sources, run=run, name=name)
        scores = {"cer": 0.125, "wer": 0.25, "n": 1234}
        return {"run": str(run.folder), "bundle": str(run.folder / "bundle"), **scores}

    monkeypatch.setattr(words_train, "_carry_out", carry_out)
    return asked


MADE_OF = {"filters": (4, 4, 4, 4, 8), "again": (1, 0, 2), "spans": (3, 5)}


@pytest.fixture
def old_weights(sets):
    """A Keras file with a small network of lines."""
    from inkread.training.keras_file import save_keras
    from inkread.training.lines.material import LINES
    from inkread.training.lines.network import build
    from inkread.training.lines.recipe import line_recipe

    save_keras(build(line_recipe(**MADE_OF), len(LINES)), Path("old.keras"))


@pytest.mark.train
def test_options_reach_the_run(inkread, tmp_path, carried_out):
    (tmp_path / "recipe.toml").write_text("batch_size = 16\n", "utf-8")
    options = ("--config", tmp_path / "recipe.toml", "--epochs", 2, "--run", tmp_path / "run", "--seed", 3)
    answer = inkread("words", "train", "one.zip", "two.zip", "--validation", "held.zip", *options)
    assert "CER 12.50%, WER 25.00% on 1,234 held-out lines" in answer.out
    assert (carried_out["recipe"].batch_size, carried_out["recipe"].epochs) == (16, 2)
    assert [path.name for path in carried_out["sources"][0]] == ["one.zip", "two.zip"]
    assert (carried_out["run"].seed, carried_out["run"].load, carried_out["name"]) == (3, (), "run")
    told = inkread("words", "train", "one.zip", "--validation", "held.zip", "--run", tmp_path / "a", "--json")
    assert json.loads(told.out)["n"] == 1234


@pytest.mark.train
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
@pytest.mark.usefixtures("old_weights")
def test_old_weights_are_for_a_new_run_which_has_their_shape(inkread, tmp_path, carried_out):
    usual = (
        "words",
        "train",
        "one.zip",
        "--validation",
        "held.zip",
        "--run",
        tmp_path,
        "--load",
        "old.keras",
    )
    assert inkread(*usual).code == 0
    assert [path.name for path in carried_out["run"].load] == ["old.keras"]
    assert {name: getattr(carried_out["recipe"], name) for name in MADE_OF} == MADE_OF
    assert "expected --resume or --load, got both" in inkread(*usual, "--resume").err
    assert inkread(*usual, "--load", "older.keras").code == 0
    assert [path.name for path in carried_out["run"].load] == ["old.keras", "older.keras"]


@pytest.mark.train
def test_a_run_that_begins_with_a_bundle_has_its_shape(inkread, tmp_path, carried_out):
    usual = ("words", "train", "one.zip", "--validation", "held.zip", "--epochs", 1)
    assert inkread(*usual, "--run", tmp_path / "a", "--load", "inkread-lines").code == 0
    recipe = carried_out["recipe"]
    assert (recipe.again, recipe.spans, recipe.epochs) == ((2, 3, 1), (5,) * 6, 1)
    (tmp_path / "recipe.toml").write_text("spans = [5, 5, 5, 5, 5, 5, 5, 5, 7]\n", "utf-8")
    config = ("--config", tmp_path / "recipe.toml", "--run", tmp_path / "b", "--load", "inkread-lines")
    assert inkread(*usual, *config).code == 0
    assert carried_out["recipe"].spans[-1] == 7
    (tmp_path / "recipe.toml").write_text('precision = "bfloat16"\n', "utf-8")
    assert inkread(*usual, *config[:3], tmp_path / "d", *config[4:]).code == 0
    assert (len(carried_out["recipe"].spans), carried_out["recipe"].precision) == (6, "bfloat16")
    (tmp_path / "recipe.toml").write_text('precision = "half"\n', "utf-8")
    assert "expected a precision of float32 or bfloat16" in inkread(*usual, *config).err


@pytest.mark.train
def test_a_run_that_goes_on_has_the_shape_that_it_had(inkread, tmp_path, carried_out):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "config.json").write_text(json.dumps({"recipe": MADE_OF}))
    usual = ("words", "train", "one.zip", "--validation", "held.zip", "--run", tmp_path / "run", "--resume")
    assert inkread(*usual).code == 0
    assert {name: getattr(carried_out["recipe"], name) for name in MADE_OF} == MADE_OF


def test_a_run_must_be_judged_by_something(inkread):
    assert inkread("words", "train", "one.zip").code == 2


@pytest.mark.parametrize("named", [("none.zip", "held.zip"), ("one.zip", "none.zip")])
@pytest.mark.usefixtures("sets")
def test_a_set_that_is_not_there_is_told_before_any_is_prepared(inkread, tmp_path, named):
    train, held = named
    told = inkread("words", "train", "two.zip", train, "--validation", held, "--run", tmp_path / "run")
    assert (told.code, "none.zip" in told.err) == (1, True), told.err
    assert not (tmp_path / "run").exists()
