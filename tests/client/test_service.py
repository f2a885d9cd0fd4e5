"""The client against a service of our own, on this machine."""

import numpy as np
import pytest

from inkread.client import Client
from inkread.client.remote_reading import RemoteReading
from inkread.client.service import LONGEST_WAIT
from inkread.errors import ConfigError, RequestError
from inkread.preprocess.strokes import Strokes
from inkread.trail import Caution
from inkread.web import create_app
from inkread.web.settings import WebSettings

KEY = "a key of this test, long enough"


@pytest.fixture(scope="module")
def app(tiny_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("client")
    settings = WebSettings(bundles=(str(tiny_folder),), history=str(folder / "h.db"), api_keys=(KEY,))
    app = create_app(settings)
    yield app
    app.extensions["inkread-close"]()


@pytest.fixture(scope="module")
def address(app, serving):
    with serving(app) as address:
        yield address


@pytest.fixture
def client(address):
    return Client(address)


def test_every_kind_of_source_is_read(client, drawing, png, tmp_path):
    path = tmp_path / "a seven.png"
    path.write_bytes(png)
    strokes = Strokes.from_dict({"strokes": [[[30, 90, 50], [22, 22, 100]]], "width": 120, "height": 120})
    sources = [path, str(path), png, drawing("7"), np.stack([drawing("7")] * 3, axis=-1), strokes]
    readings = [client.read(source)[0] for source in sources]
    assert [reading.text for reading in readings] == ["7"] * len(sources)
    assert readings[0].name == "a seven.png"
    assert readings[0].candidates[0].text == "7"
    assert readings[0].bundle == "tiny"


def test_many_images_come_back_in_order(client, drawing):
    readings = client.read([drawing(grapheme) for grapheme in "LTX"], keep=False, top_k=2)
    assert [reading.text for reading in readings] == ["L", "T", "X"]
    assert {len(reading.candidates) for reading in readings} == {2}
    assert {reading.id for reading in readings} == {None}


def test_an_error_among_several_is_raised_or_kept(client, drawing):
    sources = [drawing("L"), b"no picture"]
    with pytest.raises(RequestError, match="expected a picture"):
        client.read(sources)
    reading, error = client.read(sources, on_error="keep")
    assert reading.text == "L"
    assert error.code == "not_an_image"


@pytest.mark.parametrize("source", [b"no picture", [b"no picture"], b""])
def test_the_error_of_a_single_image_is_kept_too(client, source):
    (character,) = client.read(source, on_error="keep")
    (words,) = client.words(source, on_error="keep")
    assert character.code == words.code == ("not_an_image" if source else "empty_file")


def test_a_source_that_cannot_be_sent_is_an_error_in_its_place(client, drawing):
    unread = [np.zeros((0, 0), np.uint8), np.zeros((4, 4, 4, 4), np.uint8), np.full((9, 9), 7.0), "nope.png"]
    sources = [unread[0], drawing("L"), *unread[1:], drawing("T")]
    for found in (client.read(sources, on_error="keep"), client.words(sources, on_error="keep")):
        assert [one.text for one in found if not isinstance(one, RequestError)] == ["L", "T"]
        codes = [getattr(one, "code", None) for one in found]
        assert codes == ["bad_array", None, "bad_array", "bad_array", "not_found", None]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nope.png", "nope.png: expected a file, got no such file; check its name"),
        (np.full((9, 9), 7.0), "array: expected floats from 0 to 1, got 7 to 7"),
    ],
)
def test_a_source_that_cannot_be_sent_is_named(client, source, said):
    with pytest.raises(RequestError, match=said) as refused:
        client.read([b"", source])
    assert refused.value.status == 0
    (kept,) = client.read(source, on_error="keep")
    assert str(kept) == str(refused.value)


def test_every_array_that_the_reader_takes_is_read(client, drawing):
    grey = drawing("7")
    deep = grey.astype(np.uint16) * 257
    floats = grey.astype(np.float32) / 255
    coloured = np.stack([floats] * 3, axis=-1)
    opaque = np.stack([grey, grey, grey, np.full_like(grey, 255)], axis=-1)
    arrays = [grey[..., None], deep, floats, coloured, grey > 127, opaque]
    readings = client.read(arrays, keep=False)
    assert [reading.text for reading in readings] == ["7"] * len(arrays)


def test_an_empty_list_of_words_is_refused(client, drawing):
    with pytest.raises(ConfigError, match="expected a list of words, got none; give some, or leave"):
        client.words(drawing("7"), lexicon=[], keep=False)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"pattern": "(", "lines": False}, "bad_pattern"),
        ({"lexicon": [" "]}, "bad_lexicon"),
        ({"lexicon": ["L7"], "pattern": "A9"}, "pattern_and_lexicon"),
        ({"charset": "☃"}, "bad_charset"),
        ({"top_k": "many"}, "bad_field"),
    ],
)
def test_what_is_wrong_with_the_request_is_raised_of_a_single_image_too(client, drawing, how, code):
    with pytest.raises(RequestError, match="expected") as refused:
        client.words(drawing("7"), on_error="keep", keep=False, **how)
    assert refused.value.code == code


def test_no_image_at_all_is_an_error_that_is_raised(client):
    with pytest.raises(RequestError, match="expected an image"):
        client.read([], on_error="keep")


def test_a_client_has_a_history_of_its_own(client, address, drawing):
    (reading,) = client.read(drawing("T"))
    assert client.correct(reading.id, "7")["correction"] == "7"
    assert client.history(corrected=True)["total"] == 1
    assert Client(address).history()["total"] == 0
    assert client.delete(reading.id) == 1
    assert client.history()["entries"] == []


