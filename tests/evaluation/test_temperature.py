"""The temperature that was put in comes out again."""

import numpy as np
import pytest

from inkread.errors import ConfigError
from inkread.evaluation.metrics import expected_calibration_error
from inkread.evaluation.temperature import LEAST, fit_temperature


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def calibrated(num: int = 20_000, num_classes: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Return logits and labels drawn from their softmax, so that the true temperature is 1."""
    rng = np.random.default_rng(7)
    logits = rng.normal(size=(num, num_classes)) * 2
    steps = softmax(logits).cumsum(axis=1)
    labels = (rng.random((num, 1)) > steps).sum(axis=1)
    return logits, labels


@pytest.mark.parametrize("factor", [0.4, 1.0, 3.0])
def test_logits_scaled_by_a_factor_have_it_as_temperature(factor: float):
    logits, labels = calibrated()
    assert fit_temperature(logits * factor, labels) == pytest.approx(factor, rel=0.03)


def test_scaling_logits_scales_the_temperature_exactly():
    logits, labels = calibrated(num=2_000)
    once = fit_temperature(logits, labels)
    assert fit_temperature(logits * 2.5, labels) == pytest.approx(2.5 * once, rel=1e-5)


def test_the_fitted_temperature_calibrates():
    logits, labels = calibrated()
    sure = logits * 3
    fitted = softmax(sure / fit_temperature(sure, labels))
    before = expected_calibration_error(softmax(sure), labels)
    assert before > 0.15
    assert expected_calibration_error(fitted, labels) < 0.02


def test_a_sample_of_weight_three_counts_as_three():
    logits, labels = calibrated(num=300)
    weights = np.where(labels == 0, 3, 1)
    repeated = np.repeat(np.arange(len(labels)), weights)
    expected = fit_temperature(logits[repeated], labels[repeated])
    assert fit_temperature(logits, labels, weights=weights) == pytest.approx(expected, rel=1e-4)
    assert fit_temperature(logits, labels) != pytest.approx(expected, rel=1e-3)


def test_the_fit_is_the_same_every_time():
    logits, labels = calibrated(num=500)
    assert fit_temperature(logits, labels) == fit_temperature(logits, labels)


def test_logits_that_are_all_right_have_a_low_temperature_within_the_bounds():
    logits = np.eye(4, dtype=np.float32) * 5
    assert LEAST <= fit_temperature(logits, np.arange(4)) < 0.2


def test_samples_without_labels_are_refused():
    with pytest.raises(ConfigError, match="expected logits and labels of the same samples, got 3 and 0"):
        fit_temperature(np.zeros((3, 2)), np.zeros(0, np.int64))
