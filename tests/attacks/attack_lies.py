"""Files that are not what they say: other formats under a picture's name, two formats in one, junk."""

import io
import struct
import zipfile

import numpy as np
from attack_bombs import png_chunk
from attack_jpegs import tiff_directory
from PIL import Image

NOT_READ = {"not_an_image", "unsupported_format"}
BROKEN = {"damaged", "truncated"}

OTHER_FORMATS = [
    "BLP", "DDS", "EPS", "ICNS", "ICO", "JPEG2000", "MSP", "PALM", "PCX", "PDF", "PPM", "QOI",
    "SGI", "SPIDER", "TGA", "XBM",
]  # fmt: skip
"""What Pillow can write beyond the formats that inkread reads."""

TEXTS = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", {"unsupported_format"}),
    "svg-after-a-prologue": (
        b"<?xml version='1.0'?>\n<!-- a --><svg onload='alert(1)'/>",
        {"unsupported_format"},
    ),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", {"not_an_image"}),
    "script-that-begins-like-a-gif": (
        b"GIF89a/*" + b" " * 40 + b"*/=1;alert(1)",
        BROKEN | {"too_many_pixels"},
    ),
    "word-that-begins-like-a-bmp": (b"BMW has written this letter to you, dear customer", {"not_an_image"}),
    "post-script": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", {"unsupported_format"}),
    "eps-with-a-preview": (b"\xc5\xd0\xd3\xc6" + bytes(60), {"unsupported_format"}),
    "photoshop": (
        b"8BPS\0\1" + bytes(6) + b"\0\3\0\0\0\x09\0\0\0\x09\0\x08\0\3" + bytes(20),
        {"unsupported_format"},
    ),
    "cursor": (b"\0\0\2\0\1\0\1\1" + bytes(40), {"unsupported_format"}),
    "big-tiff": (b"II+\0\x08\0\0\0\x10" + bytes(40), {"unsupported_format"}),
    "jpeg-xl": (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(40), {"unsupported_format"}),
    "mp4-video": (b"\0\0\0\x18ftypisom\0\0\2\0isommp42" + bytes(99), {"not_an_image"}),
    "sound-in-a-webp-container": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), {"not_an_image"}),
    "heic-of-junk": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\x5a" * 999, BROKEN | {"unsupported_format"}),
    "avif-of-junk": (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + b"\x5a" * 999, BROKEN),
    "webp-of-junk": (b"RIFF\xff\xff\xff\xffWEBPVP8L" + b"\x5a" * 999, BROKEN | {"too_many_pixels"}),
    "zeros": (bytes(5000), {"not_an_image"}),
    "ones": (b"\xff" * 5000, {"not_an_image", "damaged"}),
    "nothing": (b"", {"empty_file"}),
    "png-signature-only": (b"\x89PNG\r\n\x1a\n", BROKEN),
    "tiff-signature-only": (b"II*\0", BROKEN),
    "gif-signature-only": (b"GIF89a", BROKEN),
    "bmp-signature-only": (b"BM", {"not_an_image"}),
}


def drawing():
    image = Image.new("L", (32, 24), 255)
    image.paste(0, (8, 4, 12, 20))
    return image


def saved(format_name, **options):
    out = io.BytesIO()
    image = drawing()
    if format_name in ("MSP", "PALM", "XBM"):
        image = image.convert("1")
    elif format_name in ("BLP",):
        image = image.convert("P")
    elif format_name in ("DDS", "EPS", "ICNS", "ICO", "PDF", "QOI"):
        image = image.convert("RGB")
    image.save(out, format_name, **options)
    return out.getvalue()


def png_with_a_zip_behind():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("evil.html", "<script>alert(1)</script>")
    return saved("PNG") + archive.getvalue()


def png_with_html_inside():
    data = saved("PNG")
    return data[:33] + png_chunk(b"tEXt", b"Comment\0<script>alert(1)</script>") + data[33:]


def png_with_exif(count):
    """A PNG whose EXIF gives its orientation as an array of `count` zeros."""
    data = saved("PNG")
    block = tiff_directory([(0x0112, 4, count, 50)]) + bytes(count * 4)
    return data[:33] + png_chunk(b"eXIf", block) + data[33:]


def animated(format_name):
    out = io.BytesIO()
    frames = [drawing(), drawing().rotate(180), drawing().rotate(90)]
    frames[0].save(out, format_name, save_all=True, append_images=frames[1:], duration=40)
    return out.getvalue()


