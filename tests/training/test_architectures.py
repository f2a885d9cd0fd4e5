"""Networks: bytes in, logits out, and the layers that their records name."""

import numpy as np
import pytest

from inkread.training.recipes import RECIPES, Network

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

PARAMETERS = {  # for 62 classes
    "mlp": 241_854,
    "classic-16-32": 193_822,
    "classic-32-64": 382_974,
    "classic-32-64-dropout": 382_974,
    "adadelta": 1_206_590,
    "deeper": 614_430,
    "compact": 440_798,
    "nimble": 39_838,
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_network_takes_bytes_and_gives_one_logit_a_grapheme(name):
    from inkread.training.architectures import build

    model = build(RECIPES[name].network, 62)
    (taken,), (given,) = model.inputs, model.outputs
    assert (tuple(taken.shape), taken.dtype) == ((None, 28, 28, 1), "uint8")
    assert (tuple(given.shape), given.dtype) == ((None, 62), "float32")
    assert model.count_params() == PARAMETERS[name]


def test_a_network_gives_logits_not_probabilities(noise):
    from inkread.training.architectures import build

    logits = build(RECIPES["mlp"].network, 10)(noise(2)[..., None]).numpy()
    assert logits.shape == (2, 10)
    assert (logits < 0).any()


def test_layers_come_in_the_order_in_which_the_record_names_them():
    from inkread.training.architectures import build

    network = Network(
        filters=(4, 6), padding="same", norm=True, pool_after=(1,), map_dropout=0.1, units=(8, 7), dropout=0.3
    )
    assert [layer.name for layer in build(network, 3).layers] == [
        *("glyph", "scale", "conv_1", "norm_1", "relu_1", "pool_1", "map_dropout_1"),
        *("conv_2", "norm_2", "relu_2", "flatten", "dense_1", "dropout_1", "dense_2", "dropout_2", "logits"),
    ]


def test_the_keras_example_is_the_network_it_is_known_as():
    from inkread.training.architectures import build

    model = build(RECIPES["adadelta"].network, 10)
    assert model.count_params() == 1_199_882  # as Keras 2's examples/mnist_cnn.py prints
    assert [layer.rate for layer in model.layers if "dropout" in layer.name] == [0.25, 0.5]


def test_batch_normalisation_begins_at_the_first_batch_and_not_at_mean_0_and_variance_1(noise):
    import keras

    from inkread.training.architectures import build, settle_norms

    glyphs = noise(64)[..., None]
    model = build(RECIPES["nimble"].network, 10)
    model(glyphs, training=True)  # what one step does to the statistics
    settle_norms(model)
    maps = keras.Model(model.input, model.get_layer("conv_1").output)(glyphs).numpy()
    norm = model.get_layer("norm_1")
    np.testing.assert_allclose(norm.moving_mean.numpy(), maps.mean(axis=(0, 1, 2)), atol=1e-4)
    np.testing.assert_allclose(norm.moving_variance.numpy(), maps.var(axis=(0, 1, 2)), rtol=0.02, atol=1e-5)
