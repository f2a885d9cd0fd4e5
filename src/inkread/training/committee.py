"""Several networks as one, which answers with the mean of their logits: the slips of one are outvoted."""

from collections.abc import Sequence

import keras
from keras import layers

from inkread.preprocess.frame import SIDE
from inkread.training.architectures import Model


def committee(models: Sequence[Model]) -> Model:
    """Return the network whose logits are the mean of those of `models`.

    Its input has axes (n, 28, 28, 1), uint8, white ink on black; its output is logits (n, num_classes).

    Args:
        models: two or more networks of that form, all of the same classes.
    """
    glyphs = keras.Input((SIDE, SIDE, 1), dtype="uint8", name="glyph")
    # Networks of one recipe have one name, and Keras wants them told apart.
    members = [
        keras.Model(model.inputs, model.outputs[0], name=f"member_{number}")
        for number, model in enumerate(models, start=1)
    ]
    logits = layers.Average(name="logits")([member(glyphs) for member in members])
    return keras.Model(glyphs, logits, name="committee")
