"""What a network is, layer by layer: shapes, weights, how much of a glyph each number sees, what it costs."""

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from keras import layers

from inkread.errors import TrainingError
from inkread.preprocess.frame import SIDE
from inkread.training.architectures import Model
from inkread.training.haar import HaarTransform

FLOPS_PER_MULTIPLY_ADD = 2
MAP_AXES = 3  # height, width, channels
ONCE_ONLY = "expected the outcome of a layer used once, got that of one used again; describe its parts"


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """One layer of a network.

    Attributes:
        name: the layer's name.
        kind: Keras's name of what it is.
        detail: its settings in a few words; empty where it has none.
        output_shape: without the axis of the batch: (height, width, channels), or (units,).
        parameters: all weights, those that are not trained too.
        receptive_field: side of the square of the glyph that decides one number, px; 28 is all of it.
        downsampling: px of the glyph, each way, from one number to its neighbour; 28 where there is none.
        multiply_adds: of one glyph; convolutions and dense layers only, as is usual.
    """

    name: str
    kind: str
    detail: str
    output_shape: tuple[int, ...]
    parameters: int
    receptive_field: int
    downsampling: int
    multiply_adds: int

    @property
    def gives_maps(self) -> bool:
        """Return whether what comes out has a place on the glyph; a vector has none, nor has one in parts."""
        return len(self.output_shape) == MAP_AXES


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A network's layers, from the glyph to the logits.

    Attributes:
        layers: in the order in which a glyph passes them.
        trainable: the weights that training changes.
    """

    layers: tuple[LayerFacts, ...]
    trainable: int

    @property
    def parameters(self) -> int:
        """Return the number of all weights."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Return the multiplications, each with an addition, that one glyph takes."""
        return sum(layer.multiply_adds for layer in self.layers)

    @property
    def receptive_field(self) -> int:
        """Return the side of the square that a number of the last maps sees, px; 28 without convolutions."""
        last = self._last_maps()
        return last.receptive_field if last else SIDE

    @property
    def downsampling(self) -> int:
        """Return the px of the glyph between neighbours on the last maps; 28 without convolutions."""
        last = self._last_maps()
        return last.downsampling if last else SIDE

    def _last_maps(self) -> LayerFacts | None:
        """Return the last layer that gives maps, or None where nothing is computed on maps."""
        maps = [layer for layer in self.layers if layer.gives_maps]
        return maps[-1] if any(layer.multiply_adds for layer in maps) else None

    def to_dict(self) -> dict[str, Any]:
        """Return layers and totals as JSON-ready values."""
        return {
            "parameters": self.parameters,
            "trainable": self.trainable,
            "multiply_adds": self.multiply_adds,
            "flops": FLOPS_PER_MULTIPLY_ADD * self.multiply_adds,
            "receptive_field": self.receptive_field,
            "downsampling": self.downsampling,
            "layers": [dataclasses.asdict(layer) for layer in self.layers],
        }

    def _repr_svg_(self) -> str:
        """Return the drawing that a notebook shows."""
        from inkread.training.drawing_svg import draw_svg  # which draws from this record

        return draw_svg(self, title="The network")


def anatomy(model: Model) -> Anatomy:
    """Return the facts about each layer of `model`.

    Receptive fields grow as in Araujo, Norris and Sim 2019, "Computing Receptive Fields of Convolutional
    Neural Networks", equation 2: by (kernel size - 1) × the downsampling so far. Where branches meet, the one
    that sees most counts.

    Raises:
        TrainingError: when a layer is used more than once.
    """
    facts: list[LayerFacts] = []
    seen: dict[int, tuple[int, int]] = {}  # receptive field and downsampling of each tensor so far
    for layer in model.layers:
        given = _taken(layer)
        if any(id(tensor) not in seen for tensor in given):
            raise TrainingError(f"{layer.name}: {ONCE_ONLY}")
        field, jump = _sight(layer, *max((seen[id(tensor)] for tensor in given), default=(1, 1)))
        seen[id(layer.output)] = (field, jump)
        facts.append(_facts(layer, field, jump))
    return Anatomy(tuple(facts), sum(math.prod(weight.shape) for weight in model.trainable_weights))


def _taken(layer: Any) -> list[Any]:  # noqa: ANN401 - Keras ships no types
    """Return the tensors that a layer takes."""
    if isinstance(layer, layers.InputLayer):
        return []
    return layer.input if isinstance(layer.input, list) else [layer.input]


def _sight(layer: Any, field: int, jump: int) -> tuple[int, int]:  # noqa: ANN401 - Keras ships no types
    """Return receptive field and downsampling behind a layer, from those before it."""
    if len(layer.output.shape) <= MAP_AXES:  # one more is the batch's
        return SIDE, SIDE
    if isinstance(layer, layers.Conv2DTranspose):
        # Two neighbours of the new, finer grid come from the same coarse place or from two.
        finer = jump // layer.strides[0]
        return min(SIDE, field + (layer.kernel_size[0] - 1) // layer.strides[0] * jump), finer
    if isinstance(layer, HaarTransform):
        return min(SIDE, field + jump), 2 * jump
    kernel = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1,)))[0]
    return min(SIDE, field + (kernel - 1) * jump), jump * getattr(layer, "strides", (1,))[0]


def _facts(layer: Any, field: int, jump: int) -> LayerFacts:  # noqa: ANN401
    """Return the facts about one layer."""
    return LayerFacts(
        name=layer.name,
        kind=type(layer).__name__.removesuffix("Layer"),
        detail=_detail(layer),
        output_shape=tuple(int(side) for side in layer.output.shape[1:]),
        parameters=int(layer.count_params()),
        receptive_field=field,
        downsampling=jump,
        multiply_adds=_multiply_adds(layer),
    )


def _multiply_adds(layer: Any) -> int:  # noqa: ANN401
    """Return the multiplications of a layer, each with an addition: its kernel once a place."""
    places = math.prod(layer.output.shape[1:-1])
    if isinstance(layer, layers.Conv2DTranspose):  # which puts its kernel down once a place that it takes
        places = math.prod(layer.input.shape[1:-1])
    kernels = [getattr(layer, name, None) for name in ("kernel", "depthwise_kernel", "pointwise_kernel")]
    return int(places * sum(math.prod(kernel.shape) for kernel in kernels if kernel is not None))


def _detail(layer: Any) -> str:  # noqa: ANN401
    """Return a layer's settings in a few words."""
    if isinstance(layer, layers.Conv2D | layers.SeparableConv2D | layers.Conv2DTranspose):
        height, width = layer.kernel_size
        stride = "" if layer.strides == (1, 1) else f", stride {layer.strides[0]}"
        alone = ", each map alone" if isinstance(layer, layers.SeparableConv2D) else ""
        return f"{height}×{width}{stride}, {layer.padding}{alone}{_activation(layer)}"
    if isinstance(layer, layers.Dense):
        return _activation(layer).removeprefix(", ")
    if isinstance(layer, layers.MaxPooling2D):
        return f"{layer.pool_size[0]}×{layer.pool_size[1]}"
    if isinstance(layer, layers.Dropout):
        return f"{layer.rate:.0%}"
    return ""


def _activation(layer: Any) -> str:  # noqa: ANN401
    """Return the name of a layer's activation; nothing for none."""
    name = layer.activation.__name__
    return "" if name == "linear" else f", {name}"
