"""The pages of a TIFF are counted as a person would count them, and no file makes the count endless."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from inkread.preprocess.decode import decode
from inkread.preprocess.decode.limits import MAX_PARTS
from inkread.preprocess.decode.pages import tiff_pages


def tiff(num_pages, **options):
    pages = [Image.fromarray(np.full((9, 7), 200, np.uint8)) for _ in range(num_pages)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], **options)
    return out.getvalue()


def directory(following, *, kind=0):
    """A directory of one entry, the kind of its picture, that begins at an even place."""
    return struct.pack(">HHHIII", 1, 254, 4, 1, kind, following)


@pytest.mark.parametrize("num", [1, 2, 17])
def test_pages_are_counted_as_they_were_written(num):
    assert decode(tiff(num)).numbers["pages"] == num


def test_other_formats_have_no_pages(seeds):
    assert "pages" not in decode(seeds["gif-animated"]).numbers


def test_small_copies_and_masks_are_no_pages():
    one = 8 + len(directory(0))
    start = b"MM\0*" + (8).to_bytes(4, "big")
    for kind, num in ((0, 2), (2, 2), (1, 1), (4, 1)):
        assert tiff_pages(start + directory(one) + directory(0, kind=kind)) == num


def test_a_circle_of_directories_ends():
    start = b"MM\0*" + (8).to_bytes(4, "big")
    assert tiff_pages(start + directory(8)) == 1


def test_a_chain_without_end_is_given_up():
    size = len(directory(0))
    chain = b"".join(directory(8 + size * number) for number in range(1, MAX_PARTS + 100))
    assert tiff_pages(b"MM\0*" + (8).to_bytes(4, "big") + chain) == MAX_PARTS


@pytest.mark.parametrize("data", [b"II*\0", b"II*\0\xff\xff\xff\xff", b"II*\0\x08\0\0\0", tiff(2)[:-30]])
def test_a_file_that_is_cut_off_has_a_page_at_least(data):
    assert tiff_pages(data) >= 1
