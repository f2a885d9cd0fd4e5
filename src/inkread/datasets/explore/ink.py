"""Where the ink of an image lies and how thick it is, measured on whole blocks of images at once."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

MEASURES = ("ink share", "stroke width", "box height", "box width", "centre row", "centre column")
UNITS = ("% of the image", "px", "% of the height", "% of the width", "% of the height", "% of the width")
LONGEST = 256  # px; larger images are shrunk to measure them, and widths given in their own pixels
RING_MAJORITY = 0.5  # share of bright border pixels from which the paper is bright
PERCENTILES = (5, 50, 95)

Block = npt.NDArray[np.uint8]
"""Images of one size, axes (n, height, width), uint8, of any polarity."""

Ink = npt.NDArray[np.float32]
"""One row an image: the MEASURES, then whether the ink is dark (1 or 0); NaN where there is no ink."""


@dataclass(frozen=True, slots=True)
class InkFacts:
    """The ink of a whole set.

    Attributes:
        spread: measure -> its 5th, 50th and 95th percentile over the images with ink, in its unit.
        num_blank: images of a single grey level.
        num_dark_ink: images whose ink is darker than their paper.
    """

    spread: dict[str, tuple[float, float, float]]
    num_blank: int
    num_dark_ink: int

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as JSON-ready values."""
        named = dict(zip(MEASURES, UNITS, strict=True))
        return {
            "measures": {
                name: {"unit": named[name], "p5": low, "median": middle, "p95": high}
                for name, (low, middle, high) in self.spread.items()
            },
            "num_blank": self.num_blank,
            "num_dark_ink": self.num_dark_ink,
        }


def ink_facts(ink: Ink) -> InkFacts:
    """Return the facts of the rows that `measure_ink` made."""
    found = ink[~np.isnan(ink[:, 0])]
    spread = {}
    for place, name in enumerate(MEASURES):
        values = np.percentile(found[:, place], PERCENTILES) if len(found) else np.zeros(len(PERCENTILES))
        low, middle, high = (round(float(value), 2) for value in values)
        spread[name] = (low, middle, high)
    return InkFacts(spread, len(ink) - len(found), int(found[:, -1].sum()))


def measure_ink(images: Block) -> Ink:
    """Return the ink of each image, axes (n, 7).

    Ink is what lies on the far side of the middle between an image's lightest and darkest pixel, seen from
    its border. That is a rule to describe sets by; what a photo's ink is, only preprocessing tells well.
    """
    images, scale = _fit(images)
    num, height, width = images.shape
    mask, is_dark = _ink_mask(images)
    area = mask.sum(axis=(1, 2), dtype=np.int64)
    rows, columns = mask.sum(axis=2, dtype=np.int64), mask.sum(axis=1, dtype=np.int64)
    row, column = rows @ np.arange(height) + area / 2, columns @ np.arange(width) + area / 2
    core = mask[:, 1:, 1:] & mask[:, :-1, 1:] & mask[:, 1:, :-1] & mask[:, :-1, :-1]
    # The width as `preprocess.cautions.pen_width` takes it: area ÷ what a shift by one pixel takes away.
    pen = area / np.maximum(area - core.sum(axis=(1, 2), dtype=np.int64), 1) * scale
    some = np.where(area > 0, area, np.nan)
    return np.stack(
        [
            100.0 * some / (height * width),
            np.where(area > 0, pen, np.nan),
            100.0 * _extent(rows > 0) / height,
            100.0 * _extent(columns > 0) / width,
            100.0 * row / some / height,
            100.0 * column / some / width,
            is_dark,
        ],
        axis=1,
        dtype=np.float32,
    ).reshape(num, len(MEASURES) + 1)


def _ink_mask(images: Block) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return the ink of each image, axes (n, height, width), and whether it is dark, axes (n,)."""
    low, high = images.min(axis=(1, 2)), images.max(axis=(1, 2))
    split = (low.astype(np.uint16) + high) // 2
    bright: npt.NDArray[np.bool_] = images > split[:, None, None].astype(np.uint8)
    border = (bright[:, 0], bright[:, -1], bright[:, :, 0], bright[:, :, -1])
    is_dark = np.concatenate(border, axis=1).mean(axis=1) >= RING_MAJORITY
    return bright ^ is_dark[:, None, None], np.asarray(is_dark)


def _extent(inked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return the rows or columns from the first with ink to the last, axes (n,)."""
    first, after = inked.argmax(axis=1), inked.shape[1] - inked[:, ::-1].argmax(axis=1)
    return np.where(inked.any(axis=1), after - first, 0)


def _fit(images: Block) -> tuple[Block, float]:
    """Return the images at most LONGEST px a side, and how many of their own pixels one of theirs is."""
    _, height, width = images.shape
    scale = max(1.0, max(height, width) / LONGEST)
    if scale == 1.0:
        return images, scale
    shape = (max(1, round(width / scale)), max(1, round(height / scale)))
    small = [cv2.resize(image, shape, interpolation=cv2.INTER_AREA) for image in images]
    return np.stack(small).astype(np.uint8), scale
