"""Of a PDF or TIFF of words the worker reads the page that is asked for."""

from pathlib import Path

import pytest
from PIL import Image

from inkread.desktop.jobs.inside import look_inside
from inkread.desktop.jobs.words import read_words
from inkread.desktop.replies import Pages
from inkread.desktop.requests import LookInside, ReadWords
from inkread.errors import ImageError
from inkread.history import LOCAL_OWNER, Query


@pytest.fixture(params=["pdf", "tif"])
def file(request, tmp_path, line_of):
    """The file of two pages, LTV and VT."""
    first, second = (Image.fromarray(line_of(word)) for word in ("LTV", "VT"))
    first.save(tmp_path / f"pages.{request.param}", save_all=True, append_images=[second])
    return str(tmp_path / f"pages.{request.param}")


def kept(bench):
    """Return file and text of what the history holds."""
    return sorted((one.source, one.text) for one in bench.store().find(Query(LOCAL_OWNER)).entries)


def test_the_first_page_is_read_and_how_many_there_are_is_told_before(bench, file):
    pages, told = read_words(bench, ReadWords(file))
    assert pages == Pages(2)
    assert (told.text, told.warnings) == ("LTV", ())


def test_another_page_is_read_and_looked_into(bench, file, line_of):
    _, told = read_words(bench, ReadWords(file, page=2))
    assert told.text == "VT"
    assert (told.height, told.width) == line_of("VT").shape
    box = tuple(round(side) for side in told.glyphs[1].box)
    (inside,) = look_inside(bench, LookInside(file, box=box, page=2))
    assert inside.answer.text == "T"


def test_each_page_is_kept_under_its_own_name_once(bench, file):
    name = Path(file).name
    ids = [list(read_words(bench, ReadWords(file, page=page, keep=True)))[1].id for page in (1, 2)]
    assert kept(bench) == [(f"{name}#1", "LTV"), (f"{name}#2", "VT")]
    list(read_words(bench, ReadWords(file, page=2, keep=True, instead=ids[1])))
    assert kept(bench) == [(f"{name}#1", "LTV"), (f"{name}#2", "VT")]


def test_a_page_that_is_not_there_is_said_after_how_many_there_are(bench, file):
    told = read_words(bench, ReadWords(file, page=3))
    assert next(told) == Pages(2)
    with pytest.raises(ImageError, match="expected a page from 1 to 2, got 3") as refused:
        next(told)
    assert refused.value.reason == "no_page"


def test_a_file_of_a_page_s_name_is_that_file(bench, tmp_path, line_of):
    Image.fromarray(line_of("VT")).save(tmp_path / "a.pdf#1", "png")
    (told,) = read_words(bench, ReadWords(str(tmp_path / "a.pdf#1")))
    assert told.text == "VT"
