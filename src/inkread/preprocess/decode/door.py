"""The one door for pictures: bytes, files, PIL images and arrays come out as one grey image.

The command line, the web, the desktop window and training all decode here, so that a picture is
accepted by all of them or by none, and has the same pixels everywhere.
"""

import os
import re
import struct
import sys
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt

from inkread.errors import ImageError
from inkread.preprocess.decode.grey_array import grey_of_array
from inkread.preprocess.decode.limits import MAX_PIXELS, check_pixels
from inkread.preprocess.decode.source import name_of, read_source
from inkread.preprocess.strokes import Strokes
from inkread.trail import GreyImage, Number

if TYPE_CHECKING:
    from PIL.Image import Image

    Encoded = bytes | bytearray | memoryview | str | os.PathLike[str] | BinaryIO
    Source: TypeAlias = "Encoded | Image | npt.NDArray[Any] | Strokes | DecodedImage"

_DECLARED = re.compile(r"\((\d+) pixels\)")  # in the text of Pillow's bomb errors


@dataclass(frozen=True, slots=True, eq=False)
class DecodedImage:
    """A picture upright and grey, its polarity as in the source.

    Attributes:
        grey: axes (height, width), uint8, 0 black to 255 white.
        numbers: what was found and decided: format, width, height and mode of the source, bits,
            alpha (`none`, `flattened` on white, or `is_ink`), exif_orientation (1 to 8, applied),
            more_frames (only the first is read), scaled (the divisor of a large JPEG), pages (of a TIFF, of
            which the first is read); of strokes the canvas' width and height, pen_width, num_strokes and
            num_points.
    """

    grey: GreyImage
    numbers: dict[str, Number] = field(default_factory=dict)


def decode(source: "Source") -> DecodedImage:
    """Return the picture behind `source` as one grey image.

    Args:
        source: an encoded picture as bytes, as a path or as an open binary file; a PIL image; an array of
            axes (height, width) or (height, width, channels), see `grey_of_array`; the strokes of a
            drawing, which become black ink on white, see `render`; or what a `DecodeWorker` decoded already.

    Raises:
        ImageError: always this one, with one of the codes of `limits.REASONS`.

    >>> decode(np.full((2, 3), 200, np.uint8)).grey.shape
    (2, 3)
    """
    if isinstance(source, DecodedImage):
        return source
    if isinstance(source, np.ndarray):
        return DecodedImage(*grey_of_array(source))
    if isinstance(source, Strokes):
        return _drawn(source)
    try:
        return _decode_with_pillow(source)
    except ImageError as error:
        name = name_of(source)
        raise (ImageError(f"{name}: {error}", reason=error.reason) if name else error) from error.__cause__
    except Exception as error:  # decoders of hostile bytes raise anything; 1 % of it is no OSError
        raise _as_image_error(error, name_of(source)) from error


def _drawn(strokes: Strokes) -> DecodedImage:
    from inkread.preprocess.stroke_rendering import render  # OpenCV: this door opens pictures without it

    numbers: dict[str, Number] = {
        "format": "strokes",
        "width": strokes.width,
        "height": strokes.height,
        "pen_width": strokes.pen_width,
        "num_strokes": len(strokes.strokes),
        "num_points": strokes.num_points,
    }
    return DecodedImage(render(strokes), numbers)


def _decode_with_pillow(source: Any) -> DecodedImage:  # noqa: ANN401 - callers hand over what they like
    pillow = sys.modules.get("PIL.Image")  # a PIL image cannot exist before its module does
    if pillow is not None and isinstance(source, pillow.Image):
        return _decode_image(source)
    data = read_source(source)
    from inkread.preprocess.decode.file import grey_of_file
    from inkread.preprocess.decode.pillow_warnings import pillow_warnings

    with pillow_warnings():
        return DecodedImage(*grey_of_file(data))


def _decode_image(image: "Image") -> DecodedImage:
    from inkread.preprocess.decode.file import grey_of_loaded
    from inkread.preprocess.decode.pillow_warnings import pillow_warnings

    check_pixels(*image.size)
    with pillow_warnings():
        image.load()
        return DecodedImage(*grey_of_loaded(image))


def _as_image_error(error: Exception, name: str) -> ImageError:
    """Return what a decoder raised as an `ImageError` with the nearest reason."""
    from PIL import UnidentifiedImageError
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    what = f"{type(error).__name__}: {error}"
    if isinstance(error, UnidentifiedImageError):  # its own text holds nothing but an address in memory
        what = "the header makes no sense"
    start = f"{name}: " if name else ""
    if isinstance(error, DecompressionBombError | DecompressionBombWarning):
        # Its own text speaks of an attack, where a person has scanned a poster.
        declared = _DECLARED.search(str(error))
        got = f"{int(declared[1]):,}" if declared else "too many"
        return ImageError(
            f"{start}expected at most {MAX_PIXELS:,} pixels, got {got}; scale the picture down, or crop it",
            reason="too_many_pixels",
        )
    if isinstance(error, MemoryError):
        return ImageError(
            f"{start}expected to have memory for the picture, got too little; scale it down",
            reason="out_of_memory",
        )
    if isinstance(error, EOFError | struct.error) or "truncated" in str(error).lower():
        return ImageError(
            f"{start}expected a whole file, got one that ends early (“{what}”); copy or download it again",
            reason="truncated",
        )
    kind = "cannot be unpacked" if isinstance(error, zlib.error) else "cannot be decoded"
    return ImageError(
        f"{start}expected a sound picture, got one that {kind} (“{what}”); save or download it again",
        reason="damaged",
    )
