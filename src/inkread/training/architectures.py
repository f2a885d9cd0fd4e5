"""Networks by name, from a glyph's bytes to logits; scaling to [0, 1] is their first layer."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeAlias

import keras
from keras import layers

from inkread.preprocess.frame import SIDE

MAX_GREY = 255.0
Tensor: TypeAlias = Any  # keras.KerasTensor; Keras ships no types
Model: TypeAlias = Any  # keras.Model


def build(name: str, num_classes: int) -> Model:
    """Return the untrained network `name`.

    Its input has axes (n, 28, 28, 1), uint8, white ink on black; its output is logits (n, num_classes).

    Raises:
        KeyError: when there is no such network.
    """
    inputs = keras.Input((SIDE, SIDE, 1), dtype="uint8", name="glyph")
    scaled = layers.Rescaling(1.0 / MAX_GREY, name="scale")(inputs)
    features = NETWORKS[name](scaled)
    logits = layers.Dense(num_classes, name="logits", dtype="float32")(features)
    return keras.Model(inputs, logits, name=name.replace("-", "_"))


def _mlp(images: Tensor) -> Tensor:
    """Two dense layers: the baseline that knows nothing about images."""
    flat = layers.Flatten()(images)
    hidden = layers.Dense(256, activation="relu", name="dense_1")(flat)
    return layers.Dense(128, activation="relu", name="dense_2")(hidden)


def _classic(images: Tensor) -> Tensor:
    """Convolutions of 32 and 64 filters and a dense layer of 512: the network of countless tutorials."""
    maps = images
    for place, filters in enumerate((32, 64), start=1):
        maps = layers.Conv2D(filters, 3, activation="relu", name=f"conv_{place}")(maps)
        maps = layers.MaxPooling2D(name=f"pool_{place}")(maps)
    maps = layers.Conv2D(64, 3, activation="relu", name="conv_3")(maps)
    return layers.Dense(512, activation="relu", name="dense_1")(layers.Flatten()(maps))


def _compact(images: Tensor) -> Tensor:
    """Five convolutions with batch normalisation and a global pool.

    The first halves the maps at once, with a kernel wide enough to see a whole stroke: on a CPU maps
    of 28×28 cost most, in memory traffic rather than in arithmetic. The last, widest one works on maps
    of 4×4 for the same reason: of 7×7 it alone would cost as much as all before it.
    """
    maps = images
    plan = ((32, 5, 2), (48, 3, 1), (96, 3, 2), (128, 3, 1), (224, 3, 2))
    for place, (filters, kernel_size, strides) in enumerate(plan, start=1):
        maps = _conv_block(maps, filters, kernel_size, strides, f"{place}")
    pooled = layers.GlobalAveragePooling2D(name="pool")(maps)
    return layers.Dropout(0.2, name="dropout")(pooled)


def _conv_block(maps: Tensor, filters: int, kernel_size: int, strides: int, place: str) -> Tensor:
    """Convolution without bias, batch normalisation, ReLU."""
    convolution = layers.Conv2D(
        filters, kernel_size, strides=strides, padding="same", use_bias=False, name=f"conv_{place}"
    )
    maps = convolution(maps)
    maps = layers.BatchNormalization(momentum=0.98, name=f"norm_{place}")(maps)
    return layers.ReLU(name=f"relu_{place}")(maps)


NETWORKS: MappingProxyType[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {"mlp": _mlp, "classic-32-64": _classic, "compact": _compact}
)
