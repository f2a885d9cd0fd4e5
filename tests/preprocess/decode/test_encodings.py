"""The same drawing gives the same grey, however it was stored: 50 drawings in 14 encodings and more."""

import numpy as np
import pytest
from drawings import deep, encode, ink_as_alpha
from PIL import Image

from inkread.preprocess.decode import decode

NUM_DRAWINGS = 50
JPEG_MEAN_ERROR = 4.0  # quality 90 blurs the edges of strokes by this much at most, on average


def rgb(grey):
    return Image.fromarray(grey).convert("RGB")


def with_alpha(grey, *, alpha=255):
    return Image.fromarray(np.dstack([grey, grey, grey, np.full_like(grey, alpha)]))


def palette(grey):
    """The drawing by a palette of greys that runs backwards."""
    image = Image.fromarray(255 - grey).convert("P")
    image.putpalette([255 - at for at in range(256) for _ in "rgb"])
    return image


def big_endian_tiff(grey):
    """A 16-bit grey TIFF as old Macintosh programs write it, high byte first."""
    height, width = grey.shape
    entries = {
        256: width,
        257: height,
        258: 16,
        259: 1,
        262: 1,
        273: 0,
        277: 1,
        278: height,
        279: grey.size * 2,
    }
    entries[273] = 8 + 2 + 12 * len(entries) + 4
    directory = b"".join(
        tag.to_bytes(2, "big") + b"\0\4\0\0\0\1" + value.to_bytes(4, "big") for tag, value in entries.items()
    )
    pixels = (grey.astype(np.uint16) * 257).astype(">u2").tobytes()
    return b"MM\0*\0\0\0\x08" + len(entries).to_bytes(2, "big") + directory + bytes(4) + pixels


LOSSLESS = {
    "png-grey": lambda grey: encode(Image.fromarray(grey), "PNG"),
    "png-16-bit": lambda grey: encode(deep(grey), "PNG"),
    "png-rgb": lambda grey: encode(rgb(grey), "PNG"),
    "png-rgba-opaque": lambda grey: encode(with_alpha(grey), "PNG"),
    "png-black-on-transparent": lambda grey: encode(ink_as_alpha(grey, 0), "PNG"),
    "png-white-on-transparent": lambda grey: encode(ink_as_alpha(grey, 255), "PNG"),
    "png-grey-alpha": lambda grey: encode(Image.fromarray(grey).convert("LA"), "PNG"),
    "png-palette": lambda grey: encode(palette(grey), "PNG"),
    "tiff-16-bit-big-endian": big_endian_tiff,
    "tiff-cmyk": lambda grey: encode(rgb(grey).convert("CMYK"), "TIFF", compression="tiff_lzw"),
    "tiff-float": lambda grey: encode(Image.fromarray(grey.astype(np.float32) / 255), "TIFF"),
    "bmp": lambda grey: encode(rgb(grey), "BMP"),
    "gif": lambda grey: encode(Image.fromarray(grey), "GIF"),
    "webp-lossless": lambda grey: encode(rgb(grey), "WEBP", lossless=True),
    "array-rgb": lambda grey: np.dstack([grey] * 3),
    "array-16-bit": lambda grey: grey.astype(np.uint16) * 257,
    "array-float": lambda grey: grey / 255,
    "pil-image": Image.fromarray,
    "pil-int32": lambda grey: Image.fromarray(grey.astype(np.int32)),
}


@pytest.mark.parametrize("encoding", LOSSLESS)
def test_a_lossless_encoding_gives_the_very_same_grey(encoding, drawn):
    for seed in range(NUM_DRAWINGS):
        grey = drawn(seed)
        assert np.array_equal(decode(LOSSLESS[encoding](grey)).grey, grey), seed


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_of_holding_the_camera_gives_the_upright_grey(orientation, drawn, turn):
    for seed in range(NUM_DRAWINGS):
        grey = drawn(seed)
        image = decode(turn(Image.fromarray(grey), orientation))
        assert np.array_equal(image.grey, grey), seed
        assert image.numbers["exif_orientation"] == orientation


@pytest.mark.parametrize(
    ("format_name", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("MPO", "L")]
)
def test_a_jpeg_of_quality_90_gives_nearly_the_same_grey(format_name, mode, drawn):
    for seed in range(NUM_DRAWINGS):
        grey = drawn(seed)
        image = rgb(grey).convert(mode)
        found = decode(encode(image, format_name, quality=90)).grey
        assert np.abs(found.astype(int) - grey).mean() < JPEG_MEAN_ERROR, seed


@pytest.mark.parametrize("format_name", ["PNG", "BMP", "TIFF"])
def test_one_bit_a_pixel_gives_black_and_white(format_name, drawn):
    for seed in range(NUM_DRAWINGS):
        grey = np.where(drawn(seed) < 128, 0, 255).astype(np.uint8)
        assert np.array_equal(decode(encode(Image.fromarray(grey).convert("1"), format_name)).grey, grey), (
            seed
        )


def test_an_inverted_drawing_stays_inverted_for_the_polarity_step(drawn):
    grey = drawn(0)
    assert np.array_equal(decode(encode(Image.fromarray(255 - grey), "PNG")).grey, 255 - grey)


def test_a_16_bit_tiff_that_counts_from_white_to_black_is_turned(drawn):
    grey = drawn(0)
    data = encode(deep(255 - grey), "TIFF", tiffinfo={262: 0})
    assert np.array_equal(decode(data).grey, grey)


def test_colours_give_the_same_grey_from_a_file_and_from_an_array():
    colours = np.random.default_rng(3).integers(0, 256, (60, 50, 3), np.uint8)
    expected = decode(colours).grey
    for format_name, options in (("PNG", {}), ("BMP", {}), ("TIFF", {}), ("WEBP", {"lossless": True})):
        assert np.array_equal(decode(encode(Image.fromarray(colours), format_name, **options)).grey, expected)
