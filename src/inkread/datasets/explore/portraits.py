"""What a class looks like on the whole: its mean image, and where its images differ."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels

CHUNK = 2048  # images summed at once: 6 MB of 28×28 in float32

Portrait = npt.NDArray[np.uint8]
"""Axes (c, height, width), uint8; zeros for a class without an image."""


@dataclass(frozen=True, slots=True, eq=False)
class Portraits:
    """Each class in two images.

    Attributes:
        mean: the mean of each pixel.
        spread: the standard deviation of each pixel, doubled so that it fills the range 0 to 255.
    """

    mean: Portrait
    spread: Portrait


def portraits(images: npt.NDArray[np.uint8], labels: Labels, num_classes: int) -> Portraits:
    """Return mean and spread of each class.

    Args:
        images: of one size, axes (n, height, width).
        labels: axes (n,).
        num_classes: c.
    """
    shape = (num_classes, *images.shape[1:])
    mean, spread = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    for label in range(num_classes):
        rows = np.flatnonzero(labels == label)
        if not len(rows):
            continue
        total, squares = np.zeros(shape[1:]), np.zeros(shape[1:])
        for start in range(0, len(rows), CHUNK):
            chunk = images[rows[start : start + CHUNK]].astype(np.float32)
            total += chunk.sum(axis=0, dtype=np.float64)
            squares += np.square(chunk).sum(axis=0, dtype=np.float64)
        middle = total / len(rows)
        variance = np.maximum(squares / len(rows) - middle**2, 0.0)
        mean[label] = np.rint(middle)
        # No values from 0 to 255 deviate by more than 127.5, half of them at either end.
        spread[label] = np.rint(2.0 * np.sqrt(variance))
    return Portraits(mean, spread)
