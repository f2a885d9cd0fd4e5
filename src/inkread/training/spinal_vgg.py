"""VGG-5 with spinal dense layers, from maps to the vector that its last layer turns into logits."""

from typing import Any, TypeAlias

from keras import layers

from inkread.training.recipes.rivals import SpinalVgg

Tensor: TypeAlias = Any  # keras.KerasTensor; Keras ships no types
GROUPS = ((1, 1), (2, 2), (4, 4, 4), (4, 4, 4))  # convolutions between two pools, times the width
KERNEL_SIZE = 3
NUM_SPINAL = 4


def spinal_vgg(maps: Tensor, network: SpinalVgg) -> Tensor:
    """Return what the spinal layers make of maps, axes (n, 4 × spine).

    Ten convolutions with bias and normalisation, then four dense layers. Each of these takes one half of the
    vector, the first and the second half in turn, and what the layer before gave.

    Args:
        maps: axes (n, 28, 28, channels); four pools leave one number of each map.
        network: its numbers.
    """
    place = 0
    for number, group in enumerate(GROUPS, start=1):
        for factor in group:
            place += 1
            maps = layers.Conv2D(factor * network.width, KERNEL_SIZE, padding="same", name=f"conv_{place}")(
                maps
            )
            maps = layers.BatchNormalization(name=f"norm_{place}")(maps)
            maps = layers.ReLU(name=f"relu_{place}")(maps)
        maps = layers.MaxPooling2D(name=f"pool_{number}")(maps)
    spine = _spine(layers.Flatten(name="flatten")(maps), network)
    return layers.Dropout(network.dropout, name="dropout")(spine) if network.dropout else spine


def _spine(vector: Tensor, network: SpinalVgg) -> Tensor:
    """Return the four spinal layers' outputs side by side."""
    rows = layers.Reshape((2, vector.shape[-1] // 2), name="in_two")(vector)
    halves = [
        layers.Flatten(name=f"{name}_half")(layers.Cropping1D(cropping, name=f"take_{name}")(rows))
        for name, cropping in (("first", (0, 1)), ("second", (1, 0)))
    ]
    outputs: list[Tensor] = []
    for place in range(1, NUM_SPINAL + 1):
        taken = halves[(place - 1) % 2]
        if outputs:
            taken = layers.Concatenate(name=f"spinal_input_{place}")([taken, outputs[-1]])
        if network.dropout:
            taken = layers.Dropout(network.dropout, name=f"dropout_{place}")(taken)
        units = layers.Dense(network.spine, name=f"spinal_{place}")(taken)
        outputs.append(
            layers.ReLU(name=f"spinal_relu_{place}")(
                layers.BatchNormalization(name=f"spinal_norm_{place}")(units)
            )
        )
    return layers.Concatenate(name="spine")(outputs)
