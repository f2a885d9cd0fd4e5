"""WaveMixLite, from maps to the vector that its last layer turns into logits."""

import math
from typing import Any, TypeAlias

import keras
from keras import layers, ops

from inkread.training.haar import HaarTransform
from inkread.training.recipes.rivals import BANDS, WaveMixLite

Tensor: TypeAlias = Any  # keras.KerasTensor; Keras ships no types


def wave_mix(maps: Tensor, network: WaveMixLite) -> Tensor:
    """Return the mean of each map behind all blocks, axes (n, channels).

    Two plain convolutions, then blocks that each add something to the maps they take.

    Args:
        maps: axes (n, height, width, channels), sides even.
        network: its numbers.
    """
    for place, channels in enumerate((network.channels // 2, network.channels), start=1):
        maps = layers.Conv2D(channels, 3, padding="same", name=f"conv_{place}")(maps)
    for place in range(1, network.blocks + 1):
        maps = layers.Add(name=f"block_{place}")([_block(maps, network, place), maps])
    return layers.GlobalAveragePooling2D(name="pool")(maps)


def _block(maps: Tensor, network: WaveMixLite, place: int) -> Tensor:
    """Return what a block adds: the bands of fewer maps, two point-wise layers, and full size again."""
    channels = network.channels
    maps = layers.Conv2D(channels // BANDS, 1, name=f"reduce_{place}")(maps)
    maps = HaarTransform(name=f"haar_{place}")(maps)
    maps = layers.Conv2D(network.expansion * channels, 1, activation=gelu, name=f"widen_{place}")(maps)
    if network.dropout:
        maps = layers.Dropout(network.dropout, name=f"dropout_{place}")(maps)
    maps = layers.Conv2D(channels, 1, name=f"narrow_{place}")(maps)
    maps = layers.Conv2DTranspose(channels, 4, strides=2, padding="same", name=f"enlarge_{place}")(maps)
    return layers.BatchNormalization(name=f"norm_{place}")(maps)


@keras.saving.register_keras_serializable(package="inkread")  # type: ignore[untyped-decorator]
def gelu(values: Tensor) -> Tensor:
    """Return values times the share of a normal distribution below them: Hendrycks and Gimpel 2016, "GELUs".

    Keras's own takes the complement of the error function, Erfc, which ONNX has no operation for.
    """
    return values * (1.0 + ops.erf(values / math.sqrt(2.0))) / 2.0
