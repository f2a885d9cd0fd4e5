"""JPEGs that cost time or lie: scans repeated, sizes at the ceiling, segments without end, false EXIF."""

import io
import struct

import numpy as np
from PIL import Image


def jpeg(side, *, progressive=False, exif=b"", mode="L"):
    out = io.BytesIO()
    Image.new(mode, (side, side), 200).save(out, "JPEG", progressive=progressive, exif=exif, quality=75)
    return out.getvalue()


def last_scan(data):
    """Where the last scan of a JPEG begins and ends."""
    return data.rindex(b"\xff\xda"), data.rindex(b"\xff\xd9")


def scan_bomb(side, times):
    """A progressive JPEG whose last scan is there `times` times in all."""
    data = jpeg(side, progressive=True)
    start, end = last_scan(data)
    return data[:start] + data[start:end] * times + data[end:]


def with_segments(count, *, marker=0xFE, content=b""):
    data = jpeg(16)
    return (
        data[:2] + (bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content) * count + data[2:]
    )


def tiff_directory(entries, *, following=0):
    """An EXIF block of one directory: (tag, type, count, value) each."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + struct.pack("<I", following)


def exif(entries, **options):
    return b"Exif\0\0" + tiff_directory(entries, **options)


def with_multi_picture_index(index):
    data = jpeg(16)
    content = b"MPF\0" + index
    return data[:2] + b"\xff\xe2" + struct.pack(">H", len(content) + 2) + content + data[2:]


def multi_picture():
    out = io.BytesIO()
    rng = np.random.default_rng(5)
    frames = [Image.fromarray(rng.integers(0, 256, (20, 30), np.uint8)) for _ in range(2)]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    return out.getvalue()


def without_height():
    """A JPEG whose header says zero rows, to be told later, as the standard's DNL marker allows."""
    data = jpeg(64)
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + b"\0\0" + data[at + 2 :]


def cut_and_closed():
    """A JPEG cut in the middle, with an end marker put behind: no sign of the loss remains but libjpeg's."""
    rng = np.random.default_rng(5)
    out = io.BytesIO()
    Image.fromarray(rng.integers(0, 256, (64, 64), np.uint8)).save(out, "JPEG")
    return out.getvalue()[: len(out.getvalue()) // 2] + b"\xff\xd9"


ORIENTATION, EXIF_FOLDER, GPS_FOLDER = 0x0112, 0x8769, 0x8825

ATTACKS = {
    "jpeg-1000-scans-of-16-Mpixel": (lambda: scan_bomb(4096, 1000), {"too_many_scans"}),
    "jpeg-206-scans-of-1-Mpixel": (lambda: scan_bomb(1024, 206), {"too_many_scans"}),
    "jpeg-40-scans-of-16-Mpixel": (lambda: scan_bomb(4096, 40), {"too_many_scans"}),
    "jpeg-40-scans-of-1-Mpixel": (lambda: scan_bomb(1024, 40), {"ok", "took_too_long"}),
    "jpeg-progressive-at-the-ceiling": (lambda: jpeg(4096, progressive=True), {"ok", "took_too_long"}),
    "jpeg-progressive-of-17-Mpixel": (lambda: jpeg(4112, progressive=True), {"too_many_pixels"}),
    "jpeg-baseline-at-the-ceiling": (lambda: jpeg(8192), {"ok", "took_too_long"}),
    "jpeg-baseline-over-the-ceiling": (lambda: jpeg(8200), {"too_many_pixels"}),
    "jpeg-scans-within-a-segment": (
        lambda: with_segments(1, content=b"\xff\xda\0\x08" * 5000),
        {"ok", "too_many_scans"},
    ),
    "jpeg-100-000-comments": (lambda: with_segments(100_000), {"too_many_parts"}),
    "jpeg-30-000-comments": (lambda: with_segments(30_000), {"ok"}),
    "jpeg-500-profiles": (
        lambda: with_segments(500, marker=0xE2, content=b"ICC_PROFILE\0\1\1" * 4000),
        {"ok"},
    ),
    "jpeg-segment-longer-than-the-file": (
        lambda: jpeg(16)[:2] + b"\xff\xfe\xff\xff" + jpeg(16)[2:],
        {"damaged", "truncated"},
    ),
    "jpeg-segment-of-no-length": (
        lambda: jpeg(16)[:2] + b"\xff\xe1\0\0" + jpeg(16)[2:],
        {"ok", "damaged", "truncated"},
    ),
    "jpeg-60-MB-of-fill-bytes": (
        lambda: jpeg(16)[:2] + b"\xff" * 60_000_000 + jpeg(16)[2:],
        {"too_many_parts"},
    ),
    "jpeg-60-MB-between-segments": (
        lambda: jpeg(16)[:20] + bytes(60_000_000) + jpeg(16)[20:],
        {"too_many_parts"},
    ),
    "jpeg-cut-and-closed": (cut_and_closed, {"ok", "damaged", "truncated"}),
    "jpeg-without-height": (without_height, {"damaged", "truncated"}),
    "jpeg-start-marker-only": (lambda: b"\xff\xd8\xff", {"damaged", "truncated"}),
    "jpeg-multi-picture": (multi_picture, {"ok"}),
    "jpeg-multi-picture-index-of-junk": (lambda: with_multi_picture_index(b"MM\0*" + b"\xff" * 40), {"ok"}),
    "jpeg-multi-picture-index-empty": (lambda: with_multi_picture_index(b""), {"ok"}),
    "jpeg-exif-directory-in-itself": (
        lambda: jpeg(16, exif=exif([(EXIF_FOLDER, 4, 1, 8), (GPS_FOLDER, 4, 1, 8)], following=8)),
        {"ok"},
    ),
    "jpeg-exif-orientation-99": (lambda: jpeg(16, exif=exif([(ORIENTATION, 3, 1, 99)])), {"ok"}),
    "jpeg-exif-orientation-is-text": (lambda: jpeg(16, exif=exif([(ORIENTATION, 2, 4, 0x41414141)])), {"ok"}),
    "jpeg-exif-four-thousand-million-values": (
        lambda: jpeg(16, exif=exif([(ORIENTATION, 5, 2**32 - 1, 8)])),
        {"ok"},
    ),
    "jpeg-exif-4000-tags": (lambda: jpeg(16, exif=exif([(tag, 4, 1, 8) for tag in range(4000)])), {"ok"}),
    "jpeg-exif-of-junk": (lambda: jpeg(16, exif=b"Exif\0\0" + b"\xa5" * 60_000), {"ok"}),
}  # fmt: skip
