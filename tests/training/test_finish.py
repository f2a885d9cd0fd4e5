"""The end of a run: everything the documentation promises is in its folder."""

import csv
import json

import numpy as np
import pytest

from inkread.bundle import Bundle
from inkread.evaluation.temperature import fit_temperature

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


def test_a_finished_run_holds_what_the_documentation_promises(finished_run):
    from inkread.training import checkpoint

    names = {path.name for path in finished_run.folder.iterdir()}
    promised = {"config.json", "environment.json", "metrics.csv", "model.keras", "model.h5", "bundle"}
    assert names == promised | {checkpoint.NAME.format(5)}


def test_config_and_environment_hold_what_repeats_the_run(finished_run, digits):
    config, made_with = (
        json.loads((finished_run.folder / name).read_text("utf-8"))
        for name in ("config.json", "environment.json")
    )
    assert config["recipe"] == json.loads(json.dumps(finished_run.recipe.to_dict()))
    assert (config["seed"], config["data"], config["charset"]) == (0, digits.digest(), "0123456789")
    assert (config["num_training"], config["num_validation"]) == (320, 180)
    assert {"keras", "numpy", "inkread"} <= set(made_with["packages"])


def test_metrics_have_a_row_an_epoch(finished_run):
    (row,) = csv.DictReader((finished_run.folder / "metrics.csv").read_text("utf-8").splitlines())
    assert row["epoch"] == "1"
    assert 0 <= float(row["validation_accuracy"]) <= 1
    assert {"loss", "accuracy", "validation_loss", "learning_rate", "finished_at"} <= set(row)


def test_the_bundle_opens_and_says_where_it_comes_from(finished_run, digits):
    bundle = Bundle.open(finished_run.folder / "bundle")
    assert (bundle.name, bundle.charset) == ("tiny-run", digits.charset)
    assert bundle.training.data == digits.digest()
    assert (bundle.training.recipe, bundle.training.seeds, bundle.training.epochs) == ("compact", (0,), 1)


def test_the_temperature_comes_from_the_validation_part(finished_run, digits):
    glyphs = digits.validation_glyphs[..., None]
    logits = np.asarray(finished_run.model(glyphs, training=False))
    labels = digits.validation_labels
    # Each class weighs alike, as the recipe takes all for equally frequent.
    expected = fit_temperature(logits, labels, weights=1 / np.bincount(labels)[labels])
    assert finished_run.bundle.temperature == pytest.approx(expected, rel=1e-3)
    assert finished_run.bundle.temperature != 1.0


def test_without_a_validation_part_nothing_is_calibrated(finished_run, digits):
    from dataclasses import replace

    from inkread.training.finish import calibrate

    bare = replace(digits, validation_glyphs=digits.glyphs[:0], validation_labels=digits.labels[:0])
    assert calibrate(finished_run.model, bare, even_priors=True) == (1.0, None)


def test_the_sets_come_from_the_validation_part_too(finished_run, digits):
    doubt = finished_run.bundle.doubt
    assert (doubt.command, doubt.gate) == ("inkread train", None)
    (own,) = doubt.charsets  # ten digits have no usual charset below them
    assert own.num == tuple(np.bincount(digits.validation_labels).tolist())
    assert [level.coverage for level in own.sets] == [0.9, 0.95, 0.99]


def test_a_recipes_own_file_is_saved_too_and_the_bundle_tells_the_epochs_that_were_run(
    digits, train_tiny, tmp_path
):
    from inkread.training.finish import finish
    from inkread.training.keras_file import open_keras

    changes = {"epochs": 3, "stop_at_accuracy": 0.01, "keras_file": "digit_classifier.h5"}
    recipe, model = train_tiny("mlp", tmp_path, changes=changes)
    bundle = finish(model, recipe, digits, tmp_path, seed=0, name="early")
    assert bundle.training.epochs == 1
    kept = open_keras(tmp_path / "digit_classifier.h5")
    assert all(np.array_equal(a, b) for a, b in zip(kept.get_weights(), model.get_weights(), strict=True))
