"""Swapped labels are found by the road that a person takes: cross-validate, then ask for label errors."""

import json

import numpy as np
import pytest

from inkread.datasets.formats import read_digits, write_npz
from inkread.datasets.samples import Samples

PLANTED = 0.01  # of the labels
SEARCHED = 2  # per cent of the images
HOW = ("--recipe", "mlp", "--epochs", "6", "--set", "batch_size=32", "--folds", "2", "--no-leak-check")


@pytest.fixture
def planted(tmp_path):
    """The bundled digits with one label in a hundred swapped: the file, and the rows."""
    digits = read_digits()
    rng = np.random.default_rng(7)
    rows = rng.choice(len(digits), round(PLANTED * len(digits)), replace=False)
    labels = np.array(digits.labels)
    labels[rows] = (labels[rows] + rng.integers(1, 10, len(rows))) % 10
    path = tmp_path / "planted.npz"
    write_npz(path, {"train": Samples("planted", digits.images, labels, digits.charset)})
    return path, rows


@pytest.mark.train
def test_of_swapped_labels_four_in_five_are_among_the_two_per_cent_first_suspected(
    planted, inkread, tmp_path
):
    path, rows = planted
    trained = inkread("crossval", "--data", f"{path}:train", *HOW, "--run", tmp_path / "run", "--json")
    assert trained.code == 0, trained.err
    oof = tmp_path / "run" / "oof.npz"
    asked = inkread(
        "data", "label-errors", path, "--split", "train", "--oof", oof, "--top", SEARCHED, "--json"
    )
    assert asked.code == 0, asked.err
    suspects = [suspect["row"] for suspect in json.loads(asked.out)["suspects"]]
    assert len(suspects) == 36
    assert np.isin(rows, suspects).mean() >= 0.8
