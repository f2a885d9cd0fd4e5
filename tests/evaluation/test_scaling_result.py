"""The verdict on scaling follows the figures and their spread."""

import json
import math

from inkread.evaluation.scaling_result import SCALES, ScalingResult, ScalingRun, verdict


def result(raw, scaled, standardised, *, loss=0.5) -> ScalingResult:
    """Return a result of two seeds, each list their final accuracies."""
    runs = tuple(
        ScalingRun(scale, "sgd", seed, (0.1, reached), (2.0, loss))
        for scale, both in zip(SCALES, (raw, scaled, standardised), strict=True)
        for seed, reached in enumerate(both)
    )
    return ScalingResult("a network", runs, 300, 100)


def test_a_clear_gain_is_told_in_points():
    said = verdict(result([0.1, 0.12], [0.8, 0.82], [0.9, 0.92]), "sgd")
    assert said.startswith("With plain gradient descent scaling is worth 80.0 points here")
    assert "standardised 91.0 ± 1.4 % of 100 validation images" in said


def test_a_gain_within_the_spread_is_called_chance():
    assert "no difference that chance could not make" in verdict(
        result([0.9, 0.94], [0.91, 0.95], [0.92, 0.93]), "sgd"
    )


def test_raw_pixels_that_do_better_are_not_hidden():
    assert "raw pixels did better here" in verdict(result([0.95, 0.95], [0.8, 0.8], [0.8, 0.8]), "sgd")


def test_a_training_that_fell_apart_is_ready_for_json():
    told = result([0.1, 0.1], [0.8, 0.8], [0.9, 0.9], loss=math.inf).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False))["runs"][0]["validation_loss"] == [2.0, None]
    assert told["final"][2] == {
        "scale": "standardised",
        "optimiser": "sgd",
        "accuracy": 0.9,
        "deviation": 0.0,
    }
