"""The scaling at the head of an exported graph, from bytes to [0, 1], as the one node that costs least."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import onnx


def scale_in_one_node(model: "onnx.ModelProto") -> bool:
    """Turn cast, multiplication and addition of nothing behind the input into one node; say whether it did.

    The numbers stay the same to the bit. ONNX Runtime 1.31 multiplies axes (n, 28, 28, 1) by a number in a
    loop of one: a tenth of what the whole network takes in eight bits. And a convolution in eight bits then
    takes the glyph's bytes as they are.
    """
    from onnx import helper, numpy_helper

    graph = model.graph
    numbers = {tensor.name: tensor for tensor in graph.initializer}
    chain = _chain(graph, graph.input[0].name)
    if [node.op_type for node in chain[:2]] != ["Cast", "Mul"]:
        return False
    factor = _number(numbers, chain[1])
    offset = _number(numbers, chain[2]) if len(chain) > 2 and chain[2].op_type == "Add" else None
    if factor is None:
        return False
    replaced = chain[: 3 if offset is not None and offset == 0.0 else 2]
    constants = {"glyph_scale": np.float32(factor), "glyph_zero": np.uint8(0)}
    for name, value in constants.items():
        graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
    node = helper.make_node(
        "DequantizeLinear", [graph.input[0].name, *constants], [replaced[-1].output[0]], "scale"
    )
    for old in replaced:
        graph.node.remove(old)
    graph.node.insert(0, node)
    _drop_unused(graph)
    return True


def _chain(graph: "onnx.GraphProto", tensor: str) -> "list[onnx.NodeProto]":
    """Return the first nodes behind `tensor`, up to three, each the only user of what the last gave."""
    found: list[onnx.NodeProto] = []
    while len(found) < 3:
        users = [node for node in graph.node if tensor in node.input]
        if len(users) != 1 or tensor in {value.name for value in graph.output}:
            break
        found += users
        tensor = users[0].output[0]
    return found


def _number(tensors: "dict[str, onnx.TensorProto]", node: "onnx.NodeProto") -> float | None:
    """Return the one number among what a node takes, or None where it takes another tensor."""
    from onnx import numpy_helper

    held = [numpy_helper.to_array(tensors[name]) for name in node.input if name in tensors]
    return float(held[0].reshape(())) if len(held) == 1 and held[0].size == 1 else None


def _drop_unused(graph: "onnx.GraphProto") -> None:
    """Take out the weights that no node takes any more."""
    used = {name for node in graph.node for name in node.input}
    for tensor in [tensor for tensor in graph.initializer if tensor.name not in used]:
        graph.initializer.remove(tensor)
