"""Every stage of a network is shown, in a person's axes, and no answer changes by looking."""

import itertools
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from inkread.bundle import Bundle, InputSpec
from inkread.recognition.reader import Reader
from inkread.recognition.session import Session
from inkread.recognition.stages import Inspector

sys.path.insert(0, str(Path(__file__).parent))
from onnx_nets import net, odd, random


@pytest.fixture(scope="module")
def inspector():
    """Looks into the shipped network."""
    return Inspector()


@pytest.fixture(scope="module")
def odd_inspector(make_bundle):
    """Looks into a network of what recipes have not."""
    return Inspector(make_bundle(model=odd(), input=InputSpec("glyph")))


@pytest.fixture
def noise():
    return np.random.default_rng(4).integers(0, 256, (28, 28), np.uint8)


def listed(inspection):
    return [(stage.name, stage.kind, stage.values.shape) for stage in inspection.stages]


def test_the_shipped_network_shows_every_layer(inspector, noise):
    found = listed(inspector.inspect(noise))
    assert found[:2] == [("conv_1", "convolution", (14, 14, 32)), ("relu_1", "activation", (14, 14, 32))]
    assert found[-2:] == [("average", "pool", (224,)), ("logits", "dense", (62,))]
    assert len(found) == 12


def test_networks_that_answer_together_are_shown_one_after_the_other(inspector, noise):
    alone = [stage[0] for stage in listed(inspector.inspect(noise))]
    together = Inspector("best").inspect(noise)
    names = [stage.name for stage in together.stages]
    assert names == [f"branch_{number}_{name}" for number in (1, 2, 3) for name in alone[:-1]] + ["logits"]
    # Layers that are looked at are not run as one with the next: in eight bits a sum then rounds otherwise.
    logits = Session(Bundle.open("best")).logits(noise[None])[0]
    np.testing.assert_allclose(together.logits, logits, atol=0.02)


def test_looking_does_not_change_the_answer(inspector, drawing):
    reader = Reader(inspector.bundle)
    for grapheme in "17LTVX":
        reading = reader.read(drawing(grapheme))
        found = inspector.inspect(reading.glyph)
        np.testing.assert_allclose(
            found.probabilities, reader.probabilities(reading.glyph[None])[0], atol=1e-5
        )
        np.testing.assert_array_equal(found.stages[-1].values, found.logits)
        assert reader.charset.decode(int(found.probabilities.argmax())) == reading.text


def test_an_activation_is_that_of_the_stage_before(inspector, noise):
    stages = inspector.inspect(noise).stages
    for before, after in itertools.pairwise(stages):
        if after.kind == "activation":
            np.testing.assert_allclose(after.values, np.maximum(before.values, 0), atol=1e-6)


def test_pooling_is_over_the_maps_in_their_own_axes(inspector, noise):
    *_, maps, average, _ = inspector.inspect(noise).stages
    np.testing.assert_allclose(average.values, maps.values.mean(axis=(0, 1)), atol=1e-5)


def test_the_first_convolution_shows_its_kernels(inspector, noise):
    first, *others = inspector.inspect(noise).stages
    assert first.kernels.shape == (32, 5, 5)
    assert all(stage.kernels is None for stage in others)
    place = inspector.inspect(np.zeros((28, 28), np.uint8)).stages[0].values[3, 3]  # the bias alone
    top, left, height, width = map(int, first.receptive_field.box(3, 3))
    seen = noise[top : top + height, left : left + width] / 255
    np.testing.assert_allclose(first.values[3, 3], place + (first.kernels * seen).sum(axis=(1, 2)), atol=1e-4)


def test_a_network_of_other_layers_is_shown_too(odd_inspector, noise):
    assert listed(odd_inspector.inspect(noise)) == [
        ("conv_1", "convolution", (14, 14, 4)),
        ("leakyrelu_1", "activation", (14, 14, 4)),
        ("conv_2", "convolution", (14, 14, 4)),
        ("clip_2", "activation", (14, 14, 4)),
        ("sigmoid_2", "activation", (14, 14, 4)),
        ("pool_2", "pool", (5, 7, 4)),
        ("maximum", "pool", (4,)),
        ("logits", "dense", (6,)),
    ]


