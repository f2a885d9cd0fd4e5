"""A bundle calibrated anew keeps the scores that still hold, and loses the others."""

from dataclasses import replace

import numpy as np
import pytest

from inkread.bundle import Score
from inkread.datasets.samples import Samples
from inkread.evaluation.calibrate import Calibration, calibrate

METRICS = ("accuracy", "expected_calibration_error", "set_size_99", "kept", "refused")


def score(metric):
    """Return a score of this metric."""
    return Score("a set", "byclass", metric, 0.5, None, 10, (0,), "inkread evaluate")


@pytest.fixture
def again(calibrated_bundle, drawing):
    """Calibrates the calibrated bundle again on the strokes' drawings, and says which scores are left."""

    def call(pens, **wish):
        graphemes = calibrated_bundle.charset.graphemes
        images = np.stack([drawing(one, pen=pen) for one in graphemes for pen in pens])
        labels = np.repeat(np.arange(len(graphemes)), len(pens))
        samples = Samples("drawn", images, labels, calibrated_bundle.charset)

        def once(bundle):
            made = Calibration(command="pytest", num_garbage=4, num_pages=20, **wish)
            return calibrate(bundle, [samples], [], made, progress=lambda *_: None)

        first = replace(once(calibrated_bundle), scores=tuple(map(score, METRICS)))
        return [left.metric for left in once(first).scores], first, once

    return call


def test_where_nothing_but_the_gate_is_new_all_other_scores_stay(again):
    left, _, _ = again(range(5, 15), with_gate=False)
    assert left == ["accuracy", "expected_calibration_error", "set_size_99"]


def test_where_sets_and_temperatures_are_new_their_scores_go_too(again):
    _, first, once = again(range(5, 15), with_gate=False)
    other = replace(first, temperature=2 * first.temperature)
    assert [left.metric for left in once(other).scores] == ["accuracy"]
