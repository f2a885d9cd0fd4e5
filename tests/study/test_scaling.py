"""The scaling experiment changes the scale of the pixels and nothing else."""

import numpy as np
import pytest

from inkread.datasets.sources import open_samples
from inkread.errors import ConfigError
from inkread.evaluation.scaling_result import SCALES


@pytest.fixture(scope="module")
def experiment():
    """Runs the experiment, very short, on some of the bundled digits."""
    from inkread.study.scaling import ScalingOptions, scaling_experiment

    samples = open_samples("digits")

    def run(**changes):
        options = ScalingOptions(
            **({"epochs": 2, "most_images": 300, "seeds": (0,), "optimisers": ("sgd",)} | changes)
        )
        return scaling_experiment(samples, options)

    return run


@pytest.mark.train
def test_every_scale_is_trained_alike_and_again_gives_the_same(experiment):
    first, second = experiment(), experiment()
    assert first == second
    assert [(run.scale, run.optimiser, run.seed) for run in first.runs] == [
        (scale, "sgd", 0) for scale in SCALES
    ]
    assert all(len(run.accuracy) == 2 for run in first.runs)
    assert first.num_training + first.num_validation == pytest.approx(300, abs=10)


@pytest.mark.train
def test_plain_gradient_descent_learns_from_standardised_pixels_and_not_from_raw_ones(experiment):
    found = experiment(epochs=4)
    assert found.final("standardised", "sgd")[0] > found.final("raw", "sgd")[0] + 0.2


@pytest.mark.train
def test_the_first_weights_are_those_of_the_seed():
    from inkread.study.scaling import _network

    same = [_network(scale, 10, 0).get_weights() for scale in ((1.0, 0.0), (1 / 255, 0.0))]
    assert all(np.array_equal(a, b) for a, b in zip(*same, strict=True))
    assert not np.array_equal(same[0][0], _network((1.0, 0.0), 10, 1).get_weights()[0])


def test_too_few_images_are_refused():
    from inkread.study.scaling import scaling_experiment

    few = open_samples("digits").take(np.arange(5))
    with pytest.raises(ConfigError, match="expected at least 20 images"):
        scaling_experiment(few)
