"""An image whose pixels are the numbers in the cells of a row."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.scale.batch.job import ImageToRead
from inkread.scale.batch.sources.table_cells import bad_cell

FEWEST_PIXELS = 64  # a square of 8: scikit-learn's digits
BRIGHTEST = 255
DIGITS = re.compile(r"\d+")


def drawn(name: str, cells: Sequence[Any] | npt.NDArray[Any]) -> ImageToRead:
    """Return the image whose pixels are `cells`: those of a square one after another, or rows of them."""
    try:
        pixels = np.array(cells, dtype=np.float64)
    except (ValueError, TypeError) as error:
        return bad_cell(name, f"expected whole numbers from 0 to 255, got {error}; mend the row")
    if pixels.ndim == 1 and is_square(len(pixels)):
        side = math.isqrt(len(pixels))
        pixels = pixels.reshape(side, side)
    if pixels.ndim != 2 or pixels.size < FEWEST_PIXELS:
        return bad_cell(
            name,
            f"expected the pixels of a square, {FEWEST_PIXELS} or more, got {pixels.shape}; mend the row",
        )
    if not ((pixels >= 0) & (pixels <= BRIGHTEST) & (pixels == np.floor(pixels))).all():
        return bad_cell(name, "expected whole numbers from 0 to 255, got others; mend the row")
    return ImageToRead(name, pixels.astype(np.uint8))


def is_square(count: int) -> bool:
    """Return whether so many pixels fill a square."""
    return math.isqrt(count) ** 2 == count


def pixel_columns(names: Sequence[str]) -> list[int] | None:
    """Return which columns hold the pixels of a square, or None where none do.

    They are the most columns that are called alike but for digits, such as `pixel0` … `pixel783`.

    Example:
        >>> pixel_columns(["id", "label", *(f"pixel{place}" for place in range(64))])[:3]
        [2, 3, 4]
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        alike[DIGITS.sub("", name)].append(place)
    places = max(alike.values(), key=len, default=[])
    return places if len(places) >= FEWEST_PIXELS and is_square(len(places)) else None
