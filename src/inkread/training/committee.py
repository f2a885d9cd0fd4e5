"""Several networks as one, which answers with the mean of their logits: the slips of one are outvoted."""

from collections.abc import Sequence

import keras
import numpy as np
from keras import layers

from inkread.errors import TrainingError
from inkread.preprocess.frame import SIDE
from inkread.training.architectures import Model, Tensor


def committee(models: Sequence[Model]) -> Model:
    """Return the network whose logits are the mean of those of `models`.

    Its input has axes (n, 28, 28, 1), uint8, white ink on black; its output is logits (n, num_classes). Where
    all end in a dense layer, so does it: that of all their features, from which a gate can be fitted.

    Args:
        models: two or more networks of that form, all of the same classes.

    Raises:
        TrainingError: when they tell different numbers of classes apart.
    """
    counts = sorted({int(model.outputs[0].shape[-1]) for model in models})
    if len(counts) > 1:
        raise TrainingError(
            f"expected networks of the same characters, got some of {' and some of '.join(map(str, counts))}"
            " outputs; choose those of one charset"
        )
    glyphs = keras.Input((SIDE, SIDE, 1), dtype="uint8", name="glyph")
    last = [model.layers[-1] for model in models]
    if not all(_is_plain(layer) for layer in last):
        members = _members(models, [model.outputs[0] for model in models])
        return keras.Model(glyphs, layers.Average(name="logits")([one(glyphs) for one in members]))
    members = _members(models, [layer.input for layer in last])
    features = layers.Concatenate(name="features")([one(glyphs) for one in members])
    joined = layers.Dense(counts[0], name="logits", dtype="float32")
    made = keras.Model(glyphs, joined(features), name="committee")
    kernels, biases = zip(*(layer.get_weights() for layer in last), strict=True)
    joined.set_weights([np.concatenate(kernels) / len(models), np.mean(biases, axis=0)])
    return made


def _members(models: Sequence[Model], outputs: Sequence[Tensor]) -> list[Model]:
    """Return the models up to these outputs; with names that Keras can tell apart."""
    return [
        keras.Model(model.inputs, output, name=f"member_{number}")
        for number, (model, output) in enumerate(zip(models, outputs, strict=True), start=1)
    ]


def _is_plain(layer: layers.Layer) -> bool:
    """Return whether a layer is a dense one with a bias and nothing behind it."""
    return isinstance(layer, layers.Dense) and layer.use_bias and layer.activation is keras.activations.linear
