"""A file's bytes as a Pillow image, opened as the one format that its first bytes announce.

Every ceiling is held here, in the order of what it costs to check.
"""

import io
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from inkread.errors import ImageError
from inkread.preprocess.decode.format import sniff
from inkread.preprocess.decode.grey_image import grey_of_image
from inkread.preprocess.decode.limits import (
    MAX_BASELINE_PIXELS,
    MAX_CANVAS_BYTES,
    MAX_CANVAS_PIXELS,
    MAX_EXIF_BYTES,
    MAX_HEIC_PIXELS,
    MAX_PIXELS,
    MAX_RUN_LENGTH_BYTES,
    check_bytes,
    check_pixels,
)
from inkread.preprocess.decode.pages import tiff_pages
from inkread.preprocess.decode.parts import check_parts, check_tiff_scans, jpeg_parts, webp_size
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
_CEILINGS = {"webp": MAX_CANVAS_PIXELS, "avif": MAX_CANVAS_PIXELS, "jpeg": MAX_BASELINE_PIXELS}
_JPEG_IN_TIFF = ("jpeg", "tiff_jpeg")
_OFFSETS_IN_TIFF = (273, 324)  # StripOffsets, TileOffsets (TIFF 6.0, sections 8 and 15)
_RUN_LENGTH_BMP = (1, 2)  # RLE8 and RLE4; TIFF names its compressions by words


def grey_of_file(data: bytes) -> tuple[GreyImage, dict[str, Number]]:
    """Return the grey of an encoded picture and what was decided about it.

    Raises:
        ImageError: when a ceiling is passed or the format is not accepted; Pillow's own errors pass through.
    """
    check_bytes(len(data))
    name = sniff(data)
    check_parts(data, name)
    parts = (
        jpeg_parts(data) if name == "jpeg" else None
    )  # before opening, which walks the same segments slowly
    with _open(data, name) as image:
        width, height = image.size
        mode = image.mode
        scaled = 1 if parts is None else _shrink_while_decoding(image, row_by_row=parts.row_by_row)
        image.load()
        if name == "heif" and width * height > MAX_PIXELS:
            image, scaled = image.reduce(2), 2
        grey, numbers = grey_of_loaded(image)
    numbers |= {"format": name, "width": width, "height": height, "mode": mode, "scaled": scaled}
    return grey, numbers | ({"pages": tiff_pages(data)} if name == "tiff" else {})


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
    if name in ("webp", "avif"):
        check_bytes(len(data), ceiling=MAX_CANVAS_BYTES)
    if size := webp_size(data):  # before opening, which makes two canvases of this size
        check_pixels(*size, ceiling=MAX_CANVAS_PIXELS)
    import_module(f"PIL.{_PLUGINS[name]}")
    image = Image.open(io.BytesIO(data), formats=[name.upper()])
    check_pixels(*image.size, ceiling=_CEILINGS.get(name, MAX_PIXELS))
    if image.info.get("compression") in _RUN_LENGTH_BMP:
        check_bytes(len(data), ceiling=MAX_RUN_LENGTH_BYTES)
    if name == "tiff" and image.info.get("compression") in _JPEG_IN_TIFF:
        check_tiff_scans(data, parts=_tiff_parts(image), pixels=image.width * image.height)
    return image


def _tiff_parts(image: Any) -> int:  # noqa: ANN401 - only TIFF images have tags
    """Return in how many strips or tiles a TIFF lies; each is a JPEG of its own, with one honest scan."""
    return max(len(image.tag_v2.get(tag, ())) for tag in _OFFSETS_IN_TIFF)


def _open_heif(data: bytes) -> "Image":
    try:
        import pillow_heif
    except ImportError as error:
        raise ImageError(
            "expected a picture that can be opened here, got HEIC; save it as JPEG, or do:"
            " pip install 'inkread[heic]'",
            reason="unsupported_format",
        ) from error
    file = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    check_pixels(*file.size, ceiling=MAX_HEIC_PIXELS)
    image: Image = file.to_pillow()
    return image


def _shrink_while_decoding(image: Any, *, row_by_row: bool) -> int:  # noqa: ANN401 - only JPEG has draft()
    """Ask libjpeg for grey, and for half the size of what is too large; return the divisor."""
    width, height = image.size
    if not row_by_row:
        check_pixels(width, height)
    halve = width * height > MAX_PIXELS
    image.draft("L", (width // 2, height // 2) if halve else None)
    return 2 if halve else 1


def _orientation(image: "Image") -> tuple[int, bool]:
    """Return the EXIF orientation, 1 to 8, and whether the EXIF block could be read at all.

    A photo whose EXIF was damaged by some editor still is a photo, so it is read as it lies.
    """
    if len(image.info.get("exif") or b"") > MAX_EXIF_BYTES:
        return 1, False
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
