"""Mean and spread of a class are those of its images."""

import numpy as np

from inkread.datasets.explore import portraits as module
from inkread.datasets.explore.portraits import portraits


def test_mean_and_spread_are_numpys(monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 7)
    rng = np.random.default_rng(0)
    images, labels = rng.integers(0, 256, (40, 5, 6), np.uint8), rng.integers(0, 2, 40)
    made = portraits(images, labels, 2)
    for label in range(2):
        own = images[labels == label].astype(np.float64)
        np.testing.assert_allclose(made.mean[label], own.mean(axis=0), atol=0.51)
        np.testing.assert_allclose(made.spread[label], 2 * own.std(axis=0), atol=0.51)


def test_a_class_without_images_is_black():
    made = portraits(np.full((2, 3, 3), 9, np.uint8), np.array([1, 1]), 3)
    assert made.mean[:, 0, 0].tolist() == [0, 9, 0]
    assert not made.spread.any()


def test_the_widest_spread_fills_the_range():
    made = portraits(np.array([[[0]], [[255]]], np.uint8), np.array([0, 0]), 1)
    assert made.spread.item() == 255
