"""Modes that only some programs write: deep greys with a clear value, Lab, premultiplied alpha."""

import io

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode import decode


def saved(image, format_name, **options):
    out = io.BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


@pytest.fixture
def grey(drawn):
    return drawn(3)


def test_the_clear_value_of_a_16_bit_png_is_compared_at_full_depth(grey):
    deep = grey.astype(np.uint16) * 257
    deep[0, 0] -= 1  # nearly the clear value, yet another one
    image = decode(saved(Image.fromarray(deep), "PNG", transparency=65_535))
    assert image.numbers["alpha"] in {"flattened", "is_ink"}
    assert image.grey[0, 1] == 255


def test_the_clear_colour_of_an_rgb_png_becomes_paper(grey):
    ink = np.where(grey < 128, 40, 200).astype(np.uint8)
    data = saved(Image.fromarray(ink).convert("RGB"), "PNG", transparency=(200, 200, 200))
    assert set(np.unique(decode(data).grey)) == {0, 255}


def test_a_lab_picture_gives_its_lightness(grey):
    picture = Image.merge(
        "LAB", [Image.fromarray(grey), *(Image.new("L", grey.shape[::-1], 0) for _ in "ab")]
    )
    assert np.array_equal(decode(picture).grey, grey)


ROADS = {mode: ("RGB", mode) for mode in ("1", "L", "P", "CMYK", "YCbCr", "HSV", "RGBX")}
ROADS |= {"RGBA": (), "LA": ("LA",), "La": ("LA", "La"), "RGBa": ("RGBa",), "PA": ("L", "PA")}
"""Mode -> the conversions that lead to it from RGBA."""


@pytest.mark.parametrize("mode", ROADS)
def test_white_is_white_in_every_mode_of_pillow(mode):
    picture = Image.new("RGBA", (5, 4), (255, 255, 255, 255))
    for step in ROADS[mode]:
        picture = picture.convert(step)
    assert picture.mode == mode
    assert (decode(picture).grey == 255).all()


@pytest.mark.parametrize(("value", "expected"), [(200, 200), (51_400, 200)])
def test_integers_are_of_8_bits_where_they_fit_and_of_16_otherwise(value, expected):
    assert decode(Image.new("I", (3, 2), value)).grey[0, 0] == expected


@pytest.mark.parametrize("value", [-1, 65_536])
def test_other_integers_are_refused(value):
    with pytest.raises(ImageError) as caught:
        decode(Image.new("I", (3, 2), value))
    assert caught.value.reason == "unsupported_pixels"


def test_a_picture_of_many_bands_has_no_seams():
    rows = np.arange(3000, dtype=np.int64)[:, None] % 251
    tall = np.broadcast_to(rows, (3000, 1000)).astype(np.uint8)
    assert np.array_equal(decode(Image.fromarray(tall).convert("RGB")).grey, tall)
