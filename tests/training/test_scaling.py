"""Scaling in one node: the same numbers to the bit, and graphs of another head left alone."""

import numpy as np
import onnx
import pytest

from inkread.bundle import ModelFile
from inkread.recognition.session import Session
from inkread.training.scaling import scale_in_one_node


@pytest.fixture
def model(linear_model):
    """A model that casts, multiplies by 1/255 and has one linear layer."""
    return onnx.load_model_from_string(linear_model(np.random.default_rng(0).normal(size=(784, 6))))


def ops(model):
    return [node.op_type for node in model.graph.node]


def logits(make_bundle, model):
    graph = model.SerializeToString()
    glyphs = np.random.default_rng(1).integers(0, 256, (9, 28, 28), np.uint8)
    return Session(make_bundle(model=graph, model_file=ModelFile.of(graph))).logits(glyphs)


def test_the_logits_stay_the_same_to_the_bit(model, make_bundle):
    before = logits(make_bundle, model)
    assert scale_in_one_node(model)
    assert ops(model) == ["DequantizeLinear", "Flatten", "MatMul"]
    assert np.array_equal(logits(make_bundle, model), before)
    assert {tensor.name for tensor in model.graph.initializer} == {"weights", "glyph_scale", "glyph_zero"}


@pytest.mark.parametrize(("offset", "left"), [(0.0, []), (0.5, ["Add"])])
def test_an_addition_goes_only_where_it_adds_nothing(model, make_bundle, offset, left):
    add = onnx.helper.make_node("Add", ["unit", "offset"], ["moved"])
    model.graph.initializer.append(onnx.numpy_helper.from_array(np.asarray(np.float32(offset)), "offset"))
    model.graph.node.insert(2, add)
    model.graph.node[3].input[0] = "moved"
    before = logits(make_bundle, model)
    assert scale_in_one_node(model)
    assert ops(model) == ["DequantizeLinear", *left, "Flatten", "MatMul"]
    assert np.array_equal(logits(make_bundle, model), before)


def test_a_graph_with_another_head_is_left_alone(model):
    first = model.graph.node[0]
    first.op_type = "Identity"
    before = model.SerializeToString()
    assert not scale_in_one_node(model)
    assert model.SerializeToString() == before


def test_a_scale_for_each_pixel_is_left_alone(model):
    (scale,) = [tensor for tensor in model.graph.initializer if tensor.name == "scale"]
    scale.CopyFrom(onnx.numpy_helper.from_array(np.full((28, 28, 1), 0.1, np.float32), "scale"))
    assert not scale_in_one_node(model)
