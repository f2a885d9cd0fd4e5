"""Out-of-fold predictions survive the disk, and what does not belong together is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.errors import DataError
from inkread.evaluation.out_of_fold import OutOfFold, load_out_of_fold


@pytest.fixture
def made():
    """Four images of three classes, the last of them predicted by nobody."""
    logits = np.array([[4, 0, 0], [0, 2, 1], [3, 1, 2], [0, 0, 0]], np.float32)
    return OutOfFold(
        labels=np.array([0, 1, 2, 0]),
        logits=logits,
        fold=np.array([0, 1, 0, -1]),
        rows=np.array([7, 3, 5, 9]),
        charset=Charset(("A", "B", "ß")),
        source="letters:train",
        recipe="mlp",
        folds=2,
        seed=4,
        digests={"data": "12ab"},
    )


def test_what_is_saved_comes_back(made, tmp_path):
    made.save(tmp_path / "oof.npz")
    found = load_out_of_fold(tmp_path / "oof.npz")
    for name in ("labels", "logits", "fold", "rows"):
        assert np.array_equal(getattr(found, name), getattr(made, name))
        assert getattr(found, name).dtype == getattr(made, name).dtype
    for name in ("charset", "source", "recipe", "folds", "seed", "digests"):
        assert getattr(found, name) == getattr(made, name)


def test_the_same_predictions_are_the_same_bytes(made, tmp_path):
    made.save(tmp_path / "one.npz")
    made.save(tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_images_that_nobody_predicted_do_not_count(made):
    assert made.accuracy() == pytest.approx(2 / 3)
    assert not made.complete
    assert made.predicted.tolist() == [True, True, True, False]
    assert made.probabilities()[3].tolist() == [0, 0, 0]


def test_a_higher_temperature_is_less_sure(made):
    sure, shy = made.probabilities(), made.probabilities(temperature=2.0)
    assert sure[:3].sum(axis=1) == pytest.approx(1)
    assert sure[0, 0] == pytest.approx(np.exp(4) / (np.exp(4) + 2))
    assert shy[0, 0] == pytest.approx(np.exp(2) / (np.exp(2) + 2))


def test_all_predicted_is_complete(made):
    assert replace(made, fold=np.array([0, 1, 0, 1])).complete


def test_nothing_predicted_has_no_accuracy(made):
    with pytest.raises(DataError, match="letters:train: expected predictions, got none"):
        replace(made, fold=np.full(4, -1)).accuracy()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": np.array([1])}, "expected 4 logits of 3 classes, folds and rows"),
        ({"logits": np.zeros((4, 2), np.float32)}, "expected 4 logits of 3 classes"),
        ({"labels": np.array([0, 1, 2, 3])}, "expected labels from 0 to 2, got 0 to 3"),
        ({"fold": np.array([0, 1, 2, 0])}, "expected folds from -1 to 1, got 0 to 2"),
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(made, changes, said):
    with pytest.raises(DataError, match=said):
        replace(made, **changes)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match=r"oof\.npz: expected out-of-fold predictions"):
        load_out_of_fold(tmp_path / "oof.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"no zip at all"])
def test_a_damaged_file_is_named(made, tmp_path, content):
    made.save(tmp_path / "oof.npz")
    (tmp_path / "oof.npz").write_bytes(content)
    with pytest.raises(DataError, match=r"oof\.npz: expected out-of-fold predictions"):
        load_out_of_fold(tmp_path / "oof.npz")


def test_arrays_of_another_run_are_found_out(made, tmp_path):
    made.save(tmp_path / "oof.npz")
    replace(made, logits=made.logits + 1).save(tmp_path / "other.npz")
    (tmp_path / "other.npz").replace(tmp_path / "oof.npz")
    with pytest.raises(DataError, match=r"oof\.json: expected the record of oof\.npz, got another's"):
        load_out_of_fold(tmp_path / "oof.npz")


@pytest.mark.parametrize("broken", [{"format": 2}, {"charset": None}, {"folds": None}])
def test_a_record_that_says_something_else_is_named(made, tmp_path, broken):
    made.save(tmp_path / "oof.npz")
    path = tmp_path / "oof.json"
    kept = {**json.loads(path.read_text("utf-8")), **broken}
    path.write_text(json.dumps({name: value for name, value in kept.items() if value is not None}))
    with pytest.raises(DataError, match=r"oof\.json: expected"):
        load_out_of_fold(tmp_path / "oof.npz")


def test_arrays_of_other_types_are_named(made, tmp_path):
    made.save(tmp_path / "oof.npz")
    arrays = {name: getattr(made, name) for name in ("labels", "logits", "fold", "rows")}
    np.savez(tmp_path / "oof.npz", **{**arrays, "labels": arrays["labels"].astype(np.int32)})
    with pytest.raises(DataError, match="expected labels of int64, got int32"):
        load_out_of_fold(tmp_path / "oof.npz")
