"""What a picture may cost before it is refused, and the reason codes that a refusal carries.

A file of 22 kB can ask for 1.5 GB of memory, and one of 90 kB for a minute of computing, so each
ceiling is held against what the header declares, before any pixel is decoded.
"""

from typing import Final

from inkread.errors import ImageError

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest file read; a 50-Mpixel phone JPEG has about 25 MB, a 16-Mpixel uncompressed RGB one 48 MB."""

MAX_PIXELS: Final = 2**24
"""Most pixels decoded (4096 × 4096): Pillow holds four bytes for each, so 64 MB."""

MAX_SIDE: Final = 65_535
"""Longest side, as in JPEG: a PNG of one column and 16 million rows took up to 4 s."""

MAX_BASELINE_PIXELS: Final = 2**26
"""Most pixels of a one-scan JPEG: libjpeg halves it row by row, so that it never exists in full."""

MAX_CANVAS_PIXELS: Final = 12_500_000
"""Most pixels of a WebP or AVIF, whose decoders hold the canvas three times besides Pillow's own copy.

Measured: 16 bytes a pixel. The value lets a 12-Mpixel photo (4032 × 3024) pass within 256 MB.
"""

MAX_CANVAS_BYTES: Final = 16 * 1024 * 1024
"""Largest WebP or AVIF file, which Pillow copies twice besides; the densest honest ones have about 10 MB."""

MAX_HEIC_PIXELS: Final = 25_000_000
"""Most pixels of a HEIC: phones make them of 24 Mpixel (5712 × 4284), at 7 bytes a pixel in memory."""

MAX_SCANS: Final = 64
"""Most scans of one JPEG; honest progressive files have 6 to 13, a scan bomb 200 to 1,000."""

MAX_SCANNED_PIXELS: Final = 2**28
"""Most pixels times scans: each scan of 16 Mpixel costs about 0.06 s, so this is about one second."""

MAX_PARTS: Final = 65_536
"""Most chunks, segments, blocks or values of a tag that Pillow walks in Python, at about 2 µs each.

Honest files stay below 20,000: a 64-MB PNG in chunks of 4 kB has 16,000.
"""

MAX_EXIF_BYTES: Final = 1024 * 1024
"""Largest EXIF block looked into, which PNG and WebP do not limit; a JPEG's has at most 64 kB."""

MAX_RUN_LENGTH_BYTES: Final = 2 * 1024 * 1024
"""Largest run-length BMP: Pillow expands that format in Python, at about 2 MB a second."""

MAX_PDF_PAGES: Final = 10_000
"""Most pages of a PDF, whose file says how many it has: one of 200 bytes can speak of a million."""

MAX_PDF_IMAGE_PIXELS: Final = 2**27
"""Most pixels of one picture in a page of a PDF: an A3 sheet scanned at 600 dpi has 2**26.05."""

REASONS: Final[dict[str, str]] = {
    "not_found": "no file has that name",
    "unreadable": "the file or object cannot be read: permission, a folder, a text-mode file, a wrong type",
    "empty_file": "there is not one byte in it",
    "not_an_image": "its first bytes are those of no picture",
    "unsupported_format": "a picture or document of a format that inkread does not open",
    "too_many_bytes": "the file is larger than the ceiling",
    "too_many_pixels": "the picture declares more pixels than the ceiling",
    "too_many_scans": "the JPEG repeats its scans more often than honest files do",
    "too_many_parts": "the file has more chunks, segments, blocks or tag values than honest files have",
    "needs_password": "the PDF is encrypted, and opens with a password only",
    "truncated": "the file ends before its picture does",
    "damaged": "the file begins like a picture, and cannot be decoded",
    "unsupported_pixels": "the picture holds numbers that have no agreed grey, such as unbounded floats",
    "bad_array": "an array of a shape, type or range that is no picture",
    "out_of_memory": "the memory of the machine, or of the worker, did not suffice",
    "unsafe_setting": "Pillow was set to accept truncated files, which would be read half grey",
    "took_too_long": "the worker was stopped at its time limit",
    "decoder_died": "the worker's process ended while decoding",
    "no_decoder": "no worker's process could be started; the picture was not looked at",
}
"""Every value that `ImageError.reason` takes, with its meaning; codes are never renamed."""


def check_bytes(count: int, *, ceiling: int = MAX_BYTES) -> None:
    """Refuse a file of no bytes, or of more than `ceiling`.

    Raises:
        ImageError: `empty_file` or `too_many_bytes`.
    """
    if count == 0:
        raise ImageError("expected a picture, got 0 bytes; save or send the file again", reason="empty_file")
    if count > ceiling:
        raise ImageError(
            f"expected at most {ceiling:,} bytes, got {count:,} or more; save the picture smaller",
            reason="too_many_bytes",
        )


def check_pixels(width: int, height: int, *, ceiling: int = MAX_PIXELS) -> None:
    """Refuse a picture of no pixels, or of more than `ceiling`.

    Raises:
        ImageError: `damaged` or `too_many_pixels`.
    """
    if width < 1 or height < 1:
        raise ImageError(
            f"expected a picture of at least one pixel, got {width} × {height}; save it again",
            reason="damaged",
        )
    if width * height > ceiling or max(width, height) > MAX_SIDE:
        raise ImageError(
            f"expected at most {ceiling:,} pixels and {MAX_SIDE:,} on a side, got {width:,} × {height:,}; "
            "scale it down, or crop it",
            reason="too_many_pixels",
        )
