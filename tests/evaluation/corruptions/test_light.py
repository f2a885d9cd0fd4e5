"""Light and tone: brighter, in fog, and half negative."""

import numpy as np
import pytest

from inkread.evaluation.corruptions import corrupt
from inkread.evaluation.corruptions.plasma import plasma


def test_brightness_adds_half_of_white(digits):
    spoilt = corrupt(digits, "brightness", seed=0)
    assert spoilt[0, 0, 0] in (127, 128)
    assert (spoilt[digits >= 128] == 255).all()


def test_only_the_outer_quarters_are_turned_to_their_negative(digits):
    spoilt = corrupt(digits, "stripe", seed=0)
    assert np.array_equal(spoilt[:, :, 7:21], digits[:, :, 7:21])
    assert np.array_equal(spoilt[:, :, :7], 255 - digits[:, :, :7])
    assert np.array_equal(spoilt[:, :, 21:], 255 - digits[:, :, 21:])


def test_ink_stands_a_quarter_of_white_above_the_fog(digits):
    nothing = np.zeros_like(digits)
    nothing[:, 0, 0] = 255  # so that its fog is as bright
    clouded, fog = (corrupt(images, "fog", seed=0).astype(int) for images in (digits, nothing))
    assert (clouded - fog)[digits == 255].mean() == pytest.approx(255 / 4, abs=1)
    assert (clouded == fog)[:, 1:][digits[:, 1:] == 0].all()


def test_a_black_image_has_no_light_to_make_fog_of():
    assert not corrupt(np.zeros((1, 28, 28), np.uint8), "fog", seed=0).any()


def test_clouds_lie_between_0_and_1_and_are_smooth():
    clouds = plasma(70, 1.4, np.random.default_rng(0))
    assert clouds.shape == (70, 28, 28)
    assert 0.0 <= clouds.min() < clouds.max() <= 1.0
    assert np.abs(np.diff(clouds, axis=2)).mean() < 0.3 * clouds.std()


def test_clouds_are_rougher_where_swings_fall_off_less():
    rough, smooth = (plasma(70, decay, np.random.default_rng(0)) for decay in (1.2, 2.0))
    assert np.abs(np.diff(rough)).mean() > 2 * np.abs(np.diff(smooth)).mean()
