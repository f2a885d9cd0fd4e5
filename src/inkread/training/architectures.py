"""Networks from their records, from a glyph's bytes to logits; scaling to [0, 1] is their first layer."""

from typing import Any, TypeAlias

import keras
from keras import layers

from inkread.preprocess.frame import SIDE
from inkread.training.recipes.network import Network
from inkread.training.recipes.rivals import SpinalVgg, WaveMixLite
from inkread.training.spinal_vgg import spinal_vgg
from inkread.training.wave_mix import wave_mix

MAX_GREY = 255.0
MOMENTUM = 0.98  # of batch normalisation's means: Keras's 0.99 lags behind in runs of a few hundred steps
Tensor: TypeAlias = Any  # keras.KerasTensor; Keras ships no types
Model: TypeAlias = Any  # keras.Model


def build(network: Network | SpinalVgg | WaveMixLite, num_classes: int, *, side: int | None = SIDE) -> Model:
    """Return the untrained network.

    Its input has axes (n, side, side, 1), uint8, white ink on black; its output is logits (n, num_classes).

    Args:
        network: the layers.
        num_classes: how many logits.
        side: of a glyph, px; None builds a network for any side, with the very same weights.
    """
    inputs = keras.Input((side, side, 1), dtype="uint8", name="glyph")
    maps = layers.Rescaling(1.0 / MAX_GREY, name="scale")(inputs)
    if isinstance(network, SpinalVgg):
        vector = spinal_vgg(maps, network)
    elif isinstance(network, WaveMixLite):
        vector = wave_mix(maps, network)
    else:
        vector = _stack(maps, network)
    logits = layers.Dense(num_classes, name="logits", dtype="float32")(vector)
    return keras.Model(inputs, logits, name="network")


def settle_norms(model: Model) -> None:
    """Let every batch normalisation begin at the statistics of the first batch; call it after one step.

    Keras begins at mean 0 and variance 1, far above that of maps of grey levels in [0, 1]: after 90 steps a
    network that read 88 % of its training images so read 3 % of the validation images. One step has mixed the
    first batch's statistics into those; here they are taken out again.
    """
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            kept = layer.momentum
            mean, variance = layer.moving_mean, layer.moving_variance
            mean.assign(mean / (1.0 - kept))
            variance.assign(keras.ops.maximum((variance - kept) / (1.0 - kept), 0.0))


def _stack(maps: Tensor, network: Network) -> Tensor:
    """Return one vector a glyph, from maps through convolutions, pools and dense layers."""
    for place in range(1, len(network.filters) + 1):
        maps = _convolution(maps, network, place)
        if place in network.pool_after:
            maps = layers.MaxPooling2D(name=f"pool_{place}")(maps)
            maps = _dropped(maps, network.map_dropout, f"map_dropout_{place}")
    return _head(maps, network)


def _convolution(maps: Tensor, network: Network, place: int) -> Tensor:
    """Return maps after convolution and ReLU; batch normalisation, in between, stands in for a bias."""
    kind = layers.SeparableConv2D if place in network.separable else layers.Conv2D
    convolution = kind(
        network.filters[place - 1],
        network.kernel_size(place),
        strides=network.stride(place),
        padding=network.padding,
        use_bias=not network.norm,
        activation=None if network.norm else "relu",
        name=f"conv_{place}",
    )
    maps = convolution(maps)
    if network.norm:
        maps = layers.BatchNormalization(momentum=MOMENTUM, name=f"norm_{place}")(maps)
        maps = layers.ReLU(name=f"relu_{place}")(maps)
    return maps


def _head(maps: Tensor, network: Network) -> Tensor:
    """Return one vector a glyph, from maps through the dense layers."""
    if network.head == "average":
        vector = layers.GlobalAveragePooling2D(name="pool")(maps)
    else:
        vector = layers.Flatten(name="flatten")(maps)
    for place, units in enumerate(network.units, start=1):
        vector = layers.Dense(units, activation="relu", name=f"dense_{place}")(vector)
        vector = _dropped(vector, network.dropout, f"dropout_{place}")
    return vector if network.units else _dropped(vector, network.dropout, "dropout")


def _dropped(values: Tensor, share: float, name: str) -> Tensor:
    """Return values of which a share is left out in training; no layer stands for none."""
    return layers.Dropout(share, name=name)(values) if share else values
