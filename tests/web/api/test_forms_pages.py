"""Of a PDF or TIFF of forms each page can be read, and its pages are counted."""

import io

import pytest
from PIL import Image

from .member_card import READ, files_of, printed, refusal_of

PAGES = "/api/v1/pages"


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(keep=False)


def paged(scan, kind):
    """A file of two pages: the blank form, and a scan of a filled one."""
    made = io.BytesIO()
    filled = Image.open(io.BytesIO(scan))
    packed = {"compression": "tiff_deflate"} if kind == "TIFF" else {}
    Image.fromarray(printed()).save(made, kind, save_all=True, append_images=[filled], **packed)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_each_page_of_a_file_can_be_read(client, blank, scan, kind):
    file = paged(scan, kind)
    assert client.post(PAGES, data=file, content_type="application/octet-stream").json == {"pages": 2}
    told = [
        client.post(f"{READ}?page={page}", data=files_of(blank, file)).json["scans"][0] for page in (1, 2)
    ]
    assert [(one["page"], one["pages"], one["warnings"]) for one in told] == [(1, 2, []), (2, 2, [])]
    assert [one["values"][0]["value"] for one in told] == ["", "L7"]
    beyond = client.post(f"{READ}?page=3", data=files_of(blank, file))
    assert refusal_of(beyond) == (422, "no_page")


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_of_a_file_of_pages_the_first_is_read_and_that_is_said(client, blank, scan, kind):
    (told,) = client.post(READ, data=files_of(blank, paged(scan, kind))).json["scans"]
    assert (told["page"], told["pages"], told["values"][0]["value"]) == (1, 2, "")
    assert [one["code"] for one in told["warnings"]] == ["first_page"]


def test_a_picture_is_one_page(client, blank, scan):
    assert client.post(PAGES, data={"image": (io.BytesIO(scan), "a.png")}).json == {"pages": 1}
    (told,) = client.post(f"{READ}?page=1", data=files_of(blank, scan)).json["scans"]
    assert (told["page"], told["pages"]) == (1, 1)
    assert refusal_of(client.post(f"{READ}?page=2", data=files_of(blank, scan))) == (422, "no_page")
    assert client.post(f"{READ}?page=0", data=files_of(blank, scan)).json["error"]["code"] == "bad_field"


def test_a_pdf_that_cannot_be_opened_says_why(client, blank):
    assert refusal_of(client.post(PAGES, data={"image": (io.BytesIO(b"%PDF-1.7"), "a.pdf")})) == (
        422,
        "truncated",
    )
