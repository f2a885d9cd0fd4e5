"""What a network is, layer by layer: shapes, weights, how much of a glyph each number sees, what it costs."""

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from keras import layers

from inkread.errors import TrainingError
from inkread.preprocess.frame import SIDE
from inkread.training.architectures import Model

FLOPS_PER_MULTIPLY_ADD = 2
CHAINS_ONLY = "expected a network whose layers form one chain, got one that branches; describe its parts"


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
        maps = [layer for layer in self.layers if len(layer.output_shape) > 1]
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
    Neural Networks", equation 2: by (kernel size - 1) × the downsampling so far.

    Raises:
        TrainingError: when its layers do not form one chain.
    """
    facts: list[LayerFacts] = []
    field, jump = 1, 1
    for before, layer in zip([None, *model.layers], model.layers, strict=False):
        if before is not None and layer.input is not before.output:
            raise TrainingError(f"{layer.name}: {CHAINS_ONLY}")
        field, jump = _sight(layer, field, jump)
        facts.append(_facts(layer, field, jump))
    return Anatomy(tuple(facts), sum(math.prod(weight.shape) for weight in model.trainable_weights))


def _sight(layer: Any, field: int, jump: int) -> tuple[int, int]:  # noqa: ANN401 - Keras ships no types
    """Return receptive field and downsampling behind a layer, from those before it."""
    if len(layer.output.shape) == 2:
        return SIDE, SIDE
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
    if not isinstance(layer, layers.Conv2D | layers.Dense):
        return 0
    places = math.prod(layer.output.shape[1:-1])
    return int(places * math.prod(layer.kernel.shape))


def _detail(layer: Any) -> str:  # noqa: ANN401
    """Return a layer's settings in a few words."""
    if isinstance(layer, layers.Conv2D):
        height, width = layer.kernel_size
        stride = "" if layer.strides == (1, 1) else f", stride {layer.strides[0]}"
        return f"{height}×{width}{stride}, {layer.padding}{_activation(layer)}"
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
