"""Every stage of a bundle's network for one glyph: maps, activations, dense layers, logits, probabilities."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.bundle import Bundle
from inkread.preprocess.frame import SIDE
from inkread.recognition.graph import Graph
from inkread.recognition.probabilities import Projection
from inkread.recognition.receptive_field import ReceptiveField
from inkread.recognition.session import Session
from inkread.recognition.taps import Kind, Tap, taps
from inkread.trail import GreyImage

Values = npt.NDArray[np.float32]
"""What a layer gives: maps, axes (height, width, channels), or axes (units,)."""

MAPS_AXES, UNITS_AXES = 4, 2  # of a tensor, the batch's among them


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One layer's answer to a glyph.

    Attributes:
        name: `conv_1`, `relu_1`, `pool_1`, `flatten`, `dense_1`, `dense_1_relu`, `logits` and so on.
        kind: `convolution` or `dense` (bias and normalisation included), `activation`, `pool`, `flatten`.
        values: axes (height, width, channels) or (units,), float32.
        receptive_field: what a place of the maps sees of the glyph; None where each unit sees all of it.
        kernels: the weights of a convolution that looks at the glyph itself, axes (channels, height,
            width), float32; None for other stages.
    """

    name: str
    kind: Kind
    values: Values
    receptive_field: ReceptiveField | None = None
    kernels: npt.NDArray[np.float32] | None = None

    def __repr__(self) -> str:
        """Name the stage, with the axes of its values."""
        return f"Stage(name={self.name!r}, kind={self.kind!r}, shape={self.values.shape})"


@dataclass(frozen=True, slots=True, eq=False)
class Inspection:
    """All that a network makes of one glyph.

    Attributes:
        stages: its layers in the order they are computed.
        logits: the network's output, axes (c,), float32, one a grapheme of the bundle's charset.
        probabilities: calibrated, axes (c,), float64; they sum to 1.
    """

    stages: tuple[Stage, ...]
    logits: npt.NDArray[np.float32]
    probabilities: npt.NDArray[np.float64]


class Inspector:
    """Looks into the network of a bundle; any number of threads may use one at once, and after a fork.

    Args:
        bundle: an opened bundle, its folder or zip, or a shipped name; None for the one that ships.

    Raises:
        BundleError: when the bundle cannot be opened.

    Example:
        >>> Inspector().inspect(np.zeros((28, 28), np.uint8)).stages[1]
        Stage(name='relu_1', kind='activation', shape=(14, 14, 32))
    """

    def __init__(self, bundle: Bundle | str | Path | None = None) -> None:
        """Find the layers in the bundle's graph; the network is loaded with the first glyph."""
        self.bundle = bundle if isinstance(bundle, Bundle) else Bundle.open(bundle)
        graph = Graph.of(self.bundle.model, name=self.bundle.name)
        self._output = self.bundle.output.name
        self._taps = taps(graph, glyph=self.bundle.input.name, logits=self._output)
        self._tensors = list(dict.fromkeys([self._output, *(tap.tensor for tap in self._taps)]))
        inner = [tensor for tensor in self._tensors if tensor not in graph.outputs]
        self._session = Session(self.bundle, inner=inner)
        self._kernels = {tap.name: _kernels(tap, graph) for tap in self._taps}
        charset, temperature = self.bundle.charset, self.bundle.temperature
        self._probabilities = Projection(charset, None, temperature=temperature)

    def inspect(self, glyph: GreyImage) -> Inspection:
        """Return what each layer makes of `glyph`, axes (28, 28), uint8, white ink on black.

        Raises:
            BundleError: when the runtime cannot load the network.
            ValueError: when `glyph` has other axes or another dtype.
        """
        if glyph.shape != (SIDE, SIDE) or glyph.dtype != np.uint8:
            raise ValueError(
                f"expected a glyph (28, 28) of uint8, got {glyph.shape} of {glyph.dtype};"
                " preprocess the image first"
            )
        found = dict(zip(self._tensors, self._session.tensors(glyph, self._tensors), strict=True))
        logits = found[self._output]
        return Inspection(tuple(self._stages(found)), logits[0], self._probabilities(logits)[0])

    def warm(self) -> "Inspector":
        """Load the network now instead of with the first glyph; return the inspector itself.

        Raises:
            BundleError: when the runtime cannot load it, or it does not answer as the bundle says.
        """
        self._session.warm()
        return self

    def __repr__(self) -> str:
        """Name the bundle."""
        return f"Inspector(bundle={self.bundle.name!r})"

    def _stages(self, found: dict[str, npt.NDArray[Any]]) -> Iterator[Stage]:
        """Yield the stages from what the tensors hold."""
        flat = False
        for tap in self._taps:
            tensor = found[tap.tensor]
            if not np.issubdtype(tensor.dtype, np.floating) or tensor.ndim not in (MAPS_AXES, UNITS_AXES):
                continue
            values = _values(tensor[0], channels_last=tap.channels_last)
            # Reshaping the glyph to other axes is no layer, nor is dropping axes that global pooling left.
            if tap.kind == "flatten" and (flat or values.ndim > 1):
                continue
            flat = values.ndim == 1
            yield Stage(tap.name, tap.kind, values, None if flat else tap.field, self._kernels[tap.name])


def _values(tensor: npt.NDArray[Any], *, channels_last: bool) -> Values:
    """Return one glyph's values, axes (height, width, channels), or (units,) where there is one place."""
    if tensor.ndim > 1 and not channels_last:
        tensor = tensor.transpose(1, 2, 0)
    if tensor.shape[:-1] == (1, 1):
        tensor = tensor[0, 0]
    return np.ascontiguousarray(tensor, np.float32)


def _kernels(tap: Tap, graph: Graph) -> npt.NDArray[np.float32] | None:
    """Return the weights of a convolution on one channel, axes (channels, height, width)."""
    weights = graph.constant(tap.weights) if tap.kind == "convolution" else None
    return (
        weights[:, 0] if weights is not None and weights.ndim == MAPS_AXES and weights.shape[1] == 1 else None
    )
