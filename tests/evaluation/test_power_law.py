"""Power laws through learning curves made by known laws."""

import json

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.power_law import fit_power_law

SIZES = (500, 1000, 2000, 4000, 8000, 16000)


def measured(scale, exponent, floor=0.0, *, num=6000, seed=None):
    """Errors by the law, counted on `num` images where a seed is given."""
    true = scale * np.array(SIZES, float) ** -exponent + floor
    return true if seed is None else np.random.default_rng(seed).binomial(num, true) / num


def fit(errors, *, num=6000, towards=(32000,)):
    return fit_power_law(SIZES, errors, num, towards=towards, seed=0)


@pytest.mark.parametrize(("scale", "exponent"), [(2.0, 0.5), (0.6, 0.25), (8.0, 0.7)])
def test_a_law_without_noise_is_found_again(scale, exponent):
    law = fit(measured(scale, exponent))
    assert (law.scale, law.exponent, law.floor) == pytest.approx((scale, exponent, 0.0), rel=0.02, abs=1e-3)
    assert law.promises[0].error == pytest.approx(scale * 32000**-exponent, rel=0.02)


def test_a_floor_that_shows_is_found():
    law = fit(measured(20.0, 0.8, 0.1))
    assert law.floor == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize("law", [(2.0, 0.5, 0.0), (0.6, 0.25, 0.0), (20.0, 0.8, 0.03)])
def test_the_promise_holds_about_as_often_as_it_says(law):
    held = 0
    for seed in range(12):
        promise = fit(measured(*law, seed=seed)).promises[0]
        held += promise.low <= law[0] * 32000 ** -law[1] + law[2] <= promise.high
    assert held >= 10


def test_the_interval_widens_the_further_it_looks():
    near, far = fit(measured(2.0, 0.5, seed=1), towards=(32000, 512000)).promises
    assert (far.high - far.low) / far.error > (near.high - near.low) / near.error
    assert near.low <= near.error <= near.high


def test_fewer_validation_images_promise_less():
    wide = fit(measured(2.0, 0.5, num=300, seed=2), num=300).promises[0]
    narrow = fit(measured(2.0, 0.5, num=60000, seed=2), num=60000).promises[0]
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_luck_of_training_shows_as_scatter():
    errors = measured(2.0, 0.5)
    assert fit(errors).scatter < 0.1
    assert fit(errors * np.array([1.2, 0.8, 1.2, 0.8, 1.2, 0.8])).scatter > 2


@pytest.mark.parametrize("errors", [[0.0] * 6, [0.3] * 6, [0.1, 0.05, 0.02, 0.01, 0.0, 0.0]])
def test_flawless_and_flat_curves_are_no_trouble(errors):
    law = fit(errors)
    promise = law.promises[0]
    assert 0 <= promise.low <= promise.error <= promise.high <= 1
    assert json.loads(json.dumps(law.to_dict()))["exponent"] >= 0


def test_the_law_can_be_drawn():
    law = fit(measured(2.0, 0.5))
    assert law.errors([500, 16000]) == pytest.approx(measured(2.0, 0.5)[[0, -1]], rel=0.02)


def test_too_few_sizes_are_refused():
    with pytest.raises(DataError, match="4 sizes or more, got 3 at 3 sizes; name more --sizes"):
        fit_power_law((1, 2, 3), (0.5, 0.4, 0.3), 100, towards=(6,), seed=0)
