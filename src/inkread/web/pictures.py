"""Arrays on their way to a browser: pixels as PNG, numbers as float16."""

import base64
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inkread.history.png import png_of
from inkread.preprocess.paper import LONGEST_SIDE, fit_longest_side
from inkread.trail import GreyImage

QUALITY = 80  # of JPEG: the strokes stay sharp at a fifth of the bytes
FLOAT16_MAX = float(np.finfo(np.float16).max)


def kept_png(grey: GreyImage, *, longest: int = LONGEST_SIDE) -> bytes:
    """Return a picture as it is kept: its pixels alone, at the size that preprocessing works at.

    No byte of the file that came in survives: no metadata, no place where it was taken, no second file
    behind the first.

    Args:
        grey: axes (height, width), uint8, of either polarity.
        longest: px of the longest side.
    """
    return png_of(fit_longest_side(grey, longest))


def data_url(grey: GreyImage) -> str:
    """Return a grey picture as a `data:` address, at most 512 px on its longest side."""
    return png_url(kept_png(grey))


def png_url(content: bytes) -> str:
    """Return the bytes of a PNG file as a `data:` address."""
    return data_url_of(content, "image/png")


def jpeg_url(grey: GreyImage) -> str:
    """Return a grey picture as a `data:` address of a JPEG, of its own size."""
    _, content = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return data_url_of(content.tobytes(), "image/jpeg")


def data_url_of(content: bytes, kind: str) -> str:
    """Return the bytes of a file of some content type as a `data:` address."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def float16_text(values: npt.NDArray[Any]) -> str:
    """Return numbers in base64 of little-endian float16, row by row; those beyond its range at its ends."""
    clipped = np.clip(values, -FLOAT16_MAX, FLOAT16_MAX)
    return base64.b64encode(clipped.astype("<f2").tobytes()).decode("ascii")
