"""The scale from 0 to 1 that corruptions are defined on, and the way back to grey levels."""

from typing import Any

import numpy as np
import numpy.typing as npt

SIDE = 28  # px of a glyph, both ways
WHITE = 255

Glyphs = npt.NDArray[np.uint8]
"""Glyphs, axes (n, 28, 28), uint8, white ink on black."""
Shares = npt.NDArray[np.float32]
"""The same from 0, black, to 1, white."""


def shares(glyphs: Glyphs) -> Shares:
    """Return grey levels as shares of white."""
    return np.divide(glyphs, WHITE, dtype=np.float32)


def grey_levels(values: npt.NDArray[np.floating[Any]]) -> Glyphs:
    """Return shares of white as the nearest grey levels; below 0 is black, above 1 white."""
    return np.asarray(np.rint(np.clip(values, 0.0, 1.0) * WHITE), np.uint8)
