"""`inkread read` with words and lines reads the pages of PDFs; what cannot be read stops nothing."""

import json

import numpy as np
import pytest
from PIL import Image

PATTERN = ("--pattern", "[LTVX17]{1,3}")


@pytest.fixture
def read(inkread, images, drawing, tiny_folder):
    """Calls `inkread read` with the tiny bundle beside `code.png` and `two.pdf`, of L T 1 and V 7."""
    sheets = [
        Image.fromarray(np.hstack([drawing(char)[:, 15:105] for char in code])) for code in ("LT1", "V7")
    ]
    sheets[0].save(images / "code.png")
    sheets[0].save(images / "two.pdf", save_all=True, append_images=sheets[1:], resolution=150)
    return lambda *arguments, stdin=b"": inkread("read", *arguments, "--bundle", tiny_folder, stdin=stdin)


def test_each_page_is_a_picture_of_its_own(read, pdfs):
    answer = read("two.pdf", "code.png", *PATTERN, "--json")
    assert answer.code == 0
    told = json.loads(answer.out)
    assert [(one["source"], one["text"]) for one in told] == [
        *(("two.pdf#1", "LT1"), ("two.pdf#2", "V7"), ("code.png", "LT1")),
    ]
    assert not any(one["trail"]["warnings"] for one in told)


def test_any_number_of_workers_says_the_same(read, images, pdfs):
    (images / "locked.pdf").write_bytes(pdfs.ENCRYPTED)
    (images / "lying.pdf").write_bytes(pdfs.pages(1, count=2))
    names = ("locked.pdf", "two.pdf", "lying.pdf", "code.png")
    said = []
    for workers in (1, 2):
        answer = read(*names, "--lines", "--workers", workers)
        said.append((answer.code, answer.out, answer.err))
    assert said[0] == said[1]
    code, out, err = said[0]
    assert code == 1
    assert all(f"{name}: " in out for name in ("two.pdf#1", "two.pdf#2", "lying.pdf#1", "code.png"))
    assert [line.split(": expected")[0] for line in err.splitlines()] == [
        "inkread: locked.pdf",
        "inkread: lying.pdf#2",
    ]


def test_a_pdf_comes_in_by_standard_input_too(read, images, pdfs):
    answer = read("-", *PATTERN, "--quiet", stdin=(images / "two.pdf").read_bytes())
    assert (answer.code, answer.out) == (0, "-#1\tLT1\n-#2\tV7\n")


def test_a_folder_has_its_pdfs_read_where_words_are(read, images, pdfs):
    assert "two.pdf#2\tV7" in read(".", *PATTERN, "--quiet").out
    answer = read(".", "--quiet")
    assert "two.pdf" not in answer.out
    assert "2 files of other kinds are left out: .pdf, .txt" in answer.err


def test_boxes_are_drawn_into_one_page(read, images, pdfs):
    assert "expected one image or page with --boxes, got 2" in read("two.pdf", "--boxes", "boxes.png").err
    with Image.open(images / "code.png") as code:
        size = code.size
        code.save(images / "one.pdf")
    answer = read("one.pdf", *PATTERN, "--boxes", "boxes.png")
    assert (answer.code, answer.out.splitlines()[0][:13]) == (0, "one.pdf: LT1 ")
    with Image.open(images / "boxes.png") as boxes:
        assert boxes.size == size


def test_a_reading_that_is_kept_has_the_name_of_its_page(read, inkread, monkeypatch, tmp_path, pdfs):
    monkeypatch.setenv("INKREAD_HISTORY", str(tmp_path / "history.db"))
    assert read("two.pdf", *PATTERN, "--keep").code == 0
    kept = json.loads(inkread("history", "list", "--json").out)
    assert "two.pdf#2" in json.dumps(kept)


def test_single_characters_are_not_read_from_pdfs_and_it_is_said_what_is(read):
    answer = read("two.pdf")
    assert (answer.code, answer.out) == (1, "")
    assert "got a PDF file; save it as PNG, or read what is written on its pages with --words" in answer.err


def test_without_the_extra_it_is_said_what_to_install(read, monkeypatch):
    monkeypatch.setattr("inkread.preprocess.decode.pdf.find_spec", lambda name: None)
    answer = read("two.pdf", "code.png", *PATTERN)
    assert (answer.code, answer.out[:13]) == (1, "code.png: LT1")
    assert "inkread: two.pdf: expected a file that can be opened here, got a PDF;" in answer.err
    assert "pip install 'inkread[pdf]'" in answer.err
