"""The pages are whole, say what they should, and work without JavaScript."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient

from inkread.web import create_app
from inkread.web.settings import WebSettings

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = ("/", "/words", "/forms", "/stages", "/history", "/about")
PERSON = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("home")
    app = create_app(WebSettings(history=str(home / "history.sqlite"), images=home / "images"))
    yield app.test_client()
    app.extensions["inkread"].stop()


def sent(client: FlaskClient, *names: str):
    """Return the answer to a form with these samples, as a browser without JavaScript sends it."""
    files = [(SAMPLES / name).open("rb") for name in names]
    try:
        return client.post(
            "/", data={"image": [(file, Path(file.name).name) for file in files]}, headers=PERSON
        )
    finally:
        for file in files:
            file.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(client: FlaskClient, path: str):
    answer = client.get(path, headers=PERSON)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert answer.text.count("<h1") == 1
    assert "</html>" in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_holds_nothing_that_its_policy_forbids(client: FlaskClient, path: str):
    html = client.get(path, headers=PERSON).text
    assert "'unsafe-inline'" not in client.get(path).headers["Content-Security-Policy"]
    assert re.findall(r"<[^>]+\s(?:style|on\w+)=", html) == []
    inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", html)
    assert all('type="application/json"' in attributes for attributes in inline)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_other_host(client: FlaskClient, path: str):
    html = client.get(path, headers=PERSON).text
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", html) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_files_of_a_page_are_there(client: FlaskClient, path: str):
    html = client.get(path, headers=PERSON).text
    linked = re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", html)
    assert len(linked) > 3
    for link in linked:
        with client.get(link) as answer:
            assert answer.status_code == 200


def test_a_service_that_keeps_nothing_says_so():
    app = create_app(WebSettings(keep=False))
    html = app.test_client().get("/history", headers=PERSON).text
    assert "nothing is kept" in html
    assert "data-entries" not in html
    app.extensions["inkread"].stop()


def test_a_picture_is_read_without_javascript(client: FlaskClient):
    answer = sent(client, "A-pen.png")
    assert answer.status_code == 200
    assert "It looks like the capital letter A" in answer.text
    assert "data:image/png;base64," in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_javascript_promises_only_what_is_there(client: FlaskClient, path: str):
    html = client.get(path, headers=PERSON).text
    notices = re.findall(r'<p class="notice without-script">(.+?)</p>', html)
    assert all("JavaScript is switched off" in notice for notice in notices)
    assert any("send a picture below" in notice for notice in notices) == ('id="pictures"' in html)


def test_one_of_several_pictures_that_cannot_be_read_is_told_beside_the_others(client: FlaskClient):
    answer = sent(client, "7-photo.jpg", "strokes.json")
    assert "the digit 7" in answer.text
    assert "This file is not a picture" in answer.text


def test_a_picture_that_cannot_be_read_leaves_the_page_with_what_to_do(client: FlaskClient):
    answer = sent(client, "strokes.json")
    assert answer.status_code == 415
    assert "This file is not a picture. Choose a photo or a scan." in answer.text
    assert "data-pad" in answer.text


def test_a_form_without_a_picture_says_so(client: FlaskClient):
    answer = client.post("/", data={}, content_type="multipart/form-data; boundary=x", headers=PERSON)
    assert answer.status_code == 400
    assert "No picture was chosen" in answer.text


def test_a_name_that_looks_like_html_is_only_text(client: FlaskClient):
    content = (SAMPLES / "A-pen.png").open("rb")
    with content:
        data = {"image": (content, "<img src=x onerror=alert(1)>.png")}
        answer = client.post("/", data=data, headers=PERSON)
    assert "<img src=x" not in answer.text
    assert "&lt;img src=x" in answer.text


def test_a_person_gets_a_page_where_there_is_none(client: FlaskClient):
    answer = client.get("/nothing", headers=PERSON)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_the_page_about_the_model_gives_figures_with_their_n(client: FlaskClient):
    html = client.get("/about", headers=PERSON).text
    assert "Pen on paper, photographed" in html
    assert "2,858" in html
    assert "± " in html


@pytest.mark.parametrize("path", ["/", "/words", "/forms", "/about"])
def test_a_model_that_is_not_here_is_refused(client: FlaskClient, path: str):
    assert client.get(f"{path}?bundle=other", headers=PERSON).status_code == 404


@pytest.fixture
def two_models(tiny_folder: Path):
    app = create_app(WebSettings(bundles=("inkread-62", str(tiny_folder)), keep=False))
    yield app.test_client()
    app.extensions["inkread-close"]()


def test_one_s_own_model_is_chosen_on_the_page(two_models: FlaskClient):
    shipped = two_models.get("/", headers=PERSON).text
    assert 'href="/?bundle=tiny"' in shipped
    assert 'value="digits"' in shipped
    own = two_models.get("/?bundle=tiny", headers=PERSON).text
    assert '"bundle": "tiny"' in own
    assert 'action="/?bundle=tiny"' in own
    assert 'value="lower"' not in own  # it reads no small letters


def test_one_s_own_model_reads_without_javascript(two_models: FlaskClient, drawing, png_of):
    form = {"image": (io.BytesIO(png_of(drawing("7"))), "7.png")}
    answer = two_models.post("/?bundle=tiny", data=form, headers=PERSON)
    assert "the digit 7" in answer.text


def test_an_answer_without_javascript_is_refused_in_words(client: FlaskClient, png_of):
    noise = np.random.default_rng(5).integers(0, 256, (120, 120), np.uint8)
    answer = client.post("/", data={"image": (io.BytesIO(png_of(noise)), "noise.png")}, headers=PERSON)
    assert "answer  doubtful" in answer.text
    assert re.search(r"<li>[^<]{20,}</li>", answer.text)  # why
    assert "% sure" not in answer.text
