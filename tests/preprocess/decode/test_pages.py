"""The pages of a TIFF are counted as a person would count them, and no file makes the count endless."""

import io
import struct

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.limits import MAX_PARTS
from inkread.preprocess.decode.pages import TiffPages, tiff_pages, tiff_pages_of_file


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


def test_each_page_can_be_had_alone():
    pages = [Image.fromarray(np.full((9, 7), tone, np.uint8)) for tone in (50, 120, 200)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    pages = TiffPages(out.getvalue())
    found = [decode(pages.alone(number)) for number in (3, 1, 2, 3)]
    expected = [(200, 1), (50, 1), (120, 1), (200, 1)]
    assert [(int(one.grey[0, 0]), one.numbers["pages"]) for one in found] == expected


def test_a_page_that_there_is_not_is_told():
    with pytest.raises(ImageError, match="expected a page 3, got a file of 2; save it again"):
        TiffPages(tiff(2)).alone(3)


def test_pages_of_a_file_are_counted_by_its_directories_alone():
    class Counted(io.BytesIO):
        num_read = 0

        def read(self, size=-1):
            self.num_read += size
            return super().read(size)

    file = Counted(tiff(17))
    assert tiff_pages_of_file(file) == 17
    assert 0 < file.num_read <= 17 * 20
    for cut in (3, 9, 40):
        assert tiff_pages_of_file(io.BytesIO(tiff(2)[:-cut])) == tiff_pages(tiff(2)[:-cut])
