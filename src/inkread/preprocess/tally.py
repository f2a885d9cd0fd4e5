"""The grey levels of an image in order, from which medians and ranks are read off without sorting pixels."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

NUM_LEVELS = 256
LEVELS = np.arange(NUM_LEVELS)

Counts = npt.NDArray[np.int64]
"""Pixels of each grey level, axes (256,)."""


def histogram(image: GreyImage) -> Counts:
    """Return the pixels of each grey level, axes (256,)."""
    counts = cv2.calcHist([image], [0], None, [NUM_LEVELS], [0, NUM_LEVELS])
    return np.asarray(counts, dtype=np.int64).ravel()


@dataclass(frozen=True, slots=True)
class Tally:
    """Values that pixels have, and how many pixels.

    Attributes:
        values: in ascending order, axes (n,), float32.
        num_up_to: pixels of each value or a smaller one, axes (n,).
    """

    values: npt.NDArray[np.float32]
    num_up_to: npt.NDArray[np.int64]

    @classmethod
    def of_levels(cls, counts: Counts) -> Self:
        """Return the tally of a histogram, axes (256,): at most 256 values, however large the image."""
        levels = np.flatnonzero(counts)
        return cls(levels.astype(np.float32), np.cumsum(counts[levels]))

    @classmethod
    def of_pixels(cls, pixels: npt.NDArray[np.float32]) -> Self:
        """Return the tally of pixels of any values."""
        values = np.sort(pixels, axis=None)
        return cls(values, np.arange(1, values.size + 1))

    def __len__(self) -> int:
        """Return the number of pixels."""
        return int(self.num_up_to[-1])

    def less(self, amount: float) -> "Tally":
        """Return the tally of the same pixels, each less `amount`."""
        return Tally(self.values - np.float32(amount), self.num_up_to)

    def top(self) -> float:
        """Return the greatest value."""
        return float(self.values[-1])

    def at(self, place: int) -> np.float32:
        """Return the value at `place`, counted from 0, of the pixels in ascending order."""
        return np.float32(self.values[self.num_up_to.searchsorted(place, side="right")])

    def num_below(self, bound: float) -> int:
        """Return the number of pixels below `bound`."""
        return self._num_first(int(self.values.searchsorted(np.float32(bound), side="left")))

    def num_not_above(self, bound: float) -> int:
        """Return the number of pixels not above `bound`."""
        return self._num_first(int(self.values.searchsorted(np.float32(bound), side="right")))

    def median_of_lowest(self, count: int) -> float:
        """Return the median of the `count` lowest pixels, at least one."""
        return float((self.at((count - 1) // 2) + self.at(count // 2)) / 2)

    def _num_first(self, num_values: int) -> int:
        """Return the number of pixels of the first `num_values` values."""
        return int(self.num_up_to[num_values - 1]) if num_values else 0
