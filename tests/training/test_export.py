"""Export: a bundle answers as Keras does, and a model of another form is refused in words."""

import numpy as np
import pytest

from inkread.bundle import Bundle, Training
from inkread.charset import Charset
from inkread.errors import TrainingError
from inkread.training.recipes import RECIPES, Network, SpinalVgg, WaveMixLite

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

TRAINING = Training("unknown", "test", (), 0, {"numpy": "2"}, "2026-01-31T12:00:00+00:00")
DIGITS = Charset.parse("digits")
ALIKE = ("quick", "tiny-6000", "thorough")  # of the same kinds of layers as others
NETWORKS = {
    **{
        name: recipe.network
        for name, recipe in RECIPES.items()
        if isinstance(recipe.network, Network) and name not in ALIKE
    },
    "spinal VGG": SpinalVgg(width=8, spine=16),  # as the recipes have them they take half a minute
    "WaveMix": WaveMixLite(channels=16, blocks=2),
}


@pytest.fixture
def export(tmp_path):
    """Exports a model as a bundle `made` of the digits."""
    from inkread.training.export import BundleFacts, export_bundle

    def call(model, **options):
        facts = BundleFacts("made", DIGITS, 1.0, TRAINING)
        return export_bundle(model, facts, tmp_path / "made", **options)

    return call


def softmax(logits):
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("network", NETWORKS.values(), ids=list(NETWORKS))
def test_a_bundle_gives_keras_probabilities_at_any_batch(network, export, stir, noise, tmp_path):
    import keras

    from inkread.recognition.session import Session
    from inkread.training.architectures import build

    keras.utils.set_random_seed(0)
    model = stir(build(network, 10))
    export(model)
    session = Session(Bundle.open(tmp_path / "made"))
    for size in (1, 7):
        expected = softmax(np.asarray(model(noise(size)[..., None], training=False), np.float64))
        found = softmax(session.logits(noise(size)).astype(np.float64))
        assert np.abs(found - expected).max() <= 1e-5
        assert expected.max() > 0.15  # not the flat answer of an untrained network


def test_a_bundle_that_differs_from_keras_is_not_written(export, tmp_path, monkeypatch, small_network):
    from inkread.training import export as module

    changed = small_network(units=10, seed=1)
    graph = module.to_onnx(changed) if changed(np.zeros((1, 28, 28, 1), np.uint8)) is not None else b""
    monkeypatch.setattr(module, "to_onnx", lambda _model: graph)
    with pytest.raises(TrainingError, match=r"made: expected probabilities within 1e-05 of Keras'"):
        export(small_network(units=10, seed=2))
    assert not (tmp_path / "made").exists()


def model_of(shape, *, dtype="uint8", units=10, activation=None):
    import keras

    inputs = keras.Input(shape, dtype=dtype)
    flat = keras.layers.Flatten()(keras.layers.Rescaling(1 / 255)(inputs))
    return keras.Model(inputs, keras.layers.Dense(units, activation=activation)(flat))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"shape": (28, 28)}, r"takes \(n, 28, 28, 1\), got \(n, 28, 28\); train it on such images"),
        ({"shape": (32, 32, 1)}, r"takes \(n, 28, 28, 1\), got \(n, 32, 32, 1\)"),
        ({"shape": (28, 28, 1), "units": 9}, r"gives 10 logits, one a grapheme, got \(n, 9\)"),
        ({"shape": (28, 28, 1), "dtype": "float32"}, "takes uint8, 0 to 255, got float32"),
        ({"shape": (28, 28, 1), "activation": "softmax"}, "gives logits, got probabilities"),
    ],
)
def test_a_model_of_another_form_is_refused_in_words(form, said, export):
    with pytest.raises(TrainingError, match=said):
        export(model_of(**form))


def test_a_model_without_a_fixed_shape_is_refused_in_words(export):
    import keras

    with pytest.raises(TrainingError, match="got no fixed shape"):
        export(keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)]))


def test_a_model_of_two_inputs_is_refused_in_words(export):
    import keras

    pair = [keras.Input((28, 28, 1), dtype="uint8") for _ in range(2)]
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(one) for one in pair])
    scaled = keras.layers.Rescaling(1 / 255)(joined)
    with pytest.raises(TrainingError, match=r"got \(n, 28, 28, 1\) and \(n, 28, 28, 1\)"):
        export(keras.Model(pair, keras.layers.Dense(10)(scaled)))
