"""The page of a cross-validation says each figure once, with its interval, and needs no network."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.evaluation.crossval import summarise
from inkread.evaluation.fold_result import FitResult
from inkread.evaluation.out_of_fold import OutOfFold
from inkread.evaluation.validation_processes import KChoice, KScore, Process
from inkread.reporting.crossval_page import Others, crossval_page, crossval_sections
from inkread.reporting.html import render

METRICS = ("loss", "accuracy", "validation_loss", "validation_accuracy")


@pytest.fixture(scope="module")
def predictions():
    labels = np.arange(60) % 3
    read = np.where(np.arange(60) % 5 == 0, (labels + 1) % 3, labels)
    logits = 3 * np.eye(3, dtype=np.float32)[read]
    return OutOfFold(
        labels, logits, np.arange(60) // 20, np.arange(60), Charset(("A", "B", "<")), "a<b", "mlp", 3, 0
    )


@pytest.fixture(scope="module")
def summary(predictions):
    """Three folds of 75, 80 and 85 %, of which the last stopped an epoch early."""
    fits = [FitResult(f"fold-{i + 1}", i, 40, 20, i, 0.75 + 0.05 * i, 0.5, 40, None) for i in range(3)]
    curves = [
        [{"epoch": epoch, **dict.fromkeys(METRICS, 0.5)} for epoch in range(1, 4 - (i == 2))]
        for i in range(3)
    ]
    return summarise(predictions, fits, curves, by_writer=False)


def process(title):
    return Process(title, 0.8, (0.7, 0.9), 3, 120, None, "A note.")


def test_the_page_has_figures_intervals_and_limits(summary, predictions):
    text = render(crossval_page(summary, predictions, Others(None, (process("3 folds"),))))
    for said in ("80.00 %", "75.00 %", "85.00 %", "corrected t", "Nadeau and Bengio 2003", "a&lt;b"):
        assert said in text
    assert text.count("<figure") >= 9
    assert "Which K" not in text
    assert "Other ways to validate" not in text


def test_what_was_measured_besides_has_its_sections(summary, predictions):
    scores = tuple(KScore(k, (0.79, 0.81), 40, 0.0, 0.01, 0.01, 120, 30.0) for k in (3, 5, 10))
    others = Others(
        KChoice(3, scores, 0.05, ("Because.",)), (process("3 folds"), process("bootstrap .632+, 9 draws"))
    )
    text = render(crossval_page(summary, predictions, others))
    for said in ("Best here: K = 3.", "Because.", "bootstrap .632+, 9 draws", "70.00 %", "A note."):
        assert said in text
    assert "K = 3: 80.00 %; K = 5: 80.00 %; K = 10: 80.00 %" in text  # the drawing, for who cannot see it
    assert text.count("+0.00 ± 1.00") == 2  # the largest K is no bias of itself


def test_unknown_writers_are_warned_of(summary):
    folds, _ = crossval_sections(summary)
    kinds = [getattr(block, "kind", None) for block in folds.blocks]
    assert "warning" in kinds


def test_the_predictions_add_confusions_and_calibration(summary, predictions):
    titles = [section.title for section in crossval_sections(summary, predictions)]
    assert titles == ["The folds", "Curves", "Confusions, out of fold", "Calibration"]
