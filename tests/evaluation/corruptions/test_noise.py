"""Noise as the paper's severities say."""

import math

import numpy as np
import pytest

from inkread.evaluation.corruptions import corrupt

GREY = np.full((40, 28, 28), 128, np.uint8)


def test_shot_noise_leaves_black_alone_and_counts_thirds_of_white():
    black = np.zeros((2, 28, 28), np.uint8)
    assert not corrupt(black, "shot noise", seed=0).any()
    spoilt = corrupt(GREY, "shot noise", seed=0)
    assert set(np.unique(spoilt)) <= {0, 85, 170, 255}
    assert (spoilt == 0).mean() == pytest.approx(math.exp(-3 * 128 / 255), abs=0.01)  # Poisson: none came


def test_impulses_turn_a_sixth_of_the_pixels_half_of_them_white():
    spoilt = corrupt(GREY, "impulse noise", seed=0)
    assert set(np.unique(spoilt)) == {0, 128, 255}
    assert (spoilt != 128).mean() == pytest.approx(0.17, abs=0.01)
    assert (spoilt == 255).mean() == pytest.approx(0.085, abs=0.01)
