"""A run's curves as they are read from its folder."""

import json

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.curves import Curves, read_curves

HEADER = "epoch,accuracy,loss,validation_accuracy,validation_loss,learning_rate,finished_at"


@pytest.fixture
def run(tmp_path):
    """Makes a run folder of these lines and this recipe."""

    def make(*lines, header=HEADER, recipe=None):
        config = {
            "recipe": {"name": "mlp", "network": {"dropout": 0.0}, "augmentation": None} | (recipe or {}),
            "sources": ["digits"],
            "charset": "0123456789",
            "num_training": 1437,
            "num_validation": 180,
        }
        (tmp_path / "config.json").write_text(json.dumps(config), "utf-8")
        (tmp_path / "metrics.csv").write_text("\n".join([header, *lines]) + "\n", "utf-8")
        return tmp_path

    return make


def test_the_curves_of_a_run_are_read(run):
    curves = read_curves(run("1,0.5,1.2,0.4,1.3,0.001,1.0", "2,0.75,0.8,0.6,0.9,0.001,2.0"))
    assert curves.accuracy.tolist() == [0.5, 0.75]
    assert curves.validation_loss.tolist() == [1.3, 0.9]
    assert (curves.num_training, curves.num_validation, curves.num_classes) == (1437, 180, 10)


@pytest.mark.parametrize(
    ("recipe", "hardened"),
    [
        ({}, False),
        ({"augmentation": {"rotation": 8}}, True),
        ({"network": {"dropout": 0.5}}, True),
        ({"network": {"map_dropout": 0.1}}, True),
        ({"network": "compact"}, False),
    ],
)
def test_a_recipe_that_makes_training_harder_is_known(run, recipe, hardened):
    assert read_curves(run("1,0.5,1.2,0.4,1.3,0.001,1.0", recipe=recipe)).hardened is hardened


def test_a_run_that_diverged_can_be_read(run):
    assert np.isnan(read_curves(run("1,0.1,nan,0.1,inf,0.1,1.0")).loss[0])


@pytest.mark.parametrize("cell", ["", "fast", "0,5"])
def test_a_cell_that_is_no_number_is_named(run, cell):
    folder = run("1,0.5,1.2,0.4,1.3,0.001,1.0", f'2,0.6,"{cell}",0.6,0.9,0.001,2.0')
    with pytest.raises(DataError, match=r"metrics\.csv, line 3, column loss: expected a number"):
        read_curves(folder)


def test_a_row_cut_short_is_named(run):
    with pytest.raises(DataError, match="line 2, column validation_loss"):
        read_curves(run("1,0.5,1.2,0.4"))


def test_a_run_without_validation_cannot_be_diagnosed(run):
    with pytest.raises(DataError, match="expected the column validation_accuracy"):
        read_curves(run("1,0.5,1.2,0.1,1.0", header="epoch,accuracy,loss,learning_rate,finished_at"))


def test_a_run_before_its_first_epoch_is_refused(run):
    with pytest.raises(DataError, match="wait for the first epoch"):
        read_curves(run())


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"expected a run folder, got no config\.json"):
        read_curves(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"recipe": 1}'])
def test_a_damaged_record_is_refused(run, text):
    folder = run("1,0.5,1.2,0.4,1.3,0.001,1.0")
    (folder / "config.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match="damaged"):
        read_curves(folder)


def test_curves_of_different_lengths_are_refused():
    with pytest.raises(DataError, match="one length"):
        Curves(np.ones(2), np.ones(3), np.ones(2), np.ones(2), 10, 10, 2)
