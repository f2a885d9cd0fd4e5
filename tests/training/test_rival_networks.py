"""The rivals' networks: as many weights as their authors', layer by layer."""

import math

import pytest

from inkread.training.recipes import RECIPES, SpinalVgg, WaveMixLite

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


def trainable(model):
    return sum(math.prod(weight.shape) for weight in model.trainable_weights)


def weights_of(model):
    """Return the trained weights of each layer that has any."""
    counts = {
        layer.name: sum(math.prod(weight.shape) for weight in layer.trainable_weights)
        for layer in model.layers
    }
    return {name: count for name, count in counts.items() if count}


def test_vgg_5_with_spinal_layers_is_its_authors_network():
    from inkread.training.architectures import build

    model = build(RECIPES["vgg-5-spinal"].network, 10)
    widths = (1, 64, 64, 128, 128, 256, 256, 256, 256, 256, 256)
    expected = {}
    for place in range(1, 11):
        taken, given = widths[place - 1], widths[place]
        expected |= {f"conv_{place}": 9 * taken * given + given, f"norm_{place}": 2 * given}
    for place in range(1, 5):
        taken = 128 if place == 1 else 256  # half of the vector, and the layer before
        expected |= {f"spinal_{place}": taken * 128 + 128, f"spinal_norm_{place}": 256}
    assert weights_of(model) == expected | {"logits": 512 * 10 + 10}
    assert trainable(model) == 3_629_770


def test_its_maps_end_as_one_number_each_and_its_halves_are_taken_in_turn():
    from inkread.training.architectures import build

    model = build(SpinalVgg(width=8, spine=16), 10)
    assert model.get_layer("pool_4").output.shape == (None, 1, 1, 32)
    halves = {"first_half": [], "second_half": []}
    for place in (2, 3, 4):
        taken, before = model.get_layer(f"spinal_input_{place}").input
        assert before is model.get_layer(f"spinal_relu_{place - 1}").output
        for name, places in halves.items():
            places += [place] if taken is model.get_layer(name).output else []
    assert halves == {"first_half": [3], "second_half": [2, 4]}


@pytest.mark.parametrize(
    ("network", "num_classes", "millions"),
    [(WaveMixLite(), 26, 4.14), (WaveMixLite(channels=128, blocks=7), 47, 2.41)],
    ids=["112/16", "128/7"],
)
def test_wavemix_lite_is_its_authors_network(network, num_classes, millions):
    from inkread.training.architectures import build

    wide, doubled, quarter = network.channels, 2 * network.channels, network.channels // 4
    block = (
        (wide * quarter + quarter)
        + (wide * doubled + doubled)
        + (doubled * wide + wide)
        + (16 * wide * wide + wide)
        + 2 * wide
    )
    stem = 9 * (wide // 2) + wide // 2 + 9 * (wide // 2) * wide + wide
    model = build(network, num_classes)
    assert trainable(model) == stem + network.blocks * block + wide * num_classes + num_classes
    assert trainable(model) / 1e6 == pytest.approx(millions, abs=0.005)
    assert {layer.output.shape for layer in model.layers if layer.name.startswith("block")} == {
        (None, 28, 28, wide)
    }


@pytest.mark.parametrize(
    ("name", "most"), [("tiny-2500", 2_500), ("tiny-6000", 6_000), ("thorough", 500_000)]
)
def test_a_recipe_keeps_to_the_weights_that_it_promises(name, most):
    from inkread.training.architectures import build

    assert 0.8 * most < trainable(build(RECIPES[name].network, 10)) <= most


def test_gelu_is_keras_s_own():
    import keras
    import numpy as np

    from inkread.training.wave_mix import gelu

    values = np.linspace(-6.0, 6.0, 101, dtype=np.float32)
    expected = np.asarray(keras.activations.gelu(values, approximate=False))
    np.testing.assert_allclose(np.asarray(gelu(values)), expected, atol=1e-6)
