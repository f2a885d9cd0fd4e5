"""A network of lines that goes on from one with other layers between: its new layers begin almost silent."""

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread.errors import TrainingError
from inkread.training.architectures import Model
from inkread.training.keras_file import open_keras
from inkread.training.lines.from_bundle import is_bundle, layers_of
from inkread.training.lines.recipe import CONVOLUTIONS, REPEATED

ACROSS, AGAIN, NORM = "across_", "_again_", "_norm"  # in the names of layers
SHAPE = ("filters", "again", "spans")  # what a recipe says of the network
QUIET = 0.1
"""Factor of a new layer's normalised maps. With 0 its ReLU would let nothing out, and no gradient in."""


def load_or_grow(model: Model, path: Path) -> None:
    """Give `model` the weights of a network of lines on disk.

    Layers that add to their maps may be others: those that the other network lacks keep their own first
    weights, and add little at first; those that it has over are left out.

    Raises:
        BundleError: when there is no such bundle.
        TrainingError: when the file cannot be opened, or its network is no beginning of this one.
    """
    own = {layer.name: layer for layer in model.layers if layer.weights}
    given = {name: weights for name, weights in _given(path).items() if name in own or not _adds(name)}
    new = [name for name in own if name not in given]
    fits = all(name in own and _shapes(given[name]) == _shapes(own[name].get_weights()) for name in given)
    if not (given and fits and all(map(_adds, new))):
        raise TrainingError(
            f"{path}: expected weights of this recipe's network, or one with more or fewer spans or `again`,"
            " got another's; give the recipe that they are of"
        )
    for name, weights in given.items():
        own[name].set_weights(weights)
    for name in new:
        if name.endswith(NORM):
            own[name].gamma.assign(own[name].gamma * QUIET)


def shape_of(path: Path) -> dict[str, tuple[int, ...]]:
    """Return `filters`, `again` and `spans` of the network of lines on disk, as a recipe names them.

    Raises:
        BundleError: when there is no such bundle.
        TrainingError: when the file cannot be opened, or holds no such network.
    """
    given = _given(path)
    convolutions = [f"conv_{place}" for place in range(1, CONVOLUTIONS + 1)]
    if not all(name in given for name in convolutions):
        raise TrainingError(f"{path}: expected a network that reads lines, got another; name one")
    again = [_counted(given, f"{name}{AGAIN}") for name in convolutions[1 : 1 + REPEATED]]
    spans = range(1, _counted(given, ACROSS) + 1)
    filters = tuple(given[name][0].shape[-1] for name in convolutions)
    made_of = (filters, tuple(again), tuple(given[f"{ACROSS}{place}"][0].shape[1] for place in spans))
    return dict(zip(SHAPE, made_of, strict=True))


def _counted(given: Mapping[str, object], beginning: str) -> int:
    """Return how many layers are numbered behind that beginning of their name, from 1 on."""
    return next(place for place in itertools.count() if f"{beginning}{place + 1}" not in given)


def _adds(name: str) -> bool:
    """Return whether a layer's maps are added to those that it was given."""
    return name.startswith(ACROSS) or AGAIN in name


def _given(path: Path) -> dict[str, list[npt.NDArray[np.float32]]]:
    """Return the weights of each layer of a network on disk, by its name."""
    if is_bundle(path):
        return layers_of(path)
    return {layer.name: layer.get_weights() for layer in open_keras(path).layers if layer.weights}


def _shapes(weights: Sequence[npt.NDArray[np.float32]]) -> list[tuple[int, ...]]:
    """Return the shape of each array."""
    return [weight.shape for weight in weights]
