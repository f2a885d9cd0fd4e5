"""Which part of the glyph a place on a network's maps sees."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias

from inkread.preprocess.frame import SIDE
from inkread.recognition.graph import Graph, Node

Pair: TypeAlias = tuple[float, float]
"""A number down the rows and one along the columns."""

CHANNELS_FIRST, CHANNELS_LAST = (0, 3, 1, 2), (0, 2, 3, 1)  # as Transpose names the axes
WEIGHTED = ("MatMul", "Gemm")  # each number they give sees everything
WINDOWED = ("Conv", "MaxPool", "AveragePool", "LpPool")


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What the places of one layer's maps see of the glyph, px of the 28×28 glyph, rows before columns.

    Attributes:
        size: height and width of what one place sees, paddings outside the glyph included.
        stride: px of the glyph between neighbouring places.
        first_centre: the middle of what the first place sees; the glyph's first pixel has its at 0.5.
    """

    size: Pair
    stride: Pair
    first_centre: Pair

    def box(self, row: int, column: int) -> tuple[float, float, float, float]:
        """Return top, left, height and width of what a place sees, cut off at the glyph's sides.

        >>> ReceptiveField((5, 5), (2, 2), (1.5, 1.5)).box(0, 3)
        (0, 5.0, 4.0, 5.0)
        """
        spans = []
        for place, size, stride, first in zip(
            (row, column), self.size, self.stride, self.first_centre, strict=True
        ):
            middle = first + place * stride
            low, high = max(0, middle - size / 2), min(SIDE, middle + size / 2)
            spans.append((low, max(0.0, high - low)))
        (top, height), (left, width) = spans
        return top, left, height, width

    def to_dict(self) -> dict[str, Any]:
        """Return the three pairs as JSON-ready values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Sight:
    """How one tensor of maps lies over the glyph.

    Attributes:
        field: what its places see.
        shape: its height and width.
        channels_last: whether its axes are (n, height, width, channels), not (n, channels, height, width).
    """

    field: ReceptiveField
    shape: tuple[int, int] = (SIDE, SIDE)
    channels_last: bool = True


GLYPH = Sight(ReceptiveField((1.0, 1.0), (1.0, 1.0), (0.5, 0.5)))


def sights(graph: Graph, glyph: str) -> dict[str, Sight]:
    """Return the sight of each tensor that is made of maps, by its name.

    Nodes of an unknown kind are passed over: what they give lies as what they take.

    Args:
        graph: the network.
        glyph: the name of its input.
    """
    known = {glyph: GLYPH}
    for node in graph.nodes:
        seen = _behind(node, [known[name] for name in node.inputs if name in known], graph)
        if seen is not None:
            known |= dict.fromkeys(node.outputs, seen)
    return known


def _behind(node: Node, taken: list[Sight], graph: Graph) -> Sight | None:
    """Return the sight of what a node gives, or None where each number sees the whole glyph or none of it."""
    if not taken or node.op in (*WEIGHTED, "Flatten", "Shape") or node.op.startswith("Global"):
        return None
    if node.op in WINDOWED:
        return _through(node, taken[0], graph)
    if node.op == "Transpose" and node.attributes.get("perm") in (CHANNELS_FIRST, CHANNELS_LAST):
        return replace(taken[0], channels_last=node.attributes["perm"] == CHANNELS_LAST)
    return _joined(taken)


def _through(node: Node, sight: Sight, graph: Graph) -> Sight | None:
    """Return the sight behind a convolution or a pool.

    Araujo, Norris and Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks", section 2:
    size grows by (kernel - 1) × stride, the first centre moves by ((kernel - 1) / 2 - padding) × stride.
    """
    kernels = _kernel(node, graph)
    if kernels is None:
        return None
    dilations, strides = (_pair(node.attributes, name) for name in ("dilations", "strides"))
    axes = []
    for axis in (0, 1):
        reach = dilations[axis] * (kernels[axis] - 1)
        before, after = _padding(node.attributes, axis, length=sight.shape[axis], reach=reach)
        size, stride, first = (
            pair[axis] for pair in (sight.field.size, sight.field.stride, sight.field.first_centre)
        )
        room = sight.shape[axis] + before + after - reach - 1
        count = (-(-room // strides[axis]) if node.attributes.get("ceil_mode") else room // strides[axis]) + 1
        centre = first + (reach / 2 - before) * stride
        axes.append((size + reach * stride, stride * strides[axis], centre, count))
    sizes, steps, centres, counts = zip(*axes, strict=True)
    return Sight(ReceptiveField(sizes, steps, centres), counts, channels_last=False)


def _kernel(node: Node, graph: Graph) -> tuple[int, ...] | None:
    """Return height and width of a node's window; a convolution may leave them to its weights."""
    kernel = node.attributes.get("kernel_shape")
    if kernel is None and len(node.inputs) > 1:
        weights = graph.constant(node.inputs[1])
        kernel = weights.shape[2:] if weights is not None else None
    return kernel if isinstance(kernel, tuple) and len(kernel) == 2 else None


def _pair(attributes: Mapping[str, Any], name: str) -> tuple[int, int]:
    """Return a setting of two numbers, 1 and 1 where it is left out."""
    found: tuple[int, int] = attributes.get(name, (1, 1))
    return found


def _padding(attributes: Mapping[str, Any], axis: int, *, length: int, reach: int) -> tuple[int, int]:
    """Return the padding before and after an axis of `length`, under a window that is `reach` + 1 wide."""
    automatic = attributes.get("auto_pad", "NOTSET")
    if automatic in ("SAME_UPPER", "SAME_LOWER"):
        stride = _pair(attributes, "strides")[axis]
        whole = max(0, (math.ceil(length / stride) - 1) * stride + reach + 1 - length)
        before = whole // 2 if automatic == "SAME_UPPER" else whole - whole // 2
        return before, whole - before
    pads = attributes.get("pads", (0, 0, 0, 0))
    return pads[axis], pads[axis + 2]


def _joined(taken: list[Sight]) -> Sight | None:
    """Return the sight of maps that several ones were added, joined or cut to; None where they lie apart."""
    first, *others = taken
    if any((one.shape, one.field.stride) != (first.shape, first.field.stride) for one in others):
        return None
    low = [min(one.field.first_centre[axis] - one.field.size[axis] / 2 for one in taken) for axis in (0, 1)]
    high = [max(one.field.first_centre[axis] + one.field.size[axis] / 2 for one in taken) for axis in (0, 1)]
    field = ReceptiveField(
        (high[0] - low[0], high[1] - low[1]),
        first.field.stride,
        ((high[0] + low[0]) / 2, (high[1] + low[1]) / 2),
    )
    return replace(first, field=field)
