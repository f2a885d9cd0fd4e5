"""The same drawing gives the same glyph in every encoding, and a JPEG of it the same reading."""

import numpy as np
import pytest
from drawings import deep, encode, ink_as_alpha
from PIL import Image

from inkread.preprocess.contract import preprocess
from inkread.preprocess.decode import decode
from inkread.recognition.reader import Reader

NUM_DRAWINGS = 50
JPEG_QUALITY = 90
LEAST_SAME = 0.995  # of the drawings read alike from a JPEG


def rgb(grey):
    return Image.fromarray(grey).convert("RGB")


def palette(grey):
    """The drawing by a palette of greys that runs backwards."""
    image = Image.fromarray(255 - grey).convert("P")
    image.putpalette([255 - at for at in range(256) for _ in "rgb"])
    return image


LOSSLESS = {
    "png": lambda grey: encode(Image.fromarray(grey), "PNG"),
    "png-inverted": lambda grey: encode(Image.fromarray(255 - grey), "PNG"),
    "png-rgb": lambda grey: encode(rgb(grey), "PNG"),
    "png-16-bit": lambda grey: encode(deep(grey), "PNG"),
    "png-16-bit-inverted": lambda grey: encode(deep(255 - grey), "PNG"),
    "png-black-on-transparent": lambda grey: encode(ink_as_alpha(grey, 0), "PNG"),
    "png-white-on-transparent": lambda grey: encode(ink_as_alpha(grey, 255), "PNG"),
    "png-grey-alpha": lambda grey: encode(Image.fromarray(grey).convert("LA"), "PNG"),
    "png-palette": lambda grey: encode(palette(grey), "PNG"),
    "tiff-cmyk": lambda grey: encode(rgb(grey).convert("CMYK"), "TIFF", compression="tiff_lzw"),
    "tiff-float": lambda grey: encode(Image.fromarray(grey.astype(np.float32) / 255), "TIFF"),
    "bmp": lambda grey: encode(rgb(grey), "BMP"),
    "gif": lambda grey: encode(Image.fromarray(grey), "GIF"),
    "webp-lossless": lambda grey: encode(rgb(grey), "WEBP", lossless=True),
}


@pytest.fixture(scope="module")
def glyphs(drawn):
    """The glyphs of the drawings, straight from their grey arrays."""
    return [preprocess(drawn(seed)).glyph for seed in range(NUM_DRAWINGS)]


@pytest.mark.parametrize("encoding", LOSSLESS)
def test_a_lossless_encoding_gives_the_very_same_glyph(encoding, drawn, glyphs):
    for seed, glyph in enumerate(glyphs):
        found = preprocess(decode(LOSSLESS[encoding](drawn(seed)))).glyph
        assert np.array_equal(found, glyph), seed


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_of_holding_the_camera_gives_the_very_same_glyph(orientation, drawn, turn, glyphs):
    for seed, glyph in enumerate(glyphs):
        found = preprocess(decode(turn(Image.fromarray(drawn(seed)), orientation))).glyph
        assert np.array_equal(found, glyph), seed


@pytest.mark.parametrize("format_name", ["PNG", "BMP", "TIFF"])
def test_one_bit_a_pixel_gives_the_glyph_of_its_black_and_white(format_name, drawn):
    for seed in range(NUM_DRAWINGS):
        grey = np.where(drawn(seed) < 128, 0, 255).astype(np.uint8)
        found = preprocess(decode(encode(Image.fromarray(grey).convert("1"), format_name))).glyph
        assert np.array_equal(found, preprocess(grey).glyph), seed


@pytest.fixture(scope="module")
def page(drawing):
    """A letter in black on white, higher than wide, so that every turn shows."""
    return np.ascontiguousarray(drawing("L", pen=11)[:, 20:100])


def test_the_answer_is_the_same_to_the_last_digit_whatever_the_encoding(page, turn):
    reader = Reader()
    files = {name: encoded(page) for name, encoded in LOSSLESS.items()}
    files |= {f"exif-{orientation}": turn(Image.fromarray(page), orientation) for orientation in range(1, 9)}
    files |= {
        f"exif-{orientation}-inverted": turn(Image.fromarray(255 - page), orientation)
        for orientation in (3, 6)
    }
    expected = reader.read(page)
    answers = {name: reader.read(file) for name, file in files.items()}
    assert {name for name, found in answers.items() if found.text != expected.text} == set()
    assert {name for name, found in answers.items() if found.candidates != expected.candidates} == set()
    assert {name for name, found in answers.items() if found.refusal != expected.refusal} == set()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_of_quality_90_is_read_as_the_same_class(mode, drawing):
    reader = Reader()
    pages = [drawing(grapheme, pen=pen) for grapheme in "17LTVX" for pen in range(4, 18)]
    files = [encode(rgb(page).convert(mode), "JPEG", quality=JPEG_QUALITY) for page in pages]
    read = [reading.text for reading in reader.read_many(pages)]
    from_jpeg = [reading.text for reading in reader.read_many(files)]
    same = np.mean([first == second for first, second in zip(read, from_jpeg, strict=True)])
    assert same >= LEAST_SAME
