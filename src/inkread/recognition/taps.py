"""Where to look into a network: the tensors of its graph that a person knows as its layers."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from inkread.recognition.graph import Graph, Node
from inkread.recognition.receptive_field import WINDOWED, ReceptiveField, sights

Kind: TypeAlias = Literal["convolution", "activation", "pool", "flatten", "dense"]

KINDS: dict[str, Kind] = {
    "Conv": "convolution",
    "MatMul": "dense",
    "Gemm": "dense",
    "MaxPool": "pool",
    "AveragePool": "pool",
    "LpPool": "pool",
    "GlobalAveragePool": "pool",
    "GlobalMaxPool": "pool",
    "ReduceMean": "pool",
    "ReduceMax": "pool",
    "Flatten": "flatten",
    "Reshape": "flatten",
}
ACTIVATIONS = (
    *("Relu", "LeakyRelu", "PRelu", "ThresholdedRelu", "Elu", "Selu", "Celu", "Clip", "Gelu", "Mish"),
    *("HardSigmoid", "HardSwish", "Sigmoid", "Tanh", "Softmax", "LogSoftmax", "Softplus", "Softsign"),
)
# What belongs to the layer before it: its bias and its normalisation, each with weights of its own.
TAIL = ("Add", "Sub", "Mul", "Div", "BatchNormalization")


@dataclass(frozen=True, slots=True)
class Tap:
    """One layer's values in the graph.

    Attributes:
        name: `conv_1`, `relu_1`, `pool_1`, `flatten`, `dense_1`, `dense_1_relu`, `logits` and so on: the
            number is that of the convolution or dense layer that it belongs to. Where several networks see
            the glyph side by side, each of theirs begins with `branch_1_`, `branch_2_` and so on.
        kind: what the layer does.
        tensor: the tensor's name in the graph.
        field: what a place of its maps sees of the glyph, or None where each number sees all of it.
        channels_last: whether maps have the axes (n, height, width, channels).
        weights: the name of a convolution's or dense layer's weights, empty for other kinds.
    """

    name: str
    kind: Kind
    tensor: str
    field: ReceptiveField | None
    channels_last: bool
    weights: str


def taps(graph: Graph, *, glyph: str, logits: str) -> tuple[Tap, ...]:
    """Return the layers of `graph` in the order they are computed; nodes of other kinds are passed over.

    Networks that see the glyph side by side come one after the other, and then what joins them. A `flatten`
    that leaves several axes shows in the tensor only.

    Args:
        graph: the network.
        glyph: the name of its input.
        logits: the name of its output.
    """
    seen = sights(graph, glyph)
    places = _places(graph, glyph)
    last_place = max(places.values(), default=0)
    names: dict[str, _Names] = {}
    of_glyph = {glyph}  # the other tensors are weights, which may be reshaped and clipped too
    found = []
    for node in graph.nodes:
        if of_glyph.isdisjoint(node.inputs):
            continue
        of_glyph.update(node.outputs)
        kind = KINDS.get(node.op, "activation" if node.op in ACTIVATIONS else None)
        if kind is None or (kind == "flatten" and _is_spread(node, graph)):
            continue
        tensor = _with_tail(node, graph) if kind in ("convolution", "dense") else node.outputs[0]
        sight = seen.get(tensor)
        weights = node.inputs[1] if kind in ("convolution", "dense") else ""
        place = places.get(tensor, 0)
        branch = f"branch_{place}_" if 0 < place < last_place else ""
        name = names.setdefault(branch, _Names(branch)).of(kind, node.op, is_last=tensor == logits)
        last = sight.channels_last if sight else False
        found.append(Tap(name, kind, tensor, sight.field if sight else None, last, weights))
    return tuple(sorted(found, key=lambda tap: places.get(tap.tensor, 0)))


def _places(graph: Graph, glyph: str) -> dict[str, int]:
    """Return of each tensor which of several networks side by side makes it, counted from 1.

    It is 0 before they part, and one more than there are networks where they have met; nothing comes back
    for a single network.
    """
    begun: dict[str, frozenset[int]] = {glyph: frozenset()}  # which of the first layers a tensor comes from
    num = 0
    for node in graph.nodes:
        sources = [begun[name] for name in node.inputs if name in begun]
        if not sources:
            continue
        firsts = sources[0].union(*sources)
        if not firsts and KINDS.get(node.op) in ("convolution", "dense"):
            firsts, num = frozenset([num]), num + 1
        begun.update(dict.fromkeys(node.outputs, firsts))
    if num < 2:
        return {}
    return {
        name: 0 if not firsts else min(firsts) + 1 if len(firsts) == 1 else num + 1
        for name, firsts in begun.items()
    }


class _Names:
    """Gives each layer its name, all with one beginning."""

    def __init__(self, beginning: str) -> None:
        """Begin before the first layer."""
        self._beginning = beginning
        self._counts = {"conv": 0, "dense": 0}
        self._weighted = "conv"
        self._used: set[str] = set()

    def of(self, kind: Kind, op: str, *, is_last: bool) -> str:
        """Return the name of the next layer."""
        name = self._beginning + ("logits" if is_last else self._plain(kind, op.lower()))
        number, own = 2, name
        while own in self._used:
            own, number = f"{name}_{number}", number + 1
        self._used.add(own)
        return own

    def _plain(self, kind: Kind, op: str) -> str:
        """Return the name that the layer has if no other one has it."""
        if kind in ("convolution", "dense"):
            self._weighted = "conv" if kind == "convolution" else "dense"
            self._counts[self._weighted] += 1
            return f"{self._weighted}_{self._counts[self._weighted]}"
        number = self._counts[self._weighted]
        if kind == "flatten":
            return "flatten"
        if kind == "pool" and op.startswith(("global", "reduce")):
            return "maximum" if "max" in op else "average"
        if self._weighted == "dense":
            return f"dense_{number}_{op}"
        return f"pool_{number}" if kind == "pool" else f"{op}_{number}"


def _is_spread(node: Node, graph: Graph) -> bool:
    """Return whether a reshaping only gives the glyph the axes that a convolution takes."""
    return any(user.op in WINDOWED for user in graph.users(node.outputs[0]))


def _with_tail(node: Node, graph: Graph) -> str:
    """Return the tensor that a layer gives once its bias and its normalisation are in."""
    tensor = node.outputs[0]
    while True:
        users = graph.users(tensor)
        if tensor in graph.outputs or len(users) != 1 or users[0].op not in TAIL:
            return tensor
        if not all(name in graph.constants for name in users[0].inputs if name != tensor):
            return tensor
        tensor = users[0].outputs[0]
