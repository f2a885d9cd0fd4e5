"""The contract on real images: the frame holds, ink comes out bright, and hardly anything is blank."""

import numpy as np
import pytest

from inkread.datasets.sources import open_samples
from inkread.evaluation.framing import framing_auc
from inkread.preprocess.contract import preprocess, preprocess_many

pytestmark = pytest.mark.real_data

PER_CLASS = 300  # of each digit and source


def some(samples, num, *, seed=0):
    """Return `num` samples chosen at random."""
    return samples.take(np.sort(np.random.default_rng(seed).permutation(len(samples))[:num]))


def of_each_digit(samples):
    """Return `PER_CLASS` samples of each digit, chosen at random."""
    rng = np.random.default_rng(0)
    rows = [rng.permutation(np.flatnonzero(samples.labels == digit))[:PER_CLASS] for digit in range(10)]
    return samples.take(np.concatenate(rows))


def centres(glyphs):
    """Return the centres of mass, axes (n, 2)."""
    weight, at = glyphs.astype(float), np.arange(28) + 0.5
    total = weight.sum(axis=(1, 2))
    return np.stack([weight.sum(axis=2) @ at / total, weight.sum(axis=1) @ at / total], axis=1)


def test_mnist_digits_are_20_px_long_and_centred(real_data):
    glyphs = preprocess_many(some(open_samples(str(real_data / "mnist"), split="test"), 1000).images)
    sides = np.maximum(glyphs.any(axis=1).sum(axis=1), glyphs.any(axis=2).sum(axis=1))
    centred = np.abs(centres(glyphs) - 14).max(axis=1) <= 0.5
    assert (sides >= 18).all()
    assert centred.mean() >= 0.999


@pytest.mark.parametrize(
    ("name", "most_blank"), [("drawn62-dev", 0), ("photos62-dev", 1), ("upper26-dev", 1)]
)
def test_people_s_own_images_keep_their_polarity_and_their_ink(real_data, name, most_blank):
    samples = some(open_samples(str(real_data / "own-images" / f"{name}.zip")), 600)
    trails = [preprocess(image).trail for image in samples.images]
    polarities = [trail.steps[0].numbers["ink_is_bright"] for trail in trails]
    assert not any(polarities), "all of these are dark ink on light paper"
    assert sum(trail.blank for trail in trails) <= most_blank


def test_mnist_and_emnist_are_not_told_by_their_frame_after_the_contract(real_data):
    mnist = of_each_digit(open_samples(str(real_data / "mnist"), split="test"))
    emnist = of_each_digit(open_samples(str(real_data / "emnist"), split="test"))
    glyphs = preprocess_many(mnist.images), preprocess_many(emnist.images)
    assert framing_auc(*glyphs, mnist.labels, emnist.labels, seed=0).passed
