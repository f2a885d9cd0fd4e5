"""A bundle that teaches: what its pupil is to answer, and runs that learn from it."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from inkread.bundle import Bundle, write_bundle
from inkread.charset import Charset
from inkread.errors import TrainingError
from inkread.recognition.session import Session
from inkread.training.teacher import Teacher

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture
def teacher(finished_run):
    return Teacher(finished_run.folder / "bundle")


@pytest.fixture
def wanted(teacher, digits):
    def call(share, offset=None):
        zero = np.zeros(len(digits.charset), np.float32)
        return teacher.wanted(
            digits.glyphs[:50], digits.labels[:50], zero if offset is None else offset, share
        )

    return call


def weights_of(model):
    return [np.array(weight) for weight in model.get_weights()]


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_without_a_share_the_label_is_all_that_is_wanted(wanted, digits):
    np.testing.assert_array_equal(wanted(0.0), np.eye(10, dtype=np.float32)[digits.labels[:50]])


def test_the_teacher_has_its_share_of_every_row(wanted, digits):
    rows = wanted(0.4)
    np.testing.assert_allclose(rows.sum(axis=1), 1.0, rtol=1e-5)
    assert (rows[np.arange(50), digits.labels[:50]] >= 0.6 - 1e-6).all()
    np.testing.assert_allclose(rows, 0.4 * wanted(1.0) + 0.6 * wanted(0.0), atol=1e-6)


def test_alone_it_wants_its_own_calibrated_answer_at_the_drawn_shares(wanted, finished_run, digits):
    offset = np.linspace(-1, 1, 10).astype(np.float32)
    bundle = finished_run.bundle
    logits = Session(bundle).logits(digits.glyphs[:50]) / bundle.temperature + offset
    likely = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(wanted(1.0, offset), likely, rtol=1e-4, atol=1e-7)


def test_a_teacher_of_other_graphemes_is_refused(teacher):
    with pytest.raises(TrainingError, match="expected a teacher of AB, got one of 0123456789; name"):
        teacher.check(Charset(("A", "B")))


def test_a_bundle_of_one_s_own_is_told_by_its_place_even_where_it_bears_a_shipped_name(teachers_folder):
    mine = dataclasses.replace(Bundle.open(teachers_folder), name="inkread-62")
    write_bundle(mine, teachers_folder, overwrite=True)
    assert Teacher(teachers_folder).told["source"] == str(teachers_folder.resolve())
    assert Teacher("best").told["source"] == "inkread-62-best"


def test_accuracy_is_that_of_the_labels_whatever_the_teacher_says(digits, finished_run, tmp_path):
    from inkread.evaluation.metrics_csv import read_metrics
    from inkread.training.fit import train
    from inkread.training.recipes import find_recipe
    from inkread.training.run_folder import RunOptions

    # A rate at which nothing is learnt: what is counted while it trains is what the network reads in the end.
    recipe = find_recipe("mlp", epochs=1, batch_size=32, learning_rate=1e-12)
    options = RunOptions(tmp_path / "run", teacher=str(finished_run.folder / "bundle"))
    answers = train(recipe, digits, options).predict(digits.glyphs[..., None], verbose=0).argmax(axis=1)
    (row,) = read_metrics(tmp_path / "run" / "metrics.csv")
    assert row["accuracy"] == pytest.approx((answers == digits.labels).mean())


def test_one_who_learns_from_the_teacher_alone_never_sees_the_labels(
    digits, train_tiny, finished_run, tmp_path
):
    from inkread.training.fit import train
    from inkread.training.recipes import find_recipe
    from inkread.training.run_folder import RunOptions

    recipe = find_recipe("mlp", epochs=1, batch_size=32, teacher_share=1.0)
    mixed = dataclasses.replace(digits, labels=digits.labels[::-1].copy())
    taught = [
        train(recipe, material, RunOptions(tmp_path / name, teacher=str(finished_run.folder / "bundle")))
        for name, material in (("right", digits), ("mixed", mixed))
    ]
    assert same(*map(weights_of, taught))
    alone = train(recipe, digits, RunOptions(tmp_path / "alone"))
    assert not same(weights_of(taught[0]), weights_of(alone))


@pytest.fixture
def teachers_folder(finished_run, tmp_path):
    """A copy of the teacher, to be changed and moved."""
    return Path(shutil.copytree(finished_run.folder / "bundle", tmp_path / "teacher"))


@pytest.fixture
def cut(train_tiny, teachers_folder, tmp_path):
    """The folder of a taught run of two epochs that was broken off, and how to go on with it."""
    two = {"changes": {"epochs": 2}, "save_every": 2}
    with pytest.raises(InterruptedError):
        train_tiny("mlp", tmp_path / "cut", teacher=str(teachers_folder), watch=_interrupt, **two)
    return tmp_path / "cut", lambda **more: train_tiny("mlp", tmp_path / "cut", resume=True, **two, **more)


def test_a_taught_run_says_so_and_ends_at_the_same_weights(cut, train_tiny, digits, finished_run, tmp_path):
    from inkread.training.finish import finish

    folder, go_on = cut
    source = str(finished_run.folder / "bundle")
    _, whole = train_tiny("mlp", tmp_path / "whole", teacher=source, changes={"epochs": 2}, save_every=2)
    recipe, resumed = go_on()
    assert same(weights_of(resumed), weights_of(whole))
    bundle = finish(resumed, recipe, digits, folder, seed=0, name="pupil")
    assert bundle.training.recipe == "mlp, taught by tiny-run"
    told = json.loads((folder / "config.json").read_text("utf-8"))["teacher"]
    assert told["sha256"] == finished_run.bundle.model_file.sha256


def test_a_teacher_calibrated_anew_is_another_one(cut, teachers_folder):
    calibrated = dataclasses.replace(Bundle.open(teachers_folder), temperature=3.0)
    write_bundle(calibrated, teachers_folder, overwrite=True)
    with pytest.raises(TrainingError, match=r"expected the teacher that .* calibrated anew; name that one"):
        cut[1]()


def test_a_teacher_that_was_moved_is_named_anew(cut, teachers_folder, tmp_path):
    teachers_folder.rename(tmp_path / "moved")
    with pytest.raises(
        TrainingError, match=r"expected the teacher tiny-run .* say where it is now with --tea"
    ):
        cut[1]()
    cut[1](teacher=str(tmp_path / "moved"))


def test_a_run_without_a_teacher_gets_none_later(train_tiny, finished_run):
    with pytest.raises(TrainingError, match="expected a run with a teacher, got one without"):
        train_tiny("compact", finished_run.folder, resume=True, teacher="best")


def _interrupt(position, _num_steps):
    if position.steps_done == 3:
        raise InterruptedError
