"""How colours, transparency and deep pixels become one grey between 0 and 255.

The same integer arithmetic serves files and arrays, so that one drawing gives one grey however it
was stored.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.trail import GreyImage

# ITU-R BT.601-7, section 2.5.1: Y = 0.299 R + 0.587 G + 0.114 B, here in 65,536ths. They add up to
# exactly 65,536, so that a grey stored as colour comes back as the very same grey.
_RED, _GREEN, _BLUE = 19_595, 38_470, 7_471
_HALF = 32_768

_CONSTANT_SPREAD = (
    16  # a canvas keeps colours multiplied by alpha, so that one ink comes back a few levels apart
)
_OPAQUE = 255


def luma(colours: npt.NDArray[np.uint8]) -> GreyImage:
    """Return the luma of (height, width, 3) uint8 RGB colours as (height, width) uint8.

    >>> luma(np.full((1, 1, 3), 77, np.uint8)).item()
    77
    """
    wide = colours.astype(np.uint32)
    total = wide[..., 0] * _RED + wide[..., 1] * _GREEN + wide[..., 2] * _BLUE + _HALF
    return (total >> 16).astype(np.uint8)


def eight_bits(deep: npt.NDArray[np.unsignedinteger[Any]]) -> npt.NDArray[np.uint8]:
    """Return 16-bit values as 8-bit ones: v × 257, which is white for v = 255, becomes v."""
    return (deep >> 8).astype(np.uint8)


def lay_on_white(grey: GreyImage, alpha: GreyImage) -> tuple[GreyImage, str]:
    """Return what is seen when (height, width) `grey` with `alpha` lies on white paper, and how it was found.

    Where everything visible has one colour, the drawing is in the alpha alone: white ink on a
    transparent ground would vanish on white, and yellow nearly so. Such ink is taken as black. A
    surface that is opaque along its border is a sheet of paper and not ink.

    Returns:
        The grey, and `none` (all opaque), `flattened` or `is_ink`.
    """
    if int(alpha.min()) == _OPAQUE:
        return grey, "none"
    if _is_one_ink(grey, alpha):
        return _OPAQUE - alpha, "is_ink"
    seen = np.empty_like(grey)
    for row, (line, cover) in enumerate(zip(grey, alpha.astype(np.uint16), strict=True)):
        seen[row] = (line * cover + (_OPAQUE - cover) * _OPAQUE + 127) // _OPAQUE
    return seen, "flattened"


def _is_one_ink(grey: GreyImage, alpha: GreyImage) -> bool:
    strongest = int(alpha.max())
    if strongest == 0:
        return True
    visible = grey[alpha >= max(1, strongest // 2)]
    if int(visible.max()) - int(visible.min()) > _CONSTANT_SPREAD:
        return False
    border = np.concatenate((alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]))
    return float(border.mean()) < _OPAQUE / 2
