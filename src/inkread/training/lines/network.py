"""The network that reads lines: one vector every four pixels, convolutions across them, two answers each.

On one core, where most of a step goes into the first maps, recurrent layers were no faster.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import keras
from keras import layers

from inkread.preprocess.segment.line_image import HEIGHT
from inkread.training.architectures import MAX_GREY, MOMENTUM, Model, Tensor
from inkread.training.lines.fused_norm import FusedNorm
from inkread.training.lines.recipe import HALF, LineRecipe

STEP = 4  # px of the line a vector
ANSWERS = 2  # a vector: narrow letters, two of the same above all, need a place for the blank between
FRAMES = STEP // ANSWERS  # px of the line an answer
Norm: TypeAlias = Callable[..., Any]  # makes a layer that normalises


def build(recipe: LineRecipe, num_graphemes: int, *, to_train: bool = False) -> Model:
    """Return the untrained network.

    Its input has axes (n, 32, width, 1), uint8, white ink on black, width a multiple of 4; its output is
    logits (n, width / 2, 1 + num_graphemes), the first of them the blank's.

    Args:
        recipe: says what it is made of.
        num_graphemes: that it tells.
        to_train: the one that is trained, in the recipe's precision: other layers, the same weights.
    """
    before = keras.config.dtype_policy()
    if to_train and recipe.precision == HALF:
        keras.config.set_dtype_policy(f"mixed_{HALF}")
    try:
        return _built(recipe, num_graphemes, FusedNorm if to_train else layers.BatchNormalization)
    finally:
        keras.config.set_dtype_policy(before)


def _built(recipe: LineRecipe, num_graphemes: int, norm: Norm) -> Model:
    """Return the network with layers of Keras' current precision, its maps normalised by `norm`."""
    inputs = keras.Input((HEIGHT, None, 1), dtype="uint8", name="line")
    maps = layers.Rescaling(1.0 / MAX_GREY, name="scale")(inputs)
    first, second, third, fourth, width = recipe.filters
    maps = _convolution(norm, maps, first, (5, 5), "conv_1", strides=2)
    maps = _again(norm, _convolution(norm, maps, second, (3, 3), "conv_2"), recipe.again[0], "conv_2")
    maps = layers.MaxPooling2D(2, name="pool_2")(maps)
    maps = _again(norm, _convolution(norm, maps, third, (3, 3), "conv_3"), recipe.again[1], "conv_3")
    maps = layers.MaxPooling2D((2, 1), name="pool_3")(maps)
    maps = _again(norm, _convolution(norm, maps, fourth, (3, 3), "conv_4"), recipe.again[2], "conv_4")
    maps = _convolution(norm, maps, width, (HEIGHT // 8, 1), "conv_5")
    for place, span in enumerate(recipe.spans, start=1):
        maps = _added(norm, maps, (1, span), f"across_{place}")
    if recipe.dropout:
        maps = layers.Dropout(recipe.dropout, name="dropout")(maps)
    answers = layers.Conv2D(ANSWERS * (1 + num_graphemes), (1, 1), name="answers", dtype="float32")(maps)
    logits = layers.Reshape((-1, 1 + num_graphemes), name="logits")(answers)
    return keras.Model(inputs, logits, name="lines")


def _again(norm: Norm, maps: Tensor, times: int, name: str) -> Tensor:
    """Return maps that as many convolutions over neighbours were added to, one after the other."""
    for place in range(1, times + 1):
        maps = _added(norm, maps, (3, 3), f"{name}_again_{place}")
    return maps


def _added(norm: Norm, maps: Tensor, kernel: tuple[int, int], name: str) -> Tensor:
    """Return maps with what one more convolution makes of them added (He et al. 2016, arXiv 1512.03385)."""
    more = _convolution(norm, maps, maps.shape[-1], kernel, name)
    return layers.Add(name=f"{name}_sum")([maps, more])


def _convolution(
    norm: Norm, maps: Tensor, filters: int, kernel: tuple[int, int], name: str, *, strides: int = 1
) -> Tensor:
    """Return maps after convolution, batch normalisation and ReLU; an upright kernel leaves one row."""
    maps = layers.Conv2D(
        filters,
        kernel,
        strides=strides,
        padding="valid" if kernel[1] == 1 else "same",
        use_bias=False,
        name=name,
    )(maps)
    maps = norm(momentum=MOMENTUM, name=f"{name}_norm")(maps)
    return layers.ReLU(name=f"{name}_relu")(maps)
