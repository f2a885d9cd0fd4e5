"""Which tensor of a network its last layer makes the logits from: the features of a glyph."""

from inkread.errors import BundleError
from inkread.recognition.graph import Graph, Node

WEIGHTED = ("MatMul", "Gemm")
BEHIND = ("Add", "Sub", "Mul", "Div", "Identity", "QuantizeLinear", "DequantizeLinear")
"""What may stand between the last layer's product and the output: its bias, and steps of a quantised net."""


def penultimate(graph: Graph, *, logits: str, name: str) -> str:
    """Return the name of the tensor, axes (n, d), that the last dense layer multiplies by its weights.

    Args:
        graph: the network.
        logits: the name of its output.
        name: what an error should call it.

    Raises:
        BundleError: when the logits are not made by a dense layer.
    """
    made_by = {tensor: node for node in graph.nodes for tensor in node.outputs}
    tensor = logits
    while tensor in made_by:
        node = made_by[tensor]
        held = _varying(node, graph)
        if node.op in WEIGHTED and held:
            return held[0]
        if node.op not in BEHIND or len(held) != 1:
            break
        tensor = held[0]
    source = made_by[tensor].op if tensor in made_by else tensor
    raise BundleError(
        f"{name}: expected logits from a dense layer, got them from {source}; leave the gate out"
    )


def _varying(node: Node, graph: Graph) -> list[str]:
    """Return the inputs of a node that are no weights, those of a quantised net among the weights too."""
    made_by = {tensor: one for one in graph.nodes for tensor in one.outputs}
    return [name for name in node.inputs if not _is_constant(name, graph, made_by)]


def _is_constant(name: str, graph: Graph, made_by: dict[str, Node]) -> bool:
    """Return whether a tensor is a weight, or made from weights alone."""
    if name in graph.constants:
        return True
    node = made_by.get(name)
    return (
        node is not None
        and bool(node.inputs)
        and all(_is_constant(one, graph, made_by) for one in node.inputs)
    )