def png_without(name):
    """A palette PNG that lacks the chunk `name`."""
    out = io.BytesIO()
    drawing().convert("P").save(out, "PNG")
    data = out.getvalue()
    at = data.index(name) - 4
    return data[:at] + data[at + 12 + int.from_bytes(data[at : at + 4], "big") :]


def png_with_a_false_sum():
    data = bytearray(saved("PNG"))
    data[data.index(b"IDAT") + 8] ^= 0x10
    return bytes(data)


def tiff(*entries, following=0, tail=b""):
    return tiff_directory(entries, following=following) + tail


def plain_tiff(width, height, *, strip=(1, 8), bits=8, extra=()):
    """A grey TIFF with one strip, given as (bytes in it, where it begins)."""
    usual = {
        256: width,
        257: height,
        258: bits,
        259: 1,
        262: 1,
        273: strip[1],
        277: 1,
        278: height,
        279: strip[0],
    }
    entries = [(tag, 4, 1, value) for tag, value in usual.items()] + list(extra)
    return tiff(*sorted(entries))


def many_strips(count):
    """What follows the header of a TIFF whose strip offsets are an array of `count` zeros."""
    sizes = [(256, 4, 1, 9), (257, 4, 1, 9), (258, 4, 1, 8), (259, 4, 1, 1), (262, 4, 1, 1)]
    return tiff_directory([*sizes, (273, 4, count, 200), (279, 4, count, 200)])[8:] + bytes(count * 4)


def deflated_tiff(side):
    out = io.BytesIO()
    Image.fromarray(np.zeros((side, side), np.uint8)).save(out, "TIFF", compression="tiff_adobe_deflate")
    return out.getvalue()


TIFFS = {
    "tiff-10-thousand-million-pixels": (lambda: plain_tiff(100_000, 100_000), BROKEN | {"too_many_pixels"}),
    "tiff-of-120-Mpixel": (lambda: plain_tiff(12_000, 10_000), {"too_many_pixels"}),
    "tiff-strip-outside-the-file": (lambda: plain_tiff(9, 9, strip=(81, 2**31)), BROKEN),
    "tiff-strip-too-short": (lambda: plain_tiff(900, 900, strip=(3, 8)), BROKEN),
    "tiff-255-bits": (lambda: plain_tiff(9, 9, bits=255), BROKEN),
    "tiff-directory-in-itself": (lambda: tiff((256, 4, 1, 9), (0x8769, 4, 1, 8), following=8), BROKEN),
    "tiff-directory-outside-the-file": (lambda: b"II*\0" + struct.pack("<I", 2**32 - 1), BROKEN),
    "tiff-60-000-tags": (
        lambda: tiff(*((tag, 4, 1, 8) for tag in range(60_000))),
        {"too_many_parts"},
    ),
    "tiff-tag-of-17-GB": (
        lambda: plain_tiff(9, 9, strip=(81, 8), extra=[(65_000, 4, 2**32 - 1, 8)]),
        BROKEN | {"ok"},
    ),
    "tiff-15-million-strips": (lambda: b"II*\0\x08\0\0\0" + many_strips(15_000_000), {"too_many_parts"}),
    "tiff-deflate-at-the-ceiling": (lambda: deflated_tiff(4096), {"ok", "took_too_long"}),
    "tiff-deflate-over-the-ceiling": (lambda: deflated_tiff(4200), {"too_many_pixels"}),
}

ATTACKS = {
    **{f"{name.lower()}-renamed": (lambda name=name: saved(name), NOT_READ) for name in OTHER_FORMATS},
    **{name: (lambda content=content: content, expected) for name, (content, expected) in TEXTS.items()},
    **TIFFS,
    "png-with-a-zip-behind": (png_with_a_zip_behind, {"ok"}),
    "png-exif-of-60-MB": (lambda: png_with_exif(15_000_000), {"ok"}),
    "png-with-html-inside": (png_with_html_inside, {"ok"}),
    "png-animated": (lambda: animated("PNG"), {"ok"}),
    "gif-animated": (lambda: animated("GIF"), {"ok"}),
    "webp-animated": (lambda: animated("WEBP"), {"ok"}),
    "tiff-of-three-pages": (lambda: animated("TIFF"), {"ok"}),
    "png-without-palette": (lambda: png_without(b"PLTE"), BROKEN | {"ok"}),
    "png-without-data": (lambda: png_without(b"IDAT"), BROKEN),
    "png-without-end": (lambda: saved("PNG")[:-12], BROKEN | {"ok"}),
    "png-with-a-false-sum": (png_with_a_false_sum, BROKEN),
}
