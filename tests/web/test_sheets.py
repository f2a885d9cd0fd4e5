"""Pages of files are drawn by a process of their own, started with the first and ended with the service."""

import io
import multiprocessing

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.web.decoding import Decoders
from inkread.web.sheets import Sheets


@pytest.fixture(scope="module")
def sheets():
    decoders = Decoders(seconds=30.0)
    made = Sheets(decoders)
    yield made
    made.stop()
    decoders.stop()


def file_of(kind, *greys):
    """A file with a page of 40 x 30 px for each grey."""
    made = io.BytesIO()
    first, *others = [Image.fromarray(np.full((30, 40), grey, np.uint8)) for grey in greys]
    first.save(made, kind, save_all=True, append_images=others)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_each_page_comes_by_its_number(sheets, kind):
    file = file_of(kind, 10, 90, 170)
    assert sheets.num_pages(file) == 3
    for number, grey in ((2, 90), (3, 170), (None, 10)):
        found = sheets.sheet(file, number)
        assert found.pages == 3
        assert float(found.image.grey.mean()) == pytest.approx(grey, abs=4)
    with pytest.raises(ImageError, match="expected a page from 1 to 3, got 4") as refused:
        sheets.sheet(file, 4)
    assert refused.value.reason == "no_page"


def test_what_has_no_pages_is_one(sheets):
    for file in (file_of("PNG", 10), file_of("TIFF", 10), file_of("PDF", 10)):
        assert sheets.sheet(file, 1).pages == sheets.num_pages(file) == 1


def test_what_is_no_picture_is_refused(sheets):
    assert sheets.num_pages(b"no picture") == 1
    with pytest.raises(ImageError):
        sheets.sheet(b"no picture", 1)
    with pytest.raises(ImageError, match="PDF"):
        sheets.num_pages(b"%PDF-1.7")


def test_after_a_stop_the_next_pdf_starts_another_process(sheets):
    file = file_of("PDF", 10, 90)
    sheets.stop()
    assert sheets.sheet(file, 2).pages == 2


def in_a_child(sheets, file, answers):
    """Draw a page in a process that was forked."""
    answers.put(sheets.sheet(file, 2).pages)
    sheets.stop()


def test_a_fork_has_a_process_of_its_own(sheets):
    file = file_of("PDF", 10, 90)
    sheets.sheet(file, 1)
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=in_a_child, args=(sheets, file, answers))
    child.start()
    assert answers.get(timeout=60) == 2
    child.join(60)
    assert sheets.sheet(file, 2).pages == 2
