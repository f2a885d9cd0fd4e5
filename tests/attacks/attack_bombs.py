"""Small files that ask for a lot of memory or time: sizes, runs, palettes, chunks and comments."""

import io
import struct
import zlib

from PIL import Image

BIG = 13_370  # the side of the 1-bit PNG of 22 kB that costs 1.5 GB without limits
FULL = 4096  # the largest square that is decoded
HUGE = 2**31 - 1


def png_chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width, height, *, kind, interlaced=0, extra=(), rows=None):
    """A PNG of zeros, `kind` as (bits, colour type); `rows` says what its data unpacks to, where it lies."""
    bits, colour = kind
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = 1 + (width * channels * bits + 7) // 8
    packer = zlib.compressobj(6)
    left = min(line * height if rows is None else rows, 160_000_000)
    packed = [packer.compress(bytes(min(left - at, 2**20))) for at in range(0, left, 2**20)]
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced)), *extra]
    if colour == 3:
        chunks.append((b"PLTE", bytes(6)))
    chunks += [(b"IDAT", b"".join(packed) + packer.flush()), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def gif(width, height, *, frame=None, before=b""):
    """A GIF of one pixel, with the declared screen, the frame's box and extensions before it."""
    box = struct.pack("<HHHH", 0, 0, *(frame or (1, 1)))
    return (
        b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
        + before + b"\x2c" + box + b"\0" + b"\x02\x02\x44\x01\0" + b";"
    )  # fmt: skip


def bmp(width, height, data, *, bits=8, compression=1):
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(data), 0, 0, 2, 2)
    start = 14 + len(header) + 8
    return (
        b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + header + bytes(4) + b"\xff" * 4 + data
    )


def webp_with_canvas(width, height):
    """A WebP of one pixel in an extended container that declares a larger canvas."""
    out = io.BytesIO()
    Image.new("RGB", (1, 1)).save(out, "WEBP", lossless=True)
    chunks = out.getvalue()[12:]
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sizes + chunks
    return b"RIFF" + struct.pack("<I", len(body)) + body


def full_runs():
    return (b"\xff\0" * 16 + b"\x10\0" + b"\0\0") * FULL + b"\0\1"


SHAKY = {"ok", "took_too_long"}  # honest in form and at the very ceiling: a busy machine may need longer
REFUSED = {"too_many_pixels", "damaged", "truncated"}

ATTACKS = {
    "png-1-bit-22-kB": (lambda: png(BIG, BIG, kind=(1, 0)), {"too_many_pixels"}),
    "png-1-bit-at-the-ceiling": (lambda: png(FULL, FULL, kind=(1, 0)), SHAKY),
    "png-1-bit-over-89-Mpixel": (lambda: png(9600, 9600, kind=(1, 0)), {"too_many_pixels"}),
    "png-palette-huge": (lambda: png(BIG, BIG, kind=(8, 3)), {"too_many_pixels"}),
    "png-palette-at-the-ceiling": (lambda: png(FULL, FULL, kind=(1, 3)), SHAKY),
    "png-rgba16-huge": (lambda: png(10_000, 10_000, kind=(16, 6), rows=9), {"too_many_pixels"}),
    "png-rgba16-at-the-ceiling": (lambda: png(FULL, FULL, kind=(16, 6)), SHAKY),
    "png-interlaced-huge": (lambda: png(BIG, BIG, kind=(1, 0), interlaced=1), {"too_many_pixels"}),
    "png-interlaced-cut-short": (lambda: png(FULL, FULL, kind=(8, 6), interlaced=1, rows=9), REFUSED),
    "png-greatest-sides": (lambda: png(HUGE, HUGE, kind=(1, 0), rows=9), REFUSED),
    "png-one-row": (lambda: png(FULL * FULL, 1, kind=(1, 0)), {"too_many_pixels"}),
    "png-one-column": (lambda: png(1, FULL * FULL, kind=(1, 0)), {"too_many_pixels"}),
    "png-longest-column": (lambda: png(200, 65_535, kind=(8, 6)), SHAKY),
    "png-no-pixels": (lambda: png(0, 0, kind=(1, 0)), REFUSED),
    "png-data-for-150-MB": (lambda: png(9, 9, kind=(8, 0), rows=150_000_000), {"ok", "damaged"}),
    "png-profile-bomb": (
        lambda: png(9, 9, kind=(8, 0), extra=[(b"iCCP", b"a\0\0" + zlib.compress(bytes(10**8)))]),
        {"ok", "damaged"},
    ),
    "png-text-bomb": (
        lambda: png(9, 9, kind=(8, 0), extra=[(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**8)))]),
        {"ok", "damaged"},
    ),
    "png-100-000-chunks": (
        lambda: png(9, 9, kind=(8, 0), extra=[(b"tEXt", b"a\0b")] * 100_000),
        {"too_many_parts"},
    ),
    "png-60-000-chunks": (lambda: png(9, 9, kind=(8, 0), extra=[(b"prVt", b"")] * 60_000), {"ok"}),
    "gif-huge-screen": (lambda: gif(65_535, 65_535), {"too_many_pixels"}),
    "gif-huge-frame": (lambda: gif(1, 1, frame=(60_000, 60_000)), {"too_many_pixels"}),
    "gif-100-000-comments": (lambda: gif(1, 1, before=b"\x21\xfe\1a\0" * 100_000), {"too_many_parts"}),
    "gif-30-000-comments": (lambda: gif(1, 1, before=b"\x21\xfe\1a\0" * 30_000), {"ok"}),
    "gif-comment-of-100-000-blocks": (
        lambda: gif(1, 1, before=b"\x21\xfe" + b"\1a" * 100_000 + b"\0"),
        {"too_many_parts"},
    ),
    "gif-without-a-frame": (lambda: gif(9, 9)[:19] + b";", REFUSED),
    "bmp-run-length-huge": (lambda: bmp(65_535, 65_535, b"\0\1"), {"too_many_pixels"}),
    "bmp-run-length-at-the-ceiling": (lambda: bmp(FULL, FULL, full_runs()), SHAKY),
    "bmp-run-length-single-pixels": (lambda: bmp(FULL, FULL, b"\1\0" * 2**21), {"too_many_bytes"}),
    "bmp-run-length-jumps": (lambda: bmp(FULL, FULL, b"\0\2\xff\xff" * 5000 + b"\0\1"), REFUSED | {"ok"}),
    "bmp-greatest-sides": (lambda: bmp(HUGE, HUGE, b"", compression=0), REFUSED),
    "bmp-upside-down-sides": (lambda: bmp(-9, -HUGE, b"", compression=0), REFUSED),
    "webp-huge-canvas": (lambda: webp_with_canvas(16_383, 16_383), {"too_many_pixels"}),
    "webp-canvas-of-14-Mpixel": (lambda: webp_with_canvas(4000, 3500), {"too_many_pixels"}),
    "webp-canvas-of-12-Mpixel": (lambda: webp_with_canvas(4000, 3000), {"ok", "damaged", "truncated"}),
}  # fmt: skip
