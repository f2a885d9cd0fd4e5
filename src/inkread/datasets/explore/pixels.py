"""How many images there are, how large, and what values their pixels take."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

NUM_LEVELS = 256
MAX_GREY = NUM_LEVELS - 1
LEVELS = np.arange(NUM_LEVELS)


@dataclass(frozen=True, slots=True)
class PixelFacts:
    """The images of a set as numbers.

    Attributes:
        num_images: images that can be read.
        heights: smallest, median and largest height, px.
        widths: likewise.
        num_shapes: how many different (height, width) there are; 1 for a set of one size.
        dtype: of a pixel.
        low: the darkest value of any image.
        high: the lightest.
        mean: over all pixels of all images.
        deviation: the standard deviation likewise.
        histogram: pixels of each grey level, axes (256,).
        num_unreadable: image files that cannot be read, or rows left out of a CSV.
        faults: what is wrong with them: a sentence, or a reason -> how often.
    """

    num_images: int
    heights: tuple[int, int, int]
    widths: tuple[int, int, int]
    num_shapes: int
    dtype: str
    low: int
    high: int
    mean: float
    deviation: float
    histogram: npt.NDArray[np.int64]
    num_unreadable: int
    faults: dict[str, int]

    @property
    def is_one_size(self) -> bool:
        """Whether all images have one height and width."""
        return self.num_shapes <= 1

    @property
    def num_levels(self) -> int:
        """How many different grey levels occur."""
        return int(np.count_nonzero(self.histogram))

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as JSON-ready values, the histogram left out."""
        names = ("smallest", "median", "largest")
        return {
            "num_images": self.num_images,
            "height": dict(zip(names, self.heights, strict=True)),
            "width": dict(zip(names, self.widths, strict=True)),
            "num_shapes": self.num_shapes,
            "dtype": self.dtype,
            "low": self.low,
            "high": self.high,
            "mean": round(self.mean, 4),
            "deviation": round(self.deviation, 4),
            "num_levels": self.num_levels,
            "missing_or_out_of_range": self.num_unreadable,
            "faults": self.faults,
        }


def pixel_facts(
    shapes: npt.NDArray[np.int64], histogram: npt.NDArray[np.int64], faults: dict[str, int]
) -> PixelFacts:
    """Return the facts of images.

    Args:
        shapes: height and width of each, axes (n, 2).
        histogram: pixels of each grey level over all images, axes (256,).
        faults: what could not be read -> how often.
    """
    total = max(int(histogram.sum()), 1)
    mean = float(histogram @ LEVELS) / total
    square = float(histogram @ LEVELS**2) / total
    found = np.flatnonzero(histogram)
    low, high = (int(found[0]), int(found[-1])) if len(found) else (0, 0)
    return PixelFacts(
        num_images=len(shapes),
        heights=_three(shapes[:, 0]),
        widths=_three(shapes[:, 1]),
        num_shapes=len(np.unique(shapes, axis=0)),
        dtype="uint8",
        low=low,
        high=high,
        mean=mean,
        deviation=max(square - mean**2, 0.0) ** 0.5,
        histogram=histogram,
        num_unreadable=sum(faults.values()),
        faults=faults,
    )


def _three(sides: npt.NDArray[np.int64]) -> tuple[int, int, int]:
    """Return the smallest, median and largest; zeros where there are none."""
    if not len(sides):
        return 0, 0, 0
    return int(sides.min()), int(np.median(sides)), int(sides.max())
