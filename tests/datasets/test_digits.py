"""The embedded set works without a download."""

import numpy as np

from inkread.datasets.digits import read_digits


def test_the_embedded_digits_are_white_on_black_and_upright():
    samples = read_digits()
    assert samples.images.shape == (1797, 8, 8)
    assert (samples.images.dtype, samples.images.min(), samples.images.max()) == (np.uint8, 0, 255)
    assert np.bincount(samples.labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    mean_7 = samples.images[samples.labels == 7].mean(axis=0)
    assert mean_7[0].sum() > 2 * mean_7[:, 0].sum()
