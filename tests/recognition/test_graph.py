"""The graph of an ONNX file is read without the package onnx, as that package reads it."""

import sys
from pathlib import Path

import numpy as np
import onnx
import pytest

from inkread.bundle import Bundle
from inkread.errors import BundleError
from inkread.recognition.graph import Graph, with_outputs

sys.path.insert(0, str(Path(__file__).parent))
from onnx_nets import net, odd, random


@pytest.mark.parametrize("model", [Bundle.open().model, odd()], ids=["shipped", "odd"])
def test_nodes_and_weights_are_those_that_onnx_reads(model):
    found, expected = Graph.of(model, name="net"), onnx.load_from_string(model).graph
    assert [(node.op, node.inputs, node.outputs) for node in found.nodes] == [
        (node.op_type, tuple(filter(None, node.input)), tuple(node.output)) for node in expected.node
    ]
    assert found.outputs == tuple(value.name for value in expected.output)
    for weight in expected.initializer:
        if weight.data_type == onnx.TensorProto.FLOAT:
            np.testing.assert_array_equal(found.constant(weight.name), onnx.numpy_helper.to_array(weight))
    for node, same in zip(found.nodes, expected.node, strict=True):
        settings = {item.name: onnx.helper.get_attribute_value(item) for item in same.attribute}
        whole = {
            name: tuple(value)
            if isinstance(value, list)
            else value.decode()
            if isinstance(value, bytes)
            else value
            for name, value in settings.items()
            if not isinstance(value, float)
        }
        assert node.attributes == whole


def test_weights_listed_as_floats_are_read_and_others_are_none():
    listed = onnx.helper.make_tensor("w", onnx.TensorProto.FLOAT, [2, 1], [0.5, -2.0])
    whole = onnx.helper.make_tensor("n", onnx.TensorProto.INT64, [1], [7])
    model = onnx.load_from_string(net([("MatMul", ["unit", "w0"], ["logits"], {})], {"w0": random(0, 1, 6)}))
    model.graph.initializer.extend([listed, whole])
    graph = Graph.of(model.SerializeToString(), name="net")
    assert graph.constant("w").tolist() == [[0.5], [-2.0]]
    assert graph.constant("n") is graph.constant("nowhere") is None


def test_more_outputs_come_by_appending():
    model = odd() + with_outputs(["a1", "p2"])
    assert [value.name for value in onnx.load_from_string(model).graph.output] == ["logits", "a1", "p2"]
    assert Graph.of(model, name="net").outputs == ("logits", "a1", "p2")
    assert with_outputs([]) == b""


@pytest.mark.parametrize("damaged", [b"", b"no model", b"\x3a\x03abc", odd()[:200]])
def test_what_is_no_onnx_file_is_refused_in_words(damaged):
    with pytest.raises(BundleError, match=r"mine: expected an ONNX file, got: .+; export it again"):
        Graph.of(damaged, name="mine")