def test_a_key_is_the_same_owner_everywhere(address, drawing):
    (reading,) = Client(address, KEY).read(drawing("T"))
    assert Client(address, KEY).history()["entries"][0]["id"] == reading.id
    with pytest.raises(RequestError, match="expected an API key") as caught:
        Client(address, "not that one").history()
    assert (caught.value.status, caught.value.code) == (401, "unknown_key")


def test_a_reading_is_explained(client, drawing):
    said = client.explain(drawing("7"), stages=False)
    assert said["reading"]["text"] == "7"
    assert "stages" not in said


def test_a_refusal_is_raised_in_the_service_s_own_words(client):
    with pytest.raises(RequestError, match=r"expected .*, got .*; ") as caught:
        client.read(b"no picture")
    assert (caught.value.status, caught.value.code) == (415, "not_an_image")


def test_a_busy_service_is_asked_again_after_the_time_it_says(client, app, address, drawing):
    gate = app.extensions["inkread"].gate
    waited = []
    patient = Client(address, tries=3, wait=waited.append)
    taken = [gate.entered() for _ in range(app.extensions["inkread"].settings.in_flight)]
    for place in taken:
        place.__enter__()
    with pytest.raises(RequestError) as caught:
        patient.read(drawing("7"))
    assert (caught.value.status, caught.value.code) == (503, "busy")
    assert waited == [1.0, 1.0]

    def make_room(seconds):
        waited.append(seconds)
        taken.pop().__exit__(None, None, None)

    assert Client(address, wait=make_room).read(drawing("7"))[0].text == "7"
    for place in taken:
        place.__exit__(None, None, None)


def test_a_client_over_its_limit_waits_as_long_as_it_is_told(tiny_folder, serving):
    waited = []
    app = create_app(WebSettings(bundles=(str(tiny_folder),), keep=False, rate_limit="1/minute"))
    with serving(app) as address:
        client = Client(address, tries=2, wait=waited.append)
        client.info()
        with pytest.raises(RequestError) as caught:
            client.info()
    app.extensions["inkread-close"]()
    assert (caught.value.status, caught.value.code) == (429, "rate_limited")
    assert [0 < seconds <= LONGEST_WAIT for seconds in waited] == [True]


def test_a_reading_tells_why_it_could_not_be_kept(client, drawing):
    told = client.explain(drawing("7"), stages=False, occlusion=False)["reading"]
    trouble = {"code": "full", "message": "expected room on the disk, got none; make some"}
    reading = RemoteReading.from_dict({**told, "id": None, "not_kept": trouble})
    assert reading.not_kept == Caution(**trouble)
    assert RemoteReading.from_dict({**told, "not_kept": None}).not_kept is None


def test_a_service_that_is_not_there_is_one_error(unused_address):
    with pytest.raises(RequestError, match="does the service run") as caught:
        Client(unused_address).info()
    assert (caught.value.status, caught.value.code) == (0, "unreachable")


@pytest.mark.parametrize(
    "url",
    [
        *("127.0.0.1:8000", "file:///etc/passwd", "ftp://example.org", "http://", "http://[", "http://a..b"),
        *("http://localhost:80a", "http://localhost:65536", "http://localhost:0"),
    ],
)
def test_an_address_of_another_kind_is_refused(url):
    with pytest.raises(ConfigError, match="expected an address"):
        Client(url)


@pytest.mark.parametrize(("key", "place"), [("ключ", "at place 1;"), ("sesame\n", "at place 7;")])
def test_a_key_that_no_header_can_hold_is_refused_without_telling_it(address, key, place):
    with pytest.raises(ConfigError, match=place) as refused:
        Client(address, key)
    assert key not in str(refused.value)


def test_what_cannot_be_sent_is_refused(client):
    with pytest.raises(ConfigError, match="expected a path"):
        client.read([7])


@pytest.fixture
def unused_address():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def png(drawing):
    import cv2

    return cv2.imencode(".png", drawing("7"))[1].tobytes()


def test_words_come_back_with_the_place_of_every_character(client, drawing):
    page = np.vstack([np.hstack([drawing("7"), drawing("L")]), np.hstack([drawing("X"), drawing("T")])])
    (reading,) = client.words(page, keep=False)
    assert [line.text.replace(" ", "") for line in reading.lines] == ["7L", "XT"]
    assert reading.text == "\n".join(line.text for line in reading.lines)
    assert (reading.height, reading.width) == page.shape
    top, left, height, width = reading.lines[0].glyphs[1].box
    assert top + height < page.shape[0] / 2
    assert page.shape[1] / 2 < left < left + width < page.shape[1]
    assert reading.lines[0].candidates[0].confidence == reading.lines[0].confidence


def test_only_listed_words_come_back_for_pictures_and_drawings(client, drawing):
    word = np.hstack([drawing("L"), drawing("7")])
    (pictured,) = client.words(word, lexicon=["XT", "L7"], lines=False, keep=False)
    strokes = [[[30, 90, 50], [22, 22, 100]]]
    drawn = Strokes.from_dict({"strokes": strokes, "width": 120, "height": 120, "pen_width": 9})
    (written,) = client.words(drawn, lexicon="7", keep=False)
    assert (pictured.text, written.text) == ("L7", "7")
    (refused,) = client.words(drawn, lexicon=["LVTXLVTXLVTX"], keep=False)
    assert (refused.text, refused.refusal.code) == ("", "not_in_lexicon")
