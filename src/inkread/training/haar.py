"""One level of the two-dimensional Haar wavelet transform, as a layer that Keras files can name."""

from typing import Any, TypeAlias

import keras
from keras import layers, ops

Tensor: TypeAlias = Any  # keras.KerasTensor; Keras ships no types


@keras.saving.register_keras_serializable(package="inkread")
class HaarTransform(layers.Layer):  # type: ignore[misc]
    """Takes maps of even sides apart into their mean and three differences, each of half the sides.

    Each 2×2 square [[a, b], [c, d]] becomes (a + b + c + d) / 2, the difference of its columns
    (a - b + c - d) / 2, that of its rows (a + b - c - d) / 2, and the diagonal one (a - b - c + d) / 2: an
    orthogonal transform, so that nothing is lost and lengths are kept (Haar 1910; Mallat 1989, "A theory for
    multiresolution signal decomposition"). It has no weights.

    From (n, height, width, channels) to (n, height / 2, width / 2, 4 × channels), band after band.
    """

    def call(self, maps: Tensor) -> Tensor:
        """Return the four bands of `maps`."""
        top, bottom = maps[:, 0::2], maps[:, 1::2]
        a, b, c, d = top[:, :, 0::2], top[:, :, 1::2], bottom[:, :, 0::2], bottom[:, :, 1::2]
        bands = (a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d)
        return ops.concatenate(bands, axis=-1) / 2.0

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Return the shape of the bands."""
        num, height, width, channels = input_shape
        halves = [None if side is None else side // 2 for side in (height, width)]
        return (num, *halves, None if channels is None else 4 * channels)
