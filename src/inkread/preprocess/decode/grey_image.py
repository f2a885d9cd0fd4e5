"""A Pillow image of any mode as a grey image, a band of rows at a time to keep memory small."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from inkread.errors import ImageError
from inkread.preprocess.decode.grey_levels import eight_bits, lay_on_white, luma
from inkread.trail import GreyImage

if TYPE_CHECKING:
    from PIL.Image import Image

_BAND_PIXELS = 2**20
_DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N")
_LIGHTNESS_MODES = ("LAB",)  # Pillow converts them to nothing else; their first channel is the lightness
_WHITE_IS_ZERO = 0
_PHOTOMETRIC = 262

Planes = tuple[GreyImage, GreyImage | None]
"""Grey and, where there is any, alpha; both axes (height, width)."""


def grey_of_image(image: "Image") -> tuple[GreyImage, str]:
    """Return the grey of a loaded Pillow image, (height, width) uint8, and what its alpha was.

    Raises:
        ImageError: `unsupported_pixels` for numbers that have no agreed grey.
    """
    width, height = image.size
    see_through = image.has_transparency_data
    grey = np.empty((height, width), np.uint8)
    alpha = np.empty((height, width), np.uint8) if see_through else None
    span = _value_span(image)
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        band = image if rows >= height else image.crop((0, top, width, bottom))
        grey[top:bottom], cover = _planes(band, span=span)
        if alpha is not None:
            alpha[top:bottom] = 255 if cover is None else cover
    if _is_negative(image):
        np.subtract(255, grey, out=grey)
    return (grey, "none") if alpha is None else lay_on_white(grey, alpha)


def _planes(band: "Image", *, span: float) -> Planes:
    """Return grey and alpha of a band; `span` is the white of modes I and F, see `_value_span`."""
    if band.mode in _DEEP_MODES:
        return _deep_planes(band)
    if band.mode in ("I", "F"):
        return np.rint(np.asarray(band, np.float32) * (255.0 / span)).astype(np.uint8), None
    if band.mode in _LIGHTNESS_MODES:
        return np.asarray(band.getchannel(0)), None
    if band.mode == "La":  # premultiplied grey, which converts to nothing but plain grey and alpha
        band = band.convert("LA")
    if band.has_transparency_data:
        pixels = np.asarray(band.convert("RGBA"))
        return luma(pixels[..., :3]), pixels[..., 3]
    if band.mode in ("1", "L"):
        return np.asarray(band if band.mode == "L" else band.convert("L")), None
    return luma(np.asarray(band.convert("RGB"))), None


def _deep_planes(band: "Image") -> Planes:
    """Return a 16-bit band; the one grey that a PNG may name as transparent is compared at full depth."""
    deep: npt.NDArray[np.uint16] = np.asarray(band).astype(np.uint16)
    clear = band.info.get("transparency")
    if not isinstance(clear, int):
        return eight_bits(deep), None
    return eight_bits(deep), np.where(deep == clear, 0, 255).astype(np.uint8)


def _value_span(image: "Image") -> float:
    """Return the value that stands for white in the modes I and F, whose range no standard fixes.

    Floats to 1, and integers to 255 or to 65,535 (where old Pillow kept 16-bit PNG), are in use;
    stretching anything else would turn an almost blank page into strokes.
    """
    if image.mode not in ("I", "F"):
        return 255.0
    low, high = image.getextrema()
    for span in (1.0,) if image.mode == "F" else (255.0, 65_535.0):
        if 0 <= low <= high <= span:  # type: ignore[operator] # one band, so two numbers; NaN compares false
            return span
    raise ImageError(
        f"expected floats from 0 to 1 or integers from 0 to 65,535, got {low} to {high}; save it with 8 bits",
        reason="unsupported_pixels",
    )


def _is_negative(image: "Image") -> bool:
    """Return whether a TIFF of 16 bits or floats counts from white to black; Pillow turns 8 bits only."""
    tags = getattr(image, "tag_v2", None)
    deep = image.mode in _DEEP_MODES or image.mode == "F"
    return deep and tags is not None and tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO
