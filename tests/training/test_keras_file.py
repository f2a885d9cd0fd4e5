"""Keras files: written whole, opened in safe mode, and refused in one plain sentence."""

import numpy as np
import pytest

from inkread.errors import TrainingError

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_model_comes_back_with_its_weights_and_answers(suffix, small_network, noise, tmp_path):
    from inkread.training.keras_file import open_keras, save_keras

    model, path = small_network(), tmp_path / f"model{suffix}"
    save_keras(model, path)
    opened = open_keras(path)
    for found, expected in zip(opened.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(found, expected)
    glyphs = noise(4)[..., None]
    np.testing.assert_array_equal(opened(glyphs, training=False), model(glyphs, training=False))
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_model_that_carries_code_is_refused_and_its_code_not_run(suffix, tmp_path):
    import keras

    from inkread.training.keras_file import open_keras, save_keras

    inputs = keras.Input((28, 28, 1))
    twice = keras.layers.Lambda(lambda x: x * 2)(inputs)
    path = tmp_path / f"lambda{suffix}"
    save_keras(keras.Model(inputs, keras.layers.Flatten()(twice)), path)
    with pytest.raises(TrainingError) as refused:
        open_keras(path)
    assert str(refused.value) == (
        f"{path}: expected a Keras model, got one that carries code of its own;"
        " save it anew with Keras' own layers in place of Lambda"
    )


@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_damaged_file_is_refused_by_name(suffix, small_network, tmp_path):
    from inkread.training.keras_file import open_keras, save_keras

    path = tmp_path / f"model{suffix}"
    save_keras(small_network(), path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(TrainingError, match=rf"model\{suffix}: expected a Keras model, got a damaged file"):
        open_keras(path)


def test_weights_of_a_reader_of_other_characters_are_told_from_another_recipes(small_network, tmp_path):
    import keras

    from inkread.training.keras_file import load_weights, save_keras

    path = tmp_path / "five.keras"
    save_keras(small_network(units=5), path)
    with pytest.raises(
        TrainingError, match=r"reader of 3 characters, as the data has, got one of 5: .* --load"
    ):
        load_weights(small_network(units=3), path)
    inputs = keras.Input((28, 28, 1))
    other = keras.layers.Dense(5)(keras.layers.Dense(7)(keras.layers.Flatten()(inputs)))
    save_keras(keras.Model(inputs, other), path)
    with pytest.raises(TrainingError, match="give the recipe that they are of"):
        load_weights(small_network(units=3), path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("model.pkl", "expected a .keras or .h5 file, got .pkl"),
        ("model", "expected a .keras or .h5 file, got no suffix"),
        ("absent.keras", "expected a Keras model, got no such file"),
    ],
)
def test_what_is_no_keras_file_is_refused(name, said, tmp_path):
    from inkread.training.keras_file import open_keras

    with pytest.raises(TrainingError, match=said):
        open_keras(tmp_path / name)


def test_a_failed_save_leaves_the_old_file_and_nothing_else(small_network, tmp_path, monkeypatch):
    from inkread.training.keras_file import save_keras
    from inkread.training.run_folder import UNDER_WAY

    path = tmp_path / "model.keras"
    path.write_bytes(b"old")
    model = small_network()
    under_way = []

    def fail(place):
        under_way.append(place)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(model, "save", fail)
    with pytest.raises(OSError, match="No space left"):
        save_keras(model, path)
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["model.keras"]
    assert any(under_way[0].match(pattern) for pattern in UNDER_WAY)  # a killed save is cleared away
