"""A file's bytes as a Pillow image, opened as the one format that its first bytes announce.

Every ceiling is held here, in the order of what it costs to check.
"""

import io
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from inkread.errors import ImageError
from inkread.preprocess.grey_image import grey_of_image
from inkread.preprocess.image_format import sniff
from inkread.preprocess.image_limits import (
    MAX_BASELINE_PIXELS,
    MAX_CANVAS_PIXELS,
    MAX_PIXELS,
    MAX_RUN_LENGTH_BYTES,
    check_bytes,
    check_pixels,
)
from inkread.preprocess.image_parts import check_parts, jpeg_parts
from inkread.trail import GreyImage, Number

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION = 0x0112
_BITS = {"1": 1, "I;16": 16, "I;16L": 16, "I;16B": 16, "I;16N": 16, "I": 32, "F": 32}
_PLUGINS = {  # named, because Pillow looks for a plugin it has not loaded by importing all 43
    "png": "PngImagePlugin",
    "jpeg": "JpegImagePlugin",
    "gif": "GifImagePlugin",
    "bmp": "BmpImagePlugin",
    "tiff": "TiffImagePlugin",
    "webp": "WebPImagePlugin",
    "avif": "AvifImagePlugin",
}
_RAW_BMP = 0
_BITFIELDS_BMP = 3


def grey_of_file(data: bytes) -> tuple[GreyImage, dict[str, Number]]:
    """Return the grey of an encoded picture and what was decided about it.

    Raises:
        ImageError: when a ceiling is passed or the format is not accepted; Pillow's own errors pass through.
    """
    check_bytes(len(data))
    name = sniff(data)
    check_parts(data, name)
    with _open(data, name) as image:
        width, height = image.size
        mode = image.mode
        scaled = _shrink_while_decoding(image, data) if name == "jpeg" else 1
        image.load()
        grey, numbers = grey_of_loaded(image)
    return grey, {**numbers, "format": name, "width": width, "height": height, "mode": mode, "scaled": scaled}


def grey_of_loaded(image: "Image") -> tuple[GreyImage, dict[str, Number]]:
    """Return the upright grey of a Pillow image whose pixels are there, and its numbers."""
    orientation, readable = _orientation(image)
    grey, alpha = grey_of_image(image)
    return _upright(grey, orientation), {
        "format": (image.format or "pillow").lower(),
        "width": image.width,
        "height": image.height,
        "mode": image.mode,
        "bits": _BITS.get(image.mode, 8),
        "alpha": alpha,
        "exif_orientation": orientation,
        "exif_readable": readable,
        "more_frames": bool(getattr(image, "is_animated", False)),
        "scaled": 1,
    }


def load_decoders() -> None:
    """Import every decoder now, for a process that will not be able to later."""
    for plugin in (*_PLUGINS.values(), "MpoImagePlugin"):
        import_module(f"PIL.{plugin}")
    if find_spec("pillow_heif"):
        import_module("pillow_heif")


def _open(data: bytes, name: str) -> "Image":
    """Open without decoding, and refuse what is too large."""
    from PIL import Image, ImageFile

    if ImageFile.LOAD_TRUNCATED_IMAGES:
        raise ImageError(
            "expected PIL.ImageFile.LOAD_TRUNCATED_IMAGES to be off, got True; "
            "set it to False, or cut-off files are read half grey",
            reason="unsafe_setting",
        )
    if name == "heif":
        return _open_heif(data)
    import_module(f"PIL.{_PLUGINS[name]}")
    image = Image.open(io.BytesIO(data), formats=[name.upper()])
    ceiling = {"webp": MAX_CANVAS_PIXELS, "avif": MAX_CANVAS_PIXELS, "jpeg": MAX_BASELINE_PIXELS}
    check_pixels(*image.size, ceiling=ceiling.get(name, MAX_PIXELS))
    if name == "bmp":
        _check_run_length(image, len(data))
    return image


def _open_heif(data: bytes) -> "Image":
    try:
        import pillow_heif
    except ImportError as error:
        raise ImageError(
            "expected a picture that can be opened here, got HEIC; install inkread[heic], or save it as JPEG",
            reason="unsupported_format",
        ) from error
    file = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    check_pixels(*file.size)
    image: Image = file.to_pillow()
    image.format = "HEIF"
    return image


def _check_run_length(image: "Image", count: int) -> None:
    if image.info.get("compression") in (None, _RAW_BMP, _BITFIELDS_BMP) or count <= MAX_RUN_LENGTH_BYTES:
        return
    raise ImageError(
        f"expected a run-length BMP of at most {MAX_RUN_LENGTH_BYTES:,} bytes, got {count:,}; save it as PNG",
        reason="too_many_bytes",
    )


def _shrink_while_decoding(image: Any, data: bytes) -> int:  # noqa: ANN401 - draft() is of JPEG images alone
    """Ask libjpeg for grey, and for half the size of what is too large; return the divisor."""
    parts = jpeg_parts(data)
    width, height = image.size
    if not parts.row_by_row:
        check_pixels(width, height)
    halve = width * height > MAX_PIXELS
    image.draft("L", (width // 2, height // 2) if halve else None)
    return 2 if halve else 1


def _orientation(image: "Image") -> tuple[int, bool]:
    """Return the EXIF orientation, 1 to 8, and whether the EXIF block could be read at all.

    A photo whose EXIF was damaged by some editor still is a photo, so it is read as it lies.
    """
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - Pillow's parser raises a dozen kinds; the answer goes into the trail
        return 1, False
    return (value, True) if value in range(1, 9) else (1, True)


def _upright(grey: GreyImage, orientation: int) -> GreyImage:
    """Undo the camera's orientation (Exif 2.32, section 4.6.4, tag 0x0112): 5 to 8 lie on their side."""
    if orientation >= 5:
        grey = grey.T
    if orientation in (2, 3, 7, 8):
        grey = grey[:, ::-1] if orientation in (2, 3) else grey[::-1]
    if orientation in (3, 4, 6, 7):
        grey = grey[::-1] if orientation in (3, 4) else grey[:, ::-1]
    return np.ascontiguousarray(grey)
