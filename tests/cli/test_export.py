"""`inkread export`: Keras files from elsewhere become bundles that read without Keras."""

import json
from dataclasses import replace

import numpy as np
import pytest

from inkread.bundle import Bundle, write_bundle
from inkread.recognition.session import Session

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture
def foreign():
    """Makes a Keras model as someone else would, and saves it; by default one that a bundle can carry."""
    import keras

    def make(path, *, activation=None):
        model = keras.Sequential(
            [
                keras.Input((28, 28, 1), dtype="uint8"),
                keras.layers.Rescaling(1 / 255),
                keras.layers.Flatten(),
                keras.layers.Dense(10, activation=activation),
            ]
        )
        model.save(path)
        return path

    return make


@pytest.mark.filterwarnings("ignore:.*HDF5 file")
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_a_keras_file_becomes_a_bundle(suffix, foreign, inkread, tmp_path):
    path = foreign(tmp_path / f"old{suffix}")
    result = inkread("export", path, "-o", tmp_path / "mine", "--charset", "digits", "--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["name"] == "mine"
    bundle = Bundle.open(tmp_path / "mine")
    assert bundle.charset.graphemes == tuple("0123456789")
    assert bundle.training.recipe.startswith(f"old{suffix} ")


def test_several_files_become_one_bundle(foreign, inkread, tmp_path):
    paths = [foreign(tmp_path / f"{name}.keras") for name in ("one", "two")]
    for path in paths:
        assert inkread("export", path, "-o", tmp_path / path.stem, "--charset", "digits").code == 0
    assert inkread("export", *paths, "-o", tmp_path / "both", "--charset", "digits").code == 0
    glyphs = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)
    one, two, both = (Session(Bundle.open(tmp_path / name)).logits(glyphs) for name in ("one", "two", "both"))
    np.testing.assert_allclose(both, (one + two) / 2, atol=1e-4)
    assert Bundle.open(tmp_path / "both").training.recipe.count(".keras") == 2


def test_files_of_runs_bring_recipe_data_and_seeds(foreign, inkread, tmp_path):
    paths = []
    for seed in (3, 4):
        (tmp_path / f"run-{seed}").mkdir()
        path = foreign(tmp_path / f"run-{seed}" / "model.keras")
        assert inkread("export", path, "-o", path.parent / "bundle", "--charset", "digits").code == 0
        bundle = Bundle.open(path.parent / "bundle")
        origin = replace(bundle.training, data="digits", recipe="nimble", seeds=(seed,), epochs=seed)
        write_bundle(replace(bundle, training=origin), path.parent / "bundle", overwrite=True)
        (path.parent / "config.json").write_text("{}")
        paths.append(path)
    assert inkread("export", *paths, "-o", tmp_path / "both", "--charset", "digits").code == 0
    training = Bundle.open(tmp_path / "both").training
    assert (training.data, training.recipe) == ("digits", "nimble")
    assert (training.seeds, training.epochs) == ((3, 4), 4)


def test_a_file_beside_someone_else_s_bundle_says_nothing_of_it(foreign, inkread, tmp_path):
    path = foreign(tmp_path / "other.keras")
    assert inkread("export", path, "-o", tmp_path / "bundle", "--charset", "digits").code == 0
    assert inkread("export", path, "-o", tmp_path / "mine", "--charset", "digits").code == 0
    assert Bundle.open(tmp_path / "mine").training.recipe.startswith("other.keras ")


def test_an_output_in_use_is_kept_without_overwrite(foreign, inkread, tmp_path):
    path = foreign(tmp_path / "old.keras")
    assert inkread("export", path, "-o", tmp_path / "mine.zip", "--charset", "digits").code == 0
    before = (tmp_path / "mine.zip").read_bytes()
    again = inkread("export", path, "-o", tmp_path / "mine.zip", "--charset", "digits")
    assert again.code == 1
    assert "mine.zip: expected a new place, got one in use" in again.err
    assert (tmp_path / "mine.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("activation", "charset", "said"),
    [
        (None, "byclass", "expected a model that gives 62 logits, one a grapheme, got (n, 10)"),
        ("softmax", "digits", "expected a model that gives logits, got probabilities"),
    ],
)
def test_a_model_that_does_not_fit_is_one_line(activation, charset, said, foreign, inkread, tmp_path):
    path = foreign(tmp_path / "old.keras", activation=activation)
    result = inkread("export", path, "-o", tmp_path / "mine", "--charset", charset)
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert said in result.err
    assert not (tmp_path / "mine").exists()


def test_a_model_that_takes_fractions_exports_once_wrapped_as_the_documentation_says(inkread, tmp_path):
    import keras

    old = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
    inputs = keras.Input((28, 28, 1), dtype="uint8")
    keras.Model(inputs, old(keras.layers.Rescaling(1 / 255)(inputs))).save(tmp_path / "model.keras")
    arguments = ("export", tmp_path / "model.keras", "-o", tmp_path / "mine", "--charset", "digits")
    assert inkread(*arguments).code == 0
    assert len(Bundle.open(tmp_path / "mine").charset) == 10
