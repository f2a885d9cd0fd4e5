"""What the worker says where no page can be had, in words that fit PDFs."""

import pytest

from inkread.errors import ImageError, InkreadError
from inkread.preprocess.decode import pdf
from inkread.preprocess.decode.pdf import PdfWorker


def test_refusals_speak_of_pages(pdfs):
    with PdfWorker(seconds=0.5) as worker, pytest.raises(ImageError) as refused:
        worker.page(pdfs.endless(), 1)
    assert str(refused.value) == (
        "expected a page that decodes within 0.5 s, got one that takes longer; save the page as PNG"
    )


def test_a_library_that_does_not_load_is_told_from_too_little_memory(monkeypatch, pdfs):
    monkeypatch.setattr(pdf, "_CHILD", "inkread.no_such_module")
    with PdfWorker() as worker, pytest.raises(ImageError, match="ended at once; do: pip install") as refused:
        worker.num_pages(pdfs.page())
    assert refused.value.reason == "no_decoder"


def test_a_closed_worker_says_so(pdfs):
    with PdfWorker() as worker:
        pass
    with pytest.raises(InkreadError, match="closed"):
        worker.num_pages(pdfs.page())


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with PdfWorker() as worker, pytest.raises(ImageError, match=r"pip install 'inkread\[pdf\]'") as refused:
        worker.num_pages(b"%PDF-1.7 %%EOF")
    assert refused.value.reason == "unsupported_format"


def test_where_no_process_starts_it_is_said(monkeypatch, pdfs):
    def fail(**_):
        raise OSError("no more processes")

    monkeypatch.setattr(pdf, "DecodeProcess", fail)
    with PdfWorker() as worker, pytest.raises(ImageError, match="no more processes") as refused:
        worker.num_pages(pdfs.page())
    assert refused.value.reason == "no_decoder"
