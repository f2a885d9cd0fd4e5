"""Drawings made of strokes, and the same drawing in the encodings that pictures come in."""

import importlib.util
import io

import cv2
import numpy as np
from PIL import Image

TURNS = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""EXIF orientation -> the Pillow transposition that makes the stored pixels of an upright drawing."""


def draw(seed):
    """A few smooth dark strokes on white, axes (height, width), uint8, from a seed."""
    rng = np.random.default_rng(seed)
    height, width = rng.integers(40, 90, 2)
    paper = np.full((height, width), 255, np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        points = (rng.uniform(0.15, 0.85, (4, 2)) * (width, height)).astype(np.int32)
        cv2.polylines(
            paper, [points], isClosed=False, color=int(rng.integers(0, 60)), thickness=3, lineType=cv2.LINE_AA
        )
    return paper


def encode(image, format_name, **options):
    out = io.BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


def with_orientation(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def turned(image, orientation):
    """A PNG whose pixels lie as a camera held that way would store them."""
    turn = TURNS[orientation]
    stored = image if turn is None else image.transpose(Image.Transpose(turn))
    return encode(stored, "PNG", exif=with_orientation(orientation))


def deep(grey):
    return Image.fromarray(grey.astype(np.uint16) * 257)


def ink_as_alpha(grey, colour):
    ink = np.full((*grey.shape, 4), colour, np.uint8)
    ink[..., 3] = 255 - grey
    return Image.fromarray(ink)


def palette_with_transparency(grey):
    """A palette of greys in reverse order, of which an unused entry is transparent."""
    image = Image.fromarray((255 - grey) // 2 * 2)
    image = image.convert("P")
    image.putpalette([255 - at for at in range(256) for _ in "rgb"])
    return image


def encodings():
    """Name -> bytes: one drawing in every encoding that the decoders have a path of their own for."""
    grey = draw(7)[:40, :40]
    return {**pngs(grey), **jpegs(grey), **bitmaps(grey), **tiffs(grey), **newer_formats(grey)}


def pngs(grey):
    image = Image.fromarray(grey)
    return {
        "png-l": encode(image, "PNG"),
        "png-rgb": encode(image.convert("RGB"), "PNG"),
        "png-rgba": encode(ink_as_alpha(grey, 0), "PNG"),
        "png-la": encode(image.convert("LA"), "PNG"),
        "png-p": encode(palette_with_transparency(grey), "PNG", transparency=3),
        "png-1": encode(image.convert("1"), "PNG"),
        "png-16": encode(deep(grey), "PNG"),
        "png-exif": turned(image, 6),
        "png-animated": encode(image, "PNG", save_all=True, append_images=[image.rotate(90)]),
    }


def jpegs(grey):
    image, rgb = Image.fromarray(grey), Image.fromarray(grey).convert("RGB")
    return {
        "jpeg-l": encode(image, "JPEG"),
        "jpeg-rgb": encode(rgb, "JPEG", exif=with_orientation(8)),
        "jpeg-progressive": encode(rgb, "JPEG", progressive=True),
        "jpeg-cmyk": encode(rgb.convert("CMYK"), "JPEG"),
        "jpeg-mpo": encode(image, "MPO", save_all=True, append_images=[image.rotate(90)]),
    }


def bitmaps(grey):
    image, rgb = Image.fromarray(grey), Image.fromarray(grey).convert("RGB")
    return {
        "bmp-l": encode(image, "BMP"),
        "bmp-1": encode(image.convert("1"), "BMP"),
        "bmp-rgb": encode(rgb, "BMP"),
        "gif": encode(image, "GIF"),
        "gif-animated": encode(image, "GIF", save_all=True, append_images=[image.rotate(90)]),
    }


def tiffs(grey):
    image, rgb = Image.fromarray(grey), Image.fromarray(grey).convert("RGB")
    return {
        "tiff-raw": encode(rgb, "TIFF", exif=with_orientation(5)),
        "tiff-lzw": encode(image, "TIFF", compression="tiff_lzw"),
        "tiff-jpeg": encode(rgb, "TIFF", compression="jpeg"),
        "tiff-fax": encode(image.convert("1"), "TIFF", compression="group4"),
        "tiff-16": encode(deep(grey), "TIFF", compression="tiff_adobe_deflate"),
        "tiff-float": encode(Image.fromarray(grey.astype(np.float32) / 255), "TIFF"),
    }


def newer_formats(grey):
    """WebP and AVIF, and HEIC where its library is installed."""
    rgb = Image.fromarray(grey).convert("RGB")
    files = {
        "webp-lossy": encode(rgb, "WEBP", quality=60),
        "webp-lossless": encode(ink_as_alpha(grey, 0), "WEBP", lossless=True, exif=with_orientation(3)),
        "webp-animated": encode(rgb, "WEBP", save_all=True, append_images=[rgb.rotate(90)]),
        "avif": encode(rgb, "AVIF", quality=60, speed=10),
    }
    if importlib.util.find_spec("pillow_heif"):
        import pillow_heif

        out = io.BytesIO()
        pillow_heif.from_pillow(rgb).save(out, quality=60)
        files["heic"] = out.getvalue()
    return files
