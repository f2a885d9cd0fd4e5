"""A file of pages is read page by page, whatever it is, and is let go with its last holder."""

import gc
import threading

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ConfigError, ImageError
from inkread.preprocess.decode import Document, decode


def test_a_document_has_pages_whatever_it_is(pdfs, tmp_path, seeds):
    sheets = [Image.fromarray(np.full((9, 7), tone, np.uint8)) for tone in (50, 200)]
    for name in ("two.tif", "two.pdf"):
        sheets[0].save(tmp_path / name, save_all=True, append_images=sheets[1:])
        with Document(tmp_path / name) as pages:
            assert (len(pages), [int(page.grey[4, 3]) for page in pages]) == (2, [50, 200])
            with pytest.raises(ConfigError, match=f"{name}: expected a page from 1 to 2"):
                pages.page(3)
    with Document(seeds["png-l"]) as pages:
        assert len(pages) == 1
        np.testing.assert_array_equal(pages.page(1).grey, decode(seeds["png-l"]).grey)


def test_a_document_that_nobody_holds_leaves_no_process_and_no_thread(pdfs):
    before = set(threading.enumerate())
    document = Document(pdfs.pages(1))
    document.page(1)
    process = document._pdfs._process
    assert process.is_alive()
    del document
    gc.collect()
    assert not process.is_alive()
    assert set(threading.enumerate()) <= before


def test_a_document_that_cannot_be_opened_names_the_file(pdfs, tmp_path):
    (tmp_path / "x.pdf").write_bytes(pdfs.ENCRYPTED)
    with pytest.raises(ImageError, match=r"x\.pdf: expected") as refused:
        Document(tmp_path / "x.pdf")
    assert refused.value.reason == "needs_password"


@pytest.mark.parametrize("number", [0, -1, 3, 1.0, True, "1"])
def test_a_page_that_is_none_is_the_callers_mistake(pdfs, number):
    with Document(pdfs.pages(2)) as pages:
        pages.page(1)
        process = pages._pdfs._process
        with pytest.raises(ConfigError, match=r"expected a page from 1 to 2, got"):
            pages.page(number)
        assert pages._pdfs._process is process
        assert process.is_alive()
