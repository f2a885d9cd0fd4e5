"""The wavelet layer: what it does to four pixels, that it loses nothing, and that Keras files know it."""

import numpy as np
import pytest

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def maps():
    """Maps of noise, axes (2, 6, 4, 3)."""
    return np.random.default_rng(0).normal(size=(2, 6, 4, 3)).astype(np.float32)


def test_four_pixels_become_their_mean_and_three_differences():
    from inkread.training.haar import HaarTransform

    square = np.array([[8.0, 4.0], [2.0, 6.0]], np.float32)[None, :, :, None]
    assert np.asarray(HaarTransform()(square)).ravel().tolist() == [10.0, 0.0, 2.0, 4.0]


def test_nothing_is_lost_and_lengths_are_kept(maps):
    from inkread.training.haar import HaarTransform

    bands = np.asarray(HaarTransform()(maps))
    assert bands.shape == (2, 3, 2, 12)
    assert np.square(bands).sum() == pytest.approx(np.square(maps).sum(), rel=1e-6)
    mean, columns, rows, diagonal = np.split(bands, 4, axis=-1)
    np.testing.assert_allclose((mean + columns + rows + diagonal) / 2, maps[:, 0::2, 0::2], atol=1e-6)
    np.testing.assert_allclose((mean - columns - rows + diagonal) / 2, maps[:, 1::2, 1::2], atol=1e-6)


def test_its_shape_is_known_before_it_is_called():
    import keras

    from inkread.training.haar import HaarTransform

    assert HaarTransform()(keras.Input((28, 28, 2))).shape == (None, 14, 14, 8)


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_keras_file_with_it_is_opened_again(suffix, maps, tmp_path):
    import keras

    from inkread.training.haar import HaarTransform
    from inkread.training.keras_file import open_keras, save_keras

    inputs = keras.Input((6, 4, 3))
    model = keras.Model(inputs, HaarTransform(name="haar")(inputs))
    save_keras(model, tmp_path / f"model{suffix}")
    opened = open_keras(tmp_path / f"model{suffix}")
    np.testing.assert_array_equal(np.asarray(opened(maps)), np.asarray(model(maps)))
