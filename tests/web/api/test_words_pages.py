"""Of a PDF or TIFF of writing each page can be read, and its pages are counted."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

PATH, PAGES = "/api/v1/words", "/api/v1/pages"


@pytest.fixture(scope="module")
def paged(drawing):
    """Makes a file of two pages, on which `L7` and `XT` are written."""

    def make(kind):
        made = io.BytesIO()
        first, second = (
            Image.fromarray(np.hstack([drawing(char) for char in word])) for word in ("L7", "XT")
        )
        packed = {"compression": "tiff_deflate"} if kind == "TIFF" else {}
        first.save(made, kind, save_all=True, append_images=[second], **packed)
        return made.getvalue()

    return make


def ask(client, content, query=""):
    """Return the answer to a file."""
    return client.post(f"{PATH}?lexicon=L7,XT&{query}", data=content, content_type="application/octet-stream")


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_each_page_is_read_where_it_is_asked_for(client, paged, kind):
    file = paged(kind)
    assert client.post(PAGES, data={"image": (io.BytesIO(file), "a")}).json == {"pages": 2}
    told = [ask(client, file, f"page={page}").json["readings"][0] for page in (1, 2)]
    assert [one["text"] for one in told] == ["L7", "XT"]
    assert [(one["page"], one["pages"], one["warnings"]) for one in told] == [(1, 2, []), (2, 2, [])]
    beyond = ask(client, file, "page=3")
    assert (beyond.status_code, beyond.json["error"]["code"]) == (422, "no_page")


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_else_the_first_is_read_and_that_is_said(client, paged, kind):
    (told,) = ask(client, paged(kind)).json["readings"]
    assert (told["text"], told["page"], told["pages"]) == ("L7", 1, 2)
    assert [one["code"] for one in told["warnings"]] == ["first_page"]


def test_what_is_kept_of_a_page_is_that_page(client, paged):
    (told,) = ask(client, paged("PDF"), "page=2").json["readings"]
    kept = Image.open(io.BytesIO(client.get(told["image"]).data))
    assert kept.size == (told["width"], told["height"])
    (again,) = ask(client, client.get(told["image"]).data).json["readings"]
    assert again["text"] == "XT"


def test_what_is_not_kept_of_a_page_comes_with_the_answer(client, paged):
    (told,) = ask(client, paged("PDF"), "page=2&keep=0").json["readings"]
    kind, content = told["picture"].split(",")
    shown = Image.open(io.BytesIO(base64.b64decode(content)))
    assert (told["image"], kind, shown.size) == (
        None,
        "data:image/jpeg;base64",
        (told["width"], told["height"]),
    )
    for query in ("keep=0", "page=2"):
        (told,) = ask(client, paged("PDF"), query).json["readings"]
        assert told["picture"] is None


def test_a_pdf_that_cannot_be_opened_says_why(client):
    refused = ask(client, b"%PDF-1.7")
    assert (refused.status_code, refused.json["error"]["code"]) == (422, "truncated")
