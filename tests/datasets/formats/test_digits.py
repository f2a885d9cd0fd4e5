"""The embedded set works without a download."""

import numpy as np
import pytest

from inkread.datasets.formats import digits
from inkread.datasets.formats.digits import read_digits
from inkread.errors import DataError


def test_the_embedded_digits_are_white_on_black_and_upright():
    samples = read_digits()
    assert samples.images.shape == (1797, 8, 8)
    assert (samples.images.dtype, samples.images.min(), samples.images.max()) == (np.uint8, 0, 255)
    assert np.bincount(samples.labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    mean_7 = samples.images[samples.labels == 7].mean(axis=0)
    assert mean_7[0].sum() > 2 * mean_7[:, 0].sum()


def test_they_are_those_that_scikit_learn_loads():
    from sklearn.datasets import load_digits

    theirs, ours = load_digits(), read_digits()
    np.testing.assert_array_equal(np.rint(theirs.images * 255 / 16), ours.images)
    np.testing.assert_array_equal(theirs.target, ours.labels)


@pytest.mark.parametrize("gone", ["package", "file"])
def test_without_scikit_learn_the_extra_is_named(monkeypatch, gone, tmp_path):
    if gone == "package":
        monkeypatch.setattr(digits, "find_spec", lambda _name: None)
    else:
        monkeypatch.setattr(digits, "BUNDLED", tmp_path / "none.csv.gz")
    with pytest.raises(DataError, match=r"pip install 'inkread\[train\]'"):
        read_digits()
