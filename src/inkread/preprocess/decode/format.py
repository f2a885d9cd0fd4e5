"""Which format a file has, told by its first bytes and never by its name.

Only the formats of the allow-list reach a decoder: Pillow knows 40 more, some of which start
other programs (EPS) or have been a door for attacks.
"""

from typing import Final

from inkread.errors import ImageError

ACCEPTED: Final = ("PNG", "JPEG", "WebP", "BMP", "TIFF", "GIF", "AVIF", "HEIC")

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
_BMP_HEADER_SIZES: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
)

_REFUSED: Final = (
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"8BPS", "Photoshop"),
    (b"\0\0\1\0", "ICO"),
    (b"\0\0\2\0", "CUR"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"II+\0", "BigTIFF"),
    (b"MM\0+", "BigTIFF"),
    (b"DDS ", "DDS"),
    (b"icns", "ICNS"),
    (b"qoif", "QOI"),
    (b"SIMPLE", "FITS"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"gimp xcf", "GIMP"),
    (b"PK\3\4", "ZIP"),
    (b"\x1f\x8b", "gzip"),
)
_PDF: Final = b"%PDF"
_PDF_BEHIND: Final = b"%PDF-"  # behind a few bytes of some sender's: a mark of an order, a line, a header
_HEAD: Final = 1024  # bytes in which it lies then, as other readers of PDFs have it
_SVG_SIGNS: Final = (b"<svg", b"<!doctype svg")


def sniff(data: bytes) -> str:
    """Return the format's short name: png, jpeg, gif, tiff, bmp, webp, avif or heif.

    Raises:
        ImageError: `unsupported_format` for a format that is known and not opened, otherwise `not_an_image`.

    >>> sniff(b"GIF89a" + bytes(20))
    'gif'
    """
    if name := _picture(data):
        return name
    raise _refusal(data)


def is_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF, by its first 1,024 bytes; a picture or zip that holds one is none.

    >>> is_pdf(b" %PDF-1.7")
    True
    """
    if data.startswith(_PDF):
        return True
    is_other = _picture(data) or any(data.startswith(magic) for magic, _ in _REFUSED)
    return not is_other and _PDF_BEHIND in data[:_HEAD]


def _picture(data: bytes) -> str:
    """Return the short name of a picture's format; nothing of what is no picture that is opened."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return "bmp"
    return _ftyp_format(data) if data[4:8] == b"ftyp" else ""


def _ftyp_format(data: bytes) -> str:
    """Return avif, heif, or nothing for the other files of that family, such as MP4 videos."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, length, 4))]
    if brands[0] in _AVIF_BRANDS or (brands[0] in (b"mif1", b"msf1") and _AVIF_BRANDS.intersection(brands)):
        return "avif"
    return "heif" if brands[0] in _HEIF_BRANDS else ""


def _refusal(data: bytes) -> ImageError:
    """Return the error that names the format, where it is known, and what to do instead."""
    accepted = ", ".join(ACCEPTED)
    known = (name for magic, name in _REFUSED if data.startswith(magic))
    if name := "PDF" if is_pdf(data) else next(known, ""):
        return ImageError(
            f"expected a picture in {accepted}, got a {name} file; save it as PNG",
            reason="unsupported_format",
        )
    if any(sign in data[:1024].lower() for sign in _SVG_SIGNS):
        return ImageError(
            f"expected a picture in {accepted}, got an SVG drawing; export it as PNG",
            reason="unsupported_format",
        )
    return ImageError(
        f"expected a picture in {accepted}, got a file that begins with {data[:8]!r}; "
        "check that it is the file you meant",
        reason="not_an_image",
    )
