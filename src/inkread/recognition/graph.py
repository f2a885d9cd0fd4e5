"""The graph in an ONNX file: which nodes it has and how they hang together, without the package onnx.

Numbers of fields are those of onnx.proto (github.com/onnx/onnx, IR version 3 and later).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from inkread.errors import BundleError
from inkread.recognition import wire

MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_INPUT, GRAPH_OUTPUT = 1, 5, 11, 12
NODE_INPUT, NODE_OUTPUT, NODE_OP, NODE_ATTRIBUTE = 1, 2, 4, 5
ATTRIBUTE_NAME, ATTRIBUTE_INTEGER, ATTRIBUTE_TEXT, ATTRIBUTE_INTEGERS = 1, 3, 4, 8
TENSOR_DIMS, TENSOR_TYPE, TENSOR_FLOATS, TENSOR_NAME, TENSOR_RAW = 1, 2, 4, 8, 9
VALUE_NAME = 1
FLOAT32 = 1  # TensorProto.DataType

Attribute = int | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One operation.

    Attributes:
        op: its type in ONNX, such as `Conv`.
        inputs: names of the tensors it takes, without those left out.
        outputs: names of the tensors it gives, likewise.
        attributes: its settings that are whole numbers or texts; others are left out.
    """

    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of a model in an order in which they can run.

    Attributes:
        nodes: the operations.
        outputs: names of the tensors that the model gives.
        constants: the model's weights by name, still encoded; see `constant`.
    """

    nodes: tuple[Node, ...]
    outputs: tuple[str, ...]
    constants: Mapping[str, memoryview] = field(repr=False)

    @classmethod
    def of(cls, model: bytes, *, name: str) -> "Graph":
        """Return the graph of the ONNX file `model`.

        Args:
            model: the file's content.
            name: what an error should call it.

        Raises:
            BundleError: when it is no ONNX file.
        """
        try:
            return _graph(memoryview(model))
        except ValueError as error:  # UnicodeDecodeError is one
            raise BundleError(f"{name}: expected an ONNX file, got: {error}; export it again") from error

    def constant(self, name: str) -> npt.NDArray[np.float32] | None:
        """Return a weight of 32-bit floats in its own axes, or None where there is none of that name."""
        return _floats(self.constants[name]) if name in self.constants else None

    def users(self, tensor: str) -> list[Node]:
        """Return the nodes that take `tensor`."""
        return [node for node in self.nodes if tensor in node.inputs]


def with_outputs(names: Iterable[str]) -> bytes:
    """Return what to append to an ONNX file so that it also gives the tensors `names`.

    Messages of Protocol Buffers merge when they are joined end to end: lists grow. So the file itself need
    not be encoded anew, and its weights stay the very bytes whose digest was checked.
    """
    outputs = b"".join(
        wire.field(GRAPH_OUTPUT, wire.field(VALUE_NAME, name.encode("utf-8"))) for name in names
    )
    return wire.field(MODEL_GRAPH, outputs) if outputs else b""


def _graph(model: memoryview) -> Graph:
    """Return the graph of a model."""
    nodes: list[Node] = []
    outputs: list[str] = []
    constants: dict[str, memoryview] = {}
    for content in _all(model, MODEL_GRAPH):
        for number, value in wire.fields(content):
            if number == GRAPH_NODE:
                nodes.append(_node(_message(value)))
            elif number == GRAPH_OUTPUT:
                outputs.append(_text(_message(value), VALUE_NAME))
            elif number == GRAPH_INITIALIZER:
                constants[_text(_message(value), TENSOR_NAME)] = _message(value)
    if not nodes:
        raise ValueError("no node")
    return Graph(tuple(nodes), tuple(outputs), constants)


def _node(message: memoryview) -> Node:
    """Return one node."""
    inputs, outputs, op, attributes = [], [], "", {}
    for number, value in wire.fields(message):
        if number == NODE_INPUT:
            inputs.append(wire.text(value))
        elif number == NODE_OUTPUT:
            outputs.append(wire.text(value))
        elif number == NODE_OP:
            op = wire.text(value)
        elif number == NODE_ATTRIBUTE:
            attributes.update(_attribute(_message(value)))
    return Node(op, tuple(filter(None, inputs)), tuple(filter(None, outputs)), attributes)


def _attribute(message: memoryview) -> dict[str, Attribute]:
    """Return name and value of a setting, or nothing where it is of a kind that no stage asks for."""
    name = _text(message, ATTRIBUTE_NAME)
    several: tuple[int, ...] = ()
    for number, value in wire.fields(message):
        if number == ATTRIBUTE_INTEGER:
            return {name: wire.integers(value)[0]}
        if number == ATTRIBUTE_TEXT:
            return {name: wire.text(value)}
        if number == ATTRIBUTE_INTEGERS:
            several += wire.integers(value)
    return {name: several} if several else {}


def _floats(tensor: memoryview) -> npt.NDArray[np.float32] | None:
    """Return a tensor of 32-bit floats, or None for one of another type."""
    shape: tuple[int, ...] = ()
    kind, listed, raw = 0, b"", memoryview(b"")
    for number, value in wire.fields(tensor):
        if number == TENSOR_DIMS:
            shape += wire.integers(value)
        elif number == TENSOR_TYPE:
            kind = wire.integers(value)[0]
        elif number == TENSOR_FLOATS:
            listed += bytes(_message(value))
        elif number == TENSOR_RAW:
            raw = _message(value)
    numbers = np.frombuffer(raw if len(raw) else listed, "<f4")
    return numbers.reshape(shape) if kind == FLOAT32 and numbers.size == np.prod(shape, dtype=int) else None


def _all(message: memoryview, number: int) -> Iterable[memoryview]:
    """Return the messages in all fields `number`."""
    return [_message(value) for found, value in wire.fields(message) if found == number]


def _text(message: memoryview, number: int) -> str:
    """Return the text in the field `number`; empty where it is left out."""
    return next((wire.text(value) for found, value in wire.fields(message) if found == number), "")


def _message(value: wire.Value) -> memoryview:
    """Return the bytes of a message within."""
    if isinstance(value, int):
        raise ValueError(f"a number, {value}, where a message should be")
    return value
