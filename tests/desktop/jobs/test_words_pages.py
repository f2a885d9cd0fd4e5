"""Of a PDF or TIFF of words the worker reads the page that is named."""

import pytest
from PIL import Image

from inkread.desktop.jobs.inside import look_inside
from inkread.desktop.jobs.words import fit_picture, read_words
from inkread.desktop.requests import FitPicture, LookInside, ReadWords
from inkread.errors import ImageError
from inkread.history import LOCAL_OWNER, Query


@pytest.fixture(params=["pdf", "tif"])
def pages(request, tmp_path, line_of):
    """The file of two pages, LTV and VT."""
    first, second = (Image.fromarray(line_of(word)) for word in ("LTV", "VT"))
    first.save(tmp_path / f"pages.{request.param}", save_all=True, append_images=[second])
    return str(tmp_path / f"pages.{request.param}")


def read(bench, source, **changes):
    """Return what is told of a source."""
    (told,) = read_words(bench, ReadWords(source, **changes))
    return told


def test_the_first_page_is_read_and_how_many_there_are_is_told(bench, pages):
    told = read(bench, pages)
    assert (told.text, told.pages, told.warnings) == ("LTV", 2, ())


def test_a_page_that_is_named_is_read_shown_and_looked_into(bench, pages, line_of):
    told = read(bench, f"{pages}#2")
    assert (told.text, told.pages) == ("VT", 2)
    assert (told.height, told.width) == line_of("VT").shape
    list(fit_picture(bench, FitPicture(1000, 1000)))
    box = tuple(round(side) for side in told.glyphs[1].box)
    (inside,) = look_inside(bench, LookInside(f"{pages}#2", False, box))
    assert inside.answer.text == "T"


def test_each_page_is_kept_under_its_own_name(bench, pages):
    for source in (pages, f"{pages}#2"):
        read(bench, source, keep=True)
    found = bench.store().find(Query(LOCAL_OWNER)).entries
    name = pages.rsplit("/", 1)[1]
    kept = sorted((entry.source, entry.text) for entry in found)
    assert kept == [(f"{name}#1", "LTV"), (f"{name}#2", "VT")]


def test_a_page_that_is_not_there_is_said(bench, pages):
    with pytest.raises(ImageError, match="expected a page from 1 to 2, got 3") as refused:
        read(bench, f"{pages}#3")
    assert refused.value.reason == "no_page"


def test_a_file_of_such_a_name_is_that_file(bench, tmp_path, line_of):
    Image.fromarray(line_of("LTV")).save(tmp_path / "a.png")
    Image.fromarray(line_of("VT")).save(tmp_path / "a.png#1", "png")
    assert read(bench, str(tmp_path / "a.png#1")).text == "VT"
