"""The features are what the last dense layer multiplies by its weights, of quantised networks too."""

import pytest

from inkread.bundle import Bundle
from inkread.errors import BundleError
from inkread.recognition.graph import Graph, Node
from inkread.recognition.penultimate import penultimate


def graph(*nodes, weights=("w", "b", "s", "z")):
    return Graph(
        tuple(Node(op, ins, outs, {}) for op, ins, outs in nodes), ("logits",), dict.fromkeys(weights, b"")
    )


def test_the_shipped_network_s_features_are_its_averages():
    bundle = Bundle.open()
    held = Graph.of(bundle.model, name="x")
    found = penultimate(held, logits=bundle.output.name, name="x")
    assert found in {name for node in held.nodes for name in node.outputs}
    assert [node.op for node in held.users(found)] == ["MatMul"]


def test_a_gemm_needs_no_bias_of_its_own():
    made = graph(("Relu", ("a",), ("f",)), ("Gemm", ("f", "w", "b"), ("logits",)))
    assert penultimate(made, logits="logits", name="x") == "f"


def test_weights_that_are_dequantised_are_no_features():
    made = graph(
        ("Relu", ("a",), ("f",)),
        ("DequantizeLinear", ("w", "s", "z"), ("wide",)),
        ("MatMul", ("f", "wide"), ("product",)),
        ("Add", ("product", "b"), ("logits",)),
    )
    assert penultimate(made, logits="logits", name="x") == "f"


@pytest.mark.parametrize("op", ["Conv", "Softmax"])
def test_logits_from_elsewhere_are_refused(op):
    with pytest.raises(BundleError, match=f"expected logits from a dense layer, got them from {op}"):
        penultimate(graph((op, ("a", "w"), ("logits",))), logits="logits", name="x")