def test_maps_are_given_channels_last_however_the_graph_turns_them(odd_inspector, noise):
    clipped, sigmoid = (
        stage for stage in odd_inspector.inspect(noise).stages if stage.name in ("clip_2", "sigmoid_2")
    )
    np.testing.assert_allclose(sigmoid.values, 1 / (1 + np.exp(-clipped.values)), atol=1e-5)


@pytest.mark.parametrize("looks_into", ["inspector", "odd_inspector"])
def test_a_place_sees_its_receptive_field_and_nothing_else(looks_into, request, noise):
    inspector = request.getfixturevalue(looks_into)
    usual = inspector.inspect(noise).stages
    rng = np.random.default_rng(8)
    for number, stage in enumerate(usual):
        if stage.receptive_field is None:
            continue
        for _ in range(3):
            row, column = (int(rng.integers(side)) for side in stage.values.shape[:2])
            top, left, height, width = map(int, stage.receptive_field.box(row, column))
            outside = rng.integers(0, 256, (28, 28), np.uint8)
            inside = slice(top, top + height), slice(left, left + width)
            outside[inside] = noise[inside]
            same = inspector.inspect(outside).stages[number].values
            np.testing.assert_allclose(same[row, column], stage.values[row, column], atol=1e-5)


@pytest.mark.parametrize(("looks_into", "name"), [("inspector", "conv_2"), ("odd_inspector", "conv_2")])
def test_the_corners_of_a_receptive_field_matter(looks_into, name, request, noise):
    inspector = request.getfixturevalue(looks_into)

    def values(glyph):
        return next(stage for stage in inspector.inspect(glyph).stages if stage.name == name)

    usual = values(noise)
    top, left, height, width = map(int, usual.receptive_field.box(6, 6))
    for row, column in ((top, left), (top + height - 1, left + width - 1)):
        changed = noise.copy()
        changed[row, column] ^= 255
        assert np.abs(values(changed).values[6, 6] - usual.values[6, 6]).max() > 1e-4


def test_a_network_of_one_layer_has_one_stage(tiny_bundle, noise):
    found = Inspector(tiny_bundle).inspect(noise)
    assert listed(found) == [("flatten", "flatten", (784,)), ("logits", "dense", (6,))]
    assert found.stages[0].receptive_field is None


def test_a_flat_network_that_takes_the_glyph_without_a_channel_is_shown(make_bundle, noise):
    nodes = [
        ("Reshape", ["unit", "flat"], ["row"], {}),
        ("MatMul", ["row", "w1"], ["d1"], {}),
        ("Add", ["d1", "b1"], ["d1b"], {}),
        ("Tanh", ["d1b"], ["t1"], {}),
        ("MatMul", ["t1", "w2"], ["logits"], {}),
    ]
    weights = {
        "flat": np.array([-1, 784]),
        "w1": random(1, 784, 9),
        "b1": random(2, 9),
        "w2": random(3, 9, 6),
    }
    model = net(nodes, weights, shape=("n", 28, 28))
    found = Inspector(make_bundle(model=model, input=InputSpec("glyph", (28, 28)))).inspect(noise)
    assert [stage.name for stage in found.stages] == ["flatten", "dense_1", "dense_1_tanh", "logits"]
    np.testing.assert_allclose(found.stages[0].values, noise.reshape(-1) / 255, atol=1e-6)


def test_threads_may_share_an_inspector(inspector, noise):
    expected = inspector.inspect(noise).logits
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: inspector.inspect(noise).logits, range(20)):
            np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("wrong", [np.zeros((28, 28)), np.zeros((1, 28, 28), np.uint8)])
def test_a_glyph_of_another_form_is_refused(inspector, wrong):
    with pytest.raises(ValueError, match="preprocess the image first"):
        inspector.inspect(wrong)
