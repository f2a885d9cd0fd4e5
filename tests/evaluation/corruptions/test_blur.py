"""Blur: ink is carried a little way and none of it is lost."""

import numpy as np
import pytest

from inkread.evaluation.corruptions import corrupt

DOT = np.zeros((200, 28, 28), np.uint8)
DOT[:, 14, 14] = 255


def spread(images):
    """Return the mean over all images as where one dot's ink went, axes (28, 28)."""
    return images.astype(np.float64).mean(axis=0)


def test_glass_carries_ink_a_few_pixels_and_no_farther():
    found = spread(corrupt(DOT, "glass blur", seed=0))
    assert found[14 - 8 : 14 + 9, 14 - 8 : 14 + 9].sum() == pytest.approx(found.sum())
    assert found.max() < 255 / 4


def test_glass_takes_each_image_another_way():
    assert len({image.tobytes() for image in corrupt(DOT, "glass blur", seed=0)}) > 20


def test_motion_smears_to_one_side_within_45_degrees(digits):
    bright = np.repeat(DOT[:1], 200, axis=0)
    rows, columns = np.nonzero(spread(corrupt(bright, "motion blur", seed=0)) > 1)
    assert columns.max() <= 14
    assert (np.abs(rows - 14) <= 14 - columns + 1).all()
    assert len(set(rows.tolist())) > 3


def test_motion_keeps_the_ink_it_smears(digits):
    spoilt = corrupt(digits, "motion blur", seed=0)
    assert spoilt.sum() == pytest.approx(digits.sum(), rel=0.1)
    assert np.count_nonzero(spoilt == 255) < np.count_nonzero(digits == 255) / 2
