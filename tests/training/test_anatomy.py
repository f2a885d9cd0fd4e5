"""Anatomy: shapes, weights, sight and cost of each layer, as worked out by hand."""

import pytest

from inkread.errors import TrainingError
from inkread.training.recipes import RECIPES, Network, WaveMixLite

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture(scope="module")
def facts_of():
    """Describes a network of ten classes."""
    from inkread.training.anatomy import anatomy
    from inkread.training.architectures import build

    return lambda network: anatomy(build(network, 10))


def test_the_classic_network_is_as_worked_out_by_hand(facts_of):
    found = facts_of(RECIPES["classic-32-64"].network)
    rows = [
        (layer.name, layer.output_shape, layer.parameters, layer.receptive_field, layer.downsampling)
        for layer in found.layers
        if layer.name not in {"glyph", "scale"}
    ]
    assert rows == [
        ("conv_1", (26, 26, 32), 9 * 32 + 32, 3, 1),
        ("pool_1", (13, 13, 32), 0, 4, 2),
        ("conv_2", (11, 11, 64), 9 * 32 * 64 + 64, 8, 2),
        ("pool_2", (5, 5, 64), 0, 10, 4),
        ("conv_3", (3, 3, 64), 9 * 64 * 64 + 64, 18, 4),
        ("flatten", (576,), 0, 28, 28),
        ("dense_1", (512,), 577 * 512, 28, 28),
        ("logits", (10,), 513 * 10, 28, 28),
    ]
    assert (found.receptive_field, found.downsampling) == (18, 4)
    convolutions = 26 * 26 * 9 * 32 + 11 * 11 * 9 * 32 * 64 + 9 * 9 * 64 * 64
    assert found.multiply_adds == convolutions + 576 * 512 + 512 * 10
    assert found.to_dict()["flops"] == 2 * found.multiply_adds


def test_strides_and_wide_kernels_count_and_nothing_sees_more_than_the_glyph(facts_of):
    found = facts_of(Network(filters=(4, 4, 4), kernel_sizes=(5, 3, 9), strides=(2, 2, 1), padding="same"))
    seen = [(x.receptive_field, x.downsampling) for x in found.layers if x.name.startswith("conv")]
    assert seen == [(5, 2), (9, 4), (28, 4)]  # the last would see 41


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_the_weights_add_up_to_those_of_keras(recipe, facts_of):
    from inkread.training.architectures import build

    model, found = build(recipe.network, 10), facts_of(recipe.network)
    assert found.parameters == model.count_params()
    scales = [layer.gamma for layer in model.layers if hasattr(layer, "moving_mean")]
    untrained = 2 * sum(scale.shape[0] for scale in scales)  # as many means and variances
    assert found.parameters - found.trainable == untrained


def test_a_network_without_convolutions_sees_all_at_once(facts_of):
    found = facts_of(RECIPES["mlp"].network)
    assert (found.receptive_field, found.downsampling) == (28, 28)
    assert found.multiply_adds == 784 * 256 + 256 * 128 + 128 * 10


def test_where_branches_meet_the_one_that_sees_most_counts():
    import keras

    from inkread.training.anatomy import anatomy

    inputs = keras.Input((28, 28, 1))
    narrow, wide = (
        keras.layers.Conv2D(2, size, padding="same", name=f"of_{size}")(inputs) for size in (3, 7)
    )
    met = keras.layers.Add(name="met")([wide, narrow])
    found = anatomy(keras.Model(inputs, keras.layers.Conv2D(1, 3, name="after")(met)))
    seen = {layer.name: layer.receptive_field for layer in found.layers}
    assert (seen["of_3"], seen["of_7"], seen["met"], seen["after"]) == (3, 7, 7, 9)


def test_a_layer_used_twice_is_refused():
    import keras

    from inkread.training.anatomy import anatomy

    inputs = keras.Input((28, 28, 1))
    shared = keras.layers.Conv2D(1, 3, padding="same", name="shared")
    model = keras.Model(inputs, keras.layers.Flatten(name="flat")(shared(shared(inputs))))
    with pytest.raises(TrainingError, match="flat: expected the outcome of a layer used once"):
        anatomy(model)


def test_a_separable_convolution_costs_its_two_halves(facts_of):
    found = facts_of(Network(filters=(8, 16), padding="same", separable=(2,), head="average"))
    layer = next(layer for layer in found.layers if layer.name == "conv_2")
    assert (layer.parameters, layer.receptive_field) == (9 * 8 + 8 * 16 + 16, 5)
    assert layer.multiply_adds == 28 * 28 * (9 * 8 + 8 * 16)
    assert layer.detail == "3×3, same, each map alone, relu"


def test_wavelets_halve_the_maps_and_the_enlarging_layer_undoes_it(facts_of):
    found = facts_of(WaveMixLite(channels=8, blocks=1))
    seen = {layer.name: (layer.receptive_field, layer.downsampling) for layer in found.layers}
    # Two convolutions see 5 px, a wavelet 1 more, half of a kernel of 4 on maps of half the size 2 more.
    assert (seen["conv_2"], seen["haar_1"], seen["enlarge_1"], seen["block_1"]) == (
        (5, 1),
        (6, 2),
        (8, 1),
        (8, 1),
    )
    enlarge = next(layer for layer in found.layers if layer.name == "enlarge_1")
    assert enlarge.multiply_adds == 14 * 14 * 4 * 4 * 8 * 8
