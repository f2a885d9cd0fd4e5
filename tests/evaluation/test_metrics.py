"""Figures of tables small enough to work out by hand, and against scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, log_loss, recall_score, top_k_accuracy_score

from inkread.charset import Charset
from inkread.evaluation.metrics import (
    accuracy,
    confusion_matrix,
    confusion_pairs,
    expected_calibration_error,
    hits,
    macro_recall,
    negative_log_likelihood,
    predictions,
    recalls,
    top_k_accuracy,
)

ABC = Charset(("A", "B", "C"))
TABLE = np.array([[0.7, 0.2, 0.1], [0.5, 0.4, 0.1], [0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])
LABELS = np.array([0, 1, 0, 2])


def table(seed: int, num: int = 200, num_classes: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Return random probabilities and labels that lean towards them."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(num, num_classes)) * 2
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(num_classes, p=row) for row in probabilities])
    return probabilities, labels


def test_accuracy_counts_the_most_probable_label():
    assert accuracy(TABLE, LABELS) == 0.5


def test_top_two_also_counts_the_runner_up():
    assert top_k_accuracy(TABLE, LABELS, k=2) == 0.75


def test_of_equal_probabilities_the_lower_label_wins():
    tied = np.array([[0.5, 0.5]])
    assert hits(tied, np.array([0])).tolist() == [True]
    assert hits(tied, np.array([1])).tolist() == [False]


def test_an_unanswered_image_is_wrong_at_every_k():
    blank = np.zeros((1, 3))
    assert top_k_accuracy(blank, np.array([0]), k=3) == 0.0
    assert predictions(blank).tolist() == [-1]


def test_recall_of_a_class_without_samples_is_unknown():
    np.testing.assert_array_equal(recalls(TABLE[:3], LABELS[:3]), [0.5, 0.0, np.nan])


def test_macro_recall_weighs_each_present_class_the_same():
    assert macro_recall(TABLE, LABELS) == pytest.approx((0.5 + 0.0 + 1.0) / 3)


def test_confusion_matrix_has_rows_of_true_labels():
    assert confusion_matrix(TABLE, LABELS).tolist() == [[1, 0, 1], [1, 0, 0], [0, 0, 1]]


def test_confusion_matrix_leaves_unanswered_images_out():
    assert confusion_matrix(np.zeros((2, 3)), np.array([0, 1])).sum() == 0


def test_confusion_pairs_name_what_was_written_and_what_was_read():
    labels = np.array([1, 1, 1, 0])
    found = confusion_pairs(TABLE[[0, 1, 2, 2]], labels, ABC)
    assert [(pair.true, pair.read, pair.count) for pair in found] == [
        ("B", "A", 2),
        ("A", "C", 1),
        ("B", "C", 1),
    ]
    assert found[0].share == pytest.approx(2 / 3)
    assert found[0].share_of_errors == pytest.approx(2 / 4)


def test_calibration_error_by_hand():
    # Confidence .8 twice, right once: gap .3 on 2 of 4; confidence .6 twice, right twice: gap .4 on 2 of 4.
    confident = np.array([[0.8, 0.2], [0.8, 0.2], [0.6, 0.4], [0.6, 0.4]])
    assert expected_calibration_error(confident, np.array([0, 1, 0, 0])) == pytest.approx(0.35)


def test_calibration_error_lets_errors_cancel_only_within_a_bin():
    confident = np.array([[0.99, 0.01], [0.51, 0.49]])
    labels = np.array([0, 0])
    assert expected_calibration_error(confident, labels, num_bins=1) == pytest.approx(0.25)
    assert expected_calibration_error(confident, np.array([1, 0])) == pytest.approx((0.99 + 0.49) / 2)


def test_bins_are_closed_above():
    # 0.5 belongs to the bin up to 0.5, so it cannot cancel against 0.51.
    confident = np.array([[0.5, 0.5, 0.0], [0.49, 0.51, 0.0]])
    assert expected_calibration_error(confident, np.array([0, 0]), num_bins=2) == pytest.approx(
        (0.5 + 0.51) / 2
    )


def test_certain_and_right_is_perfectly_calibrated():
    assert expected_calibration_error(np.eye(3), np.arange(3)) == 0.0


def test_negative_log_likelihood_stays_finite_after_a_sure_error():
    assert negative_log_likelihood(np.array([[1.0, 0.0]]), np.array([1])) == pytest.approx(36.04, abs=0.01)


@given(st.integers(0, 10_000))
def test_figures_are_those_of_scikit_learn(seed: int):
    probabilities, labels = table(seed)
    classes = np.arange(5)
    assert accuracy(probabilities, labels) == pytest.approx(
        accuracy_score(labels, probabilities.argmax(axis=1))
    )
    assert top_k_accuracy(probabilities, labels, k=3) == pytest.approx(
        top_k_accuracy_score(labels, probabilities, k=3, labels=classes)
    )
    assert negative_log_likelihood(probabilities, labels) == pytest.approx(
        log_loss(labels, probabilities, labels=classes)
    )
    present = np.unique(labels)
    np.testing.assert_allclose(
        recalls(probabilities, labels)[present],
        recall_score(labels, probabilities.argmax(axis=1), average=None, labels=present),
    )
