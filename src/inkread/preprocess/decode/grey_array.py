"""A NumPy array as a grey image, or a sentence that says why it is none."""

from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.errors import ImageError
from inkread.preprocess.decode.grey_levels import eight_bits, lay_on_white, luma
from inkread.preprocess.decode.limits import check_pixels
from inkread.trail import GreyImage, Number

_SHAPES = "(height, width) or (height, width, 1 to 4 channels)"
_RANGES = "uint8, bool, uint16, or floats from 0 to 1"


def grey_of_array(array: npt.NDArray[Any]) -> tuple[GreyImage, dict[str, Number]]:
    """Return the grey of a grey, grey + alpha, RGB or RGBA array, and what was decided about it.

    Args:
        array: axes (height, width) or (height, width, channels), channels 1 to 4 in the order RGB(A);
            uint8 0–255, bool, uint16 0–65535, or floats 0–1.

    Returns:
        A new array, axes (height, width), uint8, and its numbers.

    Raises:
        ImageError: `bad_array` for another shape, type or range, `too_many_pixels` for a huge one.
    """
    _check_shape(array)
    if array.ndim == 2 and array.dtype == np.uint8:
        grey: GreyImage = np.array(array, order="C")
        alpha, mode = "none", "uint8"  # spelled out: NumPy takes longer to name its type than to copy a glyph
    else:
        grey, alpha = _grey_of_channels(_to_uint8(array))
        mode = f"{array.dtype}×{array.shape[2]}" if array.ndim == 3 else str(array.dtype)
    height, width = grey.shape
    return grey, {
        "format": "array",
        "width": width,
        "height": height,
        "mode": mode,
        "bits": 1 if array.dtype == np.bool_ else array.dtype.itemsize * 8,
        "alpha": alpha,
        "exif_orientation": 1,
        "more_frames": False,
        "scaled": 1,
    }


def _check_shape(array: npt.NDArray[Any]) -> None:
    if array.ndim not in (2, 3) or array.size == 0 or (array.ndim == 3 and array.shape[2] > 4):
        raise ImageError(
            f"expected an array of axes {_SHAPES}, got shape {array.shape}; "
            "hand over one picture at a time, channels last",
            reason="bad_array",
        )
    check_pixels(array.shape[1], array.shape[0])


def _to_uint8(array: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Return the same array in uint8, white = 255."""
    if array.dtype == np.uint8:
        return np.ascontiguousarray(array)
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype.kind == "u" and array.dtype.itemsize == 2:
        return eight_bits(array)
    if array.dtype.kind == "f":
        return _floats_to_uint8(array)
    raise ImageError(
        f"expected {_RANGES}, got an array of {array.dtype}; "
        "for values from 0 to 255 use array.astype(numpy.uint8)",
        reason="bad_array",
    )


def _floats_to_uint8(array: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    low, high = float(array.min()), float(array.max())
    if not (low >= 0.0 and high <= 1.0):  # written so that NaN, which compares false, is refused as well
        raise ImageError(
            f"expected floats from 0 to 1, got {low:g} to {high:g}; "
            "divide by the greatest value, or use array.astype(numpy.uint8) for 0 to 255",
            reason="bad_array",
        )
    return np.rint(array.astype(np.float32) * 255).astype(np.uint8)


def _grey_of_channels(array: npt.NDArray[np.uint8]) -> tuple[GreyImage, str]:
    if array.ndim == 2:
        return array, "none"
    channels = array.shape[2]
    grey = luma(array[..., :3]) if channels >= 3 else np.ascontiguousarray(array[..., 0])
    if channels in (2, 4):
        return lay_on_white(grey, np.ascontiguousarray(array[..., -1]))
    return grey, "none"
