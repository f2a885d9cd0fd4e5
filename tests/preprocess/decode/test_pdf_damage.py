"""What is damaged on a page of a PDF is refused, and nothing that is sound."""

import io
import zlib

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode.pdf import PdfWorker

WIDTH, HEIGHT = 310, 438


@pytest.fixture(scope="module")
def grey():
    """A picture without two rows alike, axes (height, width)."""
    return np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH), np.uint8)


@pytest.fixture(scope="module")
def worker(pdfs):
    with PdfWorker() as worker:
        yield worker


def first(worker, data):
    """Return the first page's grey."""
    return worker.page(data, 1).grey


def refusal(worker, data):
    """Return why the first page is refused."""
    with pytest.raises(ImageError) as refused:
        worker.page(data, 1)
    return refused.value.reason


def two_strips(pdfs, upper, lower, entries):
    """Return a page of two pictures, each half as high as it."""
    height = HEIGHT // 2
    return pdfs.page(
        b"q 595 0 0 421 0 421 cm /I Do Q q 595 0 0 421 0 0 cm /J Do Q",
        resources=b"/XObject << /I 10 0 R /J 11 0 R >>",
        more={at: pdfs.picture(data, WIDTH, height, entries) for at, data in ((10, upper), (11, lower))},
    )


def same(data):
    """Return data as they are."""
    return data


def hexadecimal(data):
    """Return data as digits."""
    return data.hex().encode()


def pixels(_, grey):
    """Return a picture's pixels."""
    return grey.tobytes()


def jpeg(pdfs, grey):
    """Return a picture as a JPEG."""
    return pdfs.jpeg(grey)


def zipped(_, grey):
    """Return a picture's pixels, packed."""
    return zlib.compress(grey.tobytes())


PACKED = {
    "jpeg": (b"/Filter /DCTDecode ", jpeg, same),
    "packed jpeg": (b"/Filter [/FlateDecode /DCTDecode] ", jpeg, zlib.compress),
    "few rows packed": (b"/Filter /FlateDecode ", pixels, zlib.compress),
    "packing ends early": (b"/Filter /FlateDecode ", zipped, same),
    "hexadecimal": (b"/Filter /ASCIIHexDecode ", pixels, hexadecimal),
    "raw": (b"", pixels, same),
}


@pytest.mark.parametrize("name", PACKED)
def test_a_picture_that_is_cut_off_is_refused_whichever_it_is(worker, pdfs, grey, name):
    entries, stored, packed = PACKED[name]
    data = stored(pdfs, grey[: HEIGHT // 2])
    whole, cut = packed(data), packed(data[: len(data) * 7 // 10])
    assert first(worker, two_strips(pdfs, whole, whole, entries)).max() > 200
    for strips in ((cut, whole), (whole, cut)):
        assert refusal(worker, two_strips(pdfs, *strips, entries)) == "truncated"


def test_a_strip_that_cannot_be_unpacked_is_refused(worker, pdfs, grey):
    entries, whole = b"/Filter /JPXDecode ", io.BytesIO()
    Image.fromarray(grey[: HEIGHT // 2]).save(whole, "JPEG2000")
    assert first(worker, two_strips(pdfs, whole.getvalue(), whole.getvalue(), entries)).max() > 200
    assert refusal(worker, two_strips(pdfs, whole.getvalue(), b"none at all", entries)) == "damaged"


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16])
@pytest.mark.parametrize(
    ("space", "channels"),
    [
        (b"/DeviceGray", 1),
        (b"/DeviceRGB", 3),
        (b"/DeviceCMYK", 4),
        (b"[/Indexed /DeviceRGB 1 <000000ffffff>]", 1),
        (b"[/Lab << /WhitePoint [0.95 1 1.09] >>]", 3),
    ],
)
def test_sound_pictures_of_every_depth_are_drawn(worker, pdfs, space, channels, bits):
    row = (31 * channels * bits + 7) // 8
    data = np.random.default_rng(bits).integers(0, 256, row * 40, np.uint8).tobytes()
    for packed in (zlib.compress(data), zlib.compress(data)[:-4], zlib.compress(data + bytes(row))):
        picture = pdfs.picture(packed, 31, 40, b"/Filter /FlateDecode ")
        picture = picture.replace(b"/DeviceGray", space).replace(b"Component 8", b"Component %d" % bits)
        data_of = pdfs.page(
            b"595 0 0 842 0 0 cm /I Do", resources=b"/XObject << /I 10 0 R >>", more={10: picture}
        )
        assert first(worker, data_of).min() < 200


def test_sound_masks_and_pictures_with_a_predictor_are_drawn(worker, pdfs):
    rows = np.random.default_rng(0).integers(0, 256, (40, 31), np.uint8)
    known = np.pad(rows, ((0, 0), (1, 0)), constant_values=2).tobytes()  # each row the one above and more
    entries = b"/Filter /FlateDecode "
    predicted = pdfs.picture(
        zlib.compress(known), 31, 40, entries + b"/DecodeParms << /Predictor 15 /Columns 31 >> "
    )
    mask = pdfs.picture(zlib.compress(rows[:, :4].tobytes()), 31, 40, entries)
    mask = mask.replace(b"/BitsPerComponent 8 /ColorSpace /DeviceGray", b"/ImageMask true")
    unseen = pdfs.picture(zlib.compress(b"\xff" * 160), 31, 40, entries)
    unseen = unseen.replace(b"/BitsPerComponent 8 /ColorSpace /DeviceGray", b"/ImageMask true")
    for picture, least in ((predicted, 0), (mask, 0), (unseen, 255)):
        page = pdfs.page(
            b"595 0 0 842 0 0 cm /I Do", resources=b"/XObject << /I 10 0 R >>", more={10: picture}
        )
        assert (first(worker, page).min() < 50) == (least < 50)
