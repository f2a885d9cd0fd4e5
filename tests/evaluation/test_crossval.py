"""The summary of made folds has the figures that can be worked out by hand."""

import json

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.evaluation.crossval import counts_of, cross_calibrated, summarise
from inkread.evaluation.fold_result import FitResult
from inkread.evaluation.metrics import expected_calibration_error
from inkread.evaluation.out_of_fold import OutOfFold

CURVES = [({"epoch": 1.0, "loss": 0.5},)] * 3


@pytest.fixture
def predictions():
    """Sixty images in three folds, read right but for every fifth, far too sure of it."""
    labels = np.arange(60) % 3
    read = np.where(np.arange(60) % 5 == 0, (labels + 1) % 3, labels)
    logits = 8 * np.eye(3, dtype=np.float32)[read]
    charset = Charset(("A", "B", "C"))
    return OutOfFold(labels, logits, np.arange(60) // 20, np.arange(60), charset, "made", "mlp", 3, 0)


@pytest.fixture
def fits():
    values = (0.75, 0.8, 0.85)
    return [FitResult(f"fold-{i + 1}", i, 40, 20, 0, value, 0.5, 40, 1.0) for i, value in enumerate(values)]


def test_the_figures_are_those_of_the_folds(predictions, fits):
    found = summarise(predictions, fits, CURVES, by_writer=False)
    assert (found.mean, found.deviation) == (pytest.approx(0.8), pytest.approx(0.05))
    assert found.pooled == pytest.approx(0.8)
    assert found.recalls == pytest.approx((0.8, 0.8, 0.8))
    assert found.macro_recall == pytest.approx(0.8)
    assert sum(confusion.count for confusion in found.confusions) == 12


def test_the_corrected_interval_is_wider_by_the_share_held_out(predictions, fits):
    found = summarise(predictions, fits, CURVES, by_writer=False)
    wide, narrow = (np.subtract(*reversed(interval)) for interval in (found.corrected, found.interval))
    assert wide / narrow == pytest.approx(((1 / 3 + 1 / 2) / (1 / 3)) ** 0.5)


def test_calibration_is_fitted_on_the_other_folds(predictions, fits):
    found = summarise(predictions, fits, CURVES, by_writer=False)
    assert found.ece == pytest.approx(0.2, abs=0.01)
    assert found.ece_calibrated < 0.01
    # T at which softmax gives the right class 0.8 and each other 0.1: 8 / ln 8.
    assert found.temperature == pytest.approx(8 / np.log(8), rel=0.01)
    table = cross_calibrated(predictions)
    assert table.sum(axis=1) == pytest.approx(1)
    assert expected_calibration_error(table, predictions.labels) == found.ece_calibrated


def test_the_confusion_matrix_has_rows_of_the_truth(predictions):
    counts = counts_of(predictions)
    assert counts.sum(axis=1).tolist() == [20, 20, 20]
    assert np.diag(counts).tolist() == [16, 16, 16]


def test_the_summary_is_json(predictions, fits):
    found = json.loads(json.dumps(summarise(predictions, fits, CURVES, by_writer=True).to_dict()))
    assert found["by_writer"] is True
    assert found["fits"][0]["name"] == "fold-1"
