"""Each page of a PDF or TIFF of writing is a reading of its own."""

import numpy as np
import pytest
from PIL import Image

from inkread.client import Client
from inkread.errors import RequestError
from inkread.web import create_app
from inkread.web.settings import WebSettings


@pytest.fixture(scope="module")
def client(tiny_folder, serving):
    app = create_app(WebSettings(bundles=(str(tiny_folder),), keep=False))
    with serving(app) as address:
        yield Client(address)
    app.extensions["inkread-close"]()


@pytest.fixture
def words(drawing):
    """`L7`, `XT` and `V7` as pixels."""
    return [np.hstack([drawing(char) for char in word]) for word in ("L7", "XT", "V7")]


@pytest.fixture
def files(words, tmp_path):
    """A PDF and a TIFF of the three words, and a PDF of the last."""
    for name in ("notes.pdf", "notes.tif"):
        pages = [Image.fromarray(one) for one in words]
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
    pages[2].save(tmp_path / "single.pdf")
    return [tmp_path / name for name in ("notes.pdf", "single.pdf", "notes.tif")]


def test_pages_come_back_in_order_among_pictures_and_errors(client, words, files):
    sources = [words[1], files[0], b"no picture", b"%PDF-1.7\nno more", *files[1:], words[0]]
    found = client.words(sources, lexicon=["L7", "XT", "V7"], on_error="keep")
    names = [one.name for one in found if not isinstance(one, RequestError)]
    of_pdf, of_tiff = ([f"notes.{kind}#{page}" for page in (1, 2, 3)] for kind in ("pdf", "tif"))
    assert names == ["array", *of_pdf, "single.pdf", *of_tiff, "array"]
    texts = [getattr(one, "text", None) for one in found]
    assert texts == ["XT", "L7", "XT", "V7", None, None, "V7", "L7", "XT", "V7", "L7"]
    assert [getattr(one, "code", None) for one in found[4:6]] == ["not_an_image", "truncated"]
    assert not any(one.warnings for one in found if not isinstance(one, RequestError))
    with pytest.raises(RequestError, match="PDF"):
        client.words(sources[3], lexicon=["L7"])


def test_one_page_is_read_alone_where_it_is_asked_for(client, files):
    (reading,) = client.words(files[0], lexicon=["L7", "XT", "V7"], page=2)
    assert (reading.name, reading.text) == ("notes.pdf", "XT")
    (refused,) = client.words(files[0], page=4, on_error="keep")
    assert refused.code == "no_page"
    many = client.words([files[0], files[2]] * 5, lexicon=["L7", "XT", "V7"], page=3)
    assert [one.text for one in many] == ["V7"] * 10


def test_no_page_is_every_page(client, files):
    texts = [one.text for one in client.words(files[0], lexicon=["L7", "XT", "V7"], page=None)]
    assert texts == ["L7", "XT", "V7"]


def test_what_cannot_be_sent_is_raised_before_anything_is_read(client, words, monkeypatch):
    asked = []
    monkeypatch.setattr(client, "request", lambda *told, **_: asked.append(told))
    with pytest.raises(RequestError, match="no such file"):
        client.words([*words * 3, "nope.png"])
    assert asked == []


def test_more_pictures_than_a_request_takes_come_back_in_order(client, words):
    texts = [one.text for one in client.words(words * 4, lexicon=["L7", "XT", "V7"])]
    assert texts == ["L7", "XT", "V7"] * 4
