"""Images and drawings go in over HTTP, readings come out."""

import base64
import io

import cv2
import numpy as np
import pytest

STROKES = {"strokes": [[[30, 90, 50], [22, 22, 100]]], "width": 120, "height": 120, "pen_width": 9}


def files(*contents):
    return {"image": [(io.BytesIO(content), name) for name, content in contents]}


def test_an_image_is_read_and_kept(client, seven, send):
    answer = send(client, seven)
    assert answer.status_code == 200
    (reading,) = answer.json["readings"]
    assert reading["text"] == "7"
    assert reading["bundle"] == "tiny"
    assert reading["candidates"][0]["text"] == "7"
    assert reading["set"][0] == "7"
    assert answer.json["took_ms"] > 0
    assert client.get(f"/api/v1/history/{reading['id']}").json["text"] == "7"


def test_the_answer_shows_what_the_network_saw(client, seven, send):
    (reading,) = send(client, seven).json["readings"]
    kind, content = reading["glyph"].split(",")
    glyph = cv2.imdecode(np.frombuffer(base64.b64decode(content), np.uint8), cv2.IMREAD_UNCHANGED)
    assert kind == "data:image/png;base64"
    assert glyph.shape == (28, 28)


def test_a_drawing_is_read_from_its_strokes_and_kept_as_strokes(client):
    (reading,) = client.post("/api/v1/read", json=STROKES).json["readings"]
    assert reading["text"] == "7"
    entry = client.get(f"/api/v1/history/{reading['id']}").json
    assert entry["strokes"]["strokes"] == [[[30, 90, 50], [22, 22, 100]]]
    assert entry["has_image"]


def test_one_bad_file_among_several_leaves_the_others_their_readings(client, seven):
    data = files(("seven.png", seven), ("notes.txt", b"no picture at all"), ("again.png", seven))
    answer = client.post("/api/v1/read", data=data)
    assert answer.status_code == 200
    assert [one.get("text") for one in answer.json["readings"]] == ["7", None, "7"]
    assert answer.json["readings"][1]["name"] == "notes.txt"
    assert answer.json["readings"][1]["error"]["code"] == "not_an_image"


def test_a_single_bad_file_is_refused_as_a_whole(client):
    answer = client.post("/api/v1/read", data=files(("notes.txt", b"no picture at all")))
    assert answer.status_code == 415
    assert answer.json["error"]["code"] == "not_an_image"


def test_the_query_narrows_the_charset_and_the_candidates(client, seven):
    (reading,) = client.post("/api/v1/read?charset=LT&top_k=1", data=seven, content_type="image/png").json[
        "readings"
    ]
    assert [candidate["text"] for candidate in reading["candidates"]] in (["L"], ["T"])


def test_what_is_not_to_be_kept_is_not(client, seven):
    answer = client.post("/api/v1/read?keep=0", data=seven, content_type="image/png")
    (reading,) = answer.json["readings"]
    assert reading["id"] is None
    assert reading["image"] is None
    assert "Set-Cookie" not in answer.headers
    assert client.get("/api/v1/history").json["total"] == 0


def test_a_service_that_keeps_nothing_reads_all_the_same(make_app, seven, send):
    client = make_app(keep=False).test_client()
    assert send(client, seven).json["readings"][0]["id"] is None
    assert client.get("/api/v1/history").json["error"]["code"] == "no_history"


def test_the_page_and_programs_come_by_doors_of_their_own(client, seven, send):
    send(client, seven)
    send(client, seven, **{"X-Inkread-Door": "web"})
    assert [entry["door"] for entry in client.get("/api/v1/history").json["entries"]] == ["web", "api"]


def test_the_kept_image_is_made_from_pixels(client, seven, send, png_of):
    from PIL import Image, PngImagePlugin

    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "<script>alert(1)</script>")
    out = io.BytesIO()
    Image.fromarray(np.full((40, 40), 255, np.uint8)).save(out, "PNG", pnginfo=hidden)
    (reading,) = send(client, out.getvalue() + b"PK\x03\x04 a second file behind").json["readings"]
    kept = client.get(reading["image"])
    assert kept.mimetype == "image/png"
    assert b"script" not in kept.data
    assert b"PK" not in kept.data
    assert "sandbox" in kept.headers["Content-Security-Policy"]


def test_a_kept_image_is_no_larger_than_preprocessing_looks_at(client, drawing, png_of, send):
    large = cv2.resize(drawing("7"), (2000, 1500))
    (reading,) = send(client, png_of(large)).json["readings"]
    kept = cv2.imdecode(np.frombuffer(client.get(reading["image"]).data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert max(kept.shape) == 512
    again = send(client, png_of(kept)).json["readings"][0]
    assert again["text"] == reading["text"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("bundle=other", 404, "unknown_bundle"),
        ("charset=%C3%A9", 422, "bad_charset"),
        ("top_k=0", 422, "bad_field"),
        ("top_k=many", 422, "bad_field"),
        ("keep=perhaps", 422, "bad_field"),
        ("charsett=17", 422, "bad_field"),
    ],
)
def test_a_query_that_fits_nothing_is_refused_in_words(client, seven, query, status, code):
    answer = client.post(f"/api/v1/read?{query}", data=seven, content_type="image/png")
    assert answer.status_code == status
    assert answer.json["error"]["code"] == code
    assert answer.json["error"]["message"].startswith("expected")


def test_a_service_that_can_start_no_decoder_says_when_to_come_again(make_app, seven, send, monkeypatch):
    def fail(**_limits):
        raise OSError("no more processes")

    client = make_app(keep=False).test_client()
    with monkeypatch.context() as broken:
        broken.setattr("inkread.preprocess.decode.worker.DecodeProcess", fail)
        answer = send(client, seven)
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "no_decoder")
    assert answer.headers["Retry-After"] == "1"
    assert send(client, seven).json["readings"][0]["text"] == "7"
