"""Whatever a body holds, it is refused with a 4xx and a code, at once; nothing ends in a 500."""

import io
import json

import pytest

from inkread.web.json_body import MAX_JSON_BYTES

DRAWING = {"strokes": [[[1, 2], [3, 4]]], "width": 100, "height": 100}
JSON = "application/json"
FORM = "multipart/form-data; boundary=x"


def part(name, content, *, filename=None):
    """One part of a multipart body."""
    also = f'; filename="{filename}"' if filename is not None else ""
    return (
        b'--x\r\nContent-Disposition: form-data; name="' + f'{name}"{also}'.encode() + b"\r\n\r\n" + content
    )


def form(*parts, end=b"--x--\r\n"):
    """A multipart body."""
    return b"\r\n".join([*parts, end])


def drawing(**changes):
    return json.dumps({**DRAWING, **changes}).encode()


BODIES = {
    "nothing": (b"", "image/png", 400, "no_image"),
    "no type": (b"abc", "", 415, "unsupported_media_type"),
    "text": (b"abc", "text/plain", 415, "unsupported_media_type"),
    "urlencoded": (
        b"image=http://10.0.0.1/a.png",
        "application/x-www-form-urlencoded",
        415,
        "unsupported_media_type",
    ),
    "text as image": (b"no picture", "image/png", 415, "not_an_image"),
    "svg": (b"<svg onload='alert(1)'/>", "image/svg+xml", 415, "unsupported_format"),
    "cut png": (b"\x89PNG\r\n\x1a\n", "image/png", 422, "damaged"),
    "too many bytes": (b"x" * (200 * 1024), "image/png", 413, "too_large"),
    "json: empty": (b"", JSON, 400, "bad_json"),
    "json: cut": (b'{"strokes": [', JSON, 400, "bad_json"),
    "json: deep": (b"[" * 150_000, JSON, 400, "bad_json"),
    "json: deep objects": (b'{"a":' * 30_000, JSON, 400, "bad_json"),
    "json: NaN": (b'{"strokes": [[[NaN], [1]]], "width": 9, "height": 9}', JSON, 400, "bad_json"),
    "json: Infinity": (b'{"strokes": [[[-Infinity], [1]]], "width": 9, "height": 9}', JSON, 400, "bad_json"),
    "json: not UTF-8": (b'{"strokes": "\xff\xfe"}', JSON, 400, "bad_json"),
    "json: twice": (b'{"width": 1, "width": 2}', JSON, 400, "bad_json"),
    "json: long number": (b'{"width": ' + b"9" * 5000 + b"}", JSON, 400, "bad_json"),
    "json: a list": (b"[]", JSON, 422, "wrong_form"),
    "json: null": (b"null", JSON, 422, "wrong_form"),
    "json: an address": (b'{"url": "http://10.0.0.1/"}', JSON, 422, "wrong_form"),
    "json: huge number": (drawing(width=1e308), JSON, 422, "out_of_range"),
    "json: beyond floats": (b'{"strokes": [], "width": 1e999, "height": 1}', JSON, 422, "out_of_range"),
    "json: a pen without a width": (drawing(pen_width=1e-20), JSON, 422, "out_of_range"),
    "json: texts": (drawing(strokes=[[["1"], ["2"]]]), JSON, 422, "wrong_form"),
    "json: many points": (drawing(strokes=[[[1] * 30_000, [1] * 30_000]]), JSON, 422, "too_many_points"),
    "form: nothing": (form(), FORM, 400, "no_image"),
    "form: no boundary": (form(part("image", b"x", filename="a")), "multipart/form-data", 400, "no_image"),
    "form: cut": (part("image", b"abc", filename="a.png"), FORM, 400, "no_image"),
    "form: an address": (form(part("image", b"http://10.0.0.1/a.png")), FORM, 400, "unexpected_field"),
    "form: a name that ends in a backslash": (
        form(part("image", b"x", filename="a.png"), part("image", b"x", filename="b\\")),
        FORM,
        400,
        "unexpected_field",
    ),
    "form: other field": (form(part("file", b"x", filename="a.png")), FORM, 400, "unexpected_field"),
    "form: a part without a name": (
        form(b"--x\r\nContent-Disposition: form-data\r\n\r\nhi"),
        FORM,
        400,
        "unexpected_field",
    ),
    "form: empty file": (form(part("image", b"", filename="a.png")), FORM, 400, "empty_file"),
    "form: 2,000 parts": (form(*[part("image", b"x", filename="a")] * 2000), FORM, 413, "too_large"),
    "form: one file too many": (form(*[part("image", b"x", filename="a")] * 33), FORM, 413, "too_many_files"),
}


@pytest.fixture(scope="module")
def app(make_app):
    return make_app(max_upload_bytes=190 * 1024)


@pytest.mark.parametrize("path", ["/api/v1/read", "/api/v1/words"])
@pytest.mark.parametrize("name", BODIES)
def test_a_bad_body_is_refused_with_a_code_and_a_sentence(client, name, path):
    body, kind, status, code = BODIES[name]
    answer = client.post(path, data=body, content_type=kind)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert answer.json["error"]["message"].startswith("expected")


def test_json_over_its_own_limit_is_refused_before_it_is_parsed(make_app):
    client = make_app().test_client()
    body = b'{"strokes": [' + b"1," * MAX_JSON_BYTES + b"1]}"
    answer = client.post("/api/v1/read", data=body, content_type=JSON)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_large")


def test_a_body_without_a_length_is_read_up_to_the_limit(client, seven):
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    small = client.post(
        "/api/v1/read", input_stream=io.BytesIO(seven), content_type="image/png", environ_overrides=chunked
    )
    assert small.json["readings"][0]["text"] == "7"
    large = client.post(
        "/api/v1/read",
        input_stream=io.BytesIO(b"x" * 300_000),
        content_type="image/png",
        environ_overrides=chunked,
    )
    assert (large.status_code, large.json["error"]["code"]) == (413, "too_large")


def test_a_length_that_lies_is_no_failure(client, seven):
    lying = {"CONTENT_LENGTH": "1000000000000"}
    answer = client.post("/api/v1/read", data=seven, content_type="image/png", environ_overrides=lying)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("method", "body", "status", "code"),
    [
        ("PATCH", b"{}", 422, "bad_field"),
        ("PATCH", b'{"correction": 7}', 422, "bad_field"),
        ("PATCH", b'{"correction": "\\ud800"}', 422, "bad_field"),
        ("PATCH", b'{"correction": "A", "owner": "x"}', 422, "bad_field"),
        ("PATCH", b'{"correction": "' + b"A" * 4001 + b'"}', 422, "bad_field"),
        ("PATCH", b"[" * 150_000, 400, "bad_json"),
        ("PATCH", b'{"correction": "A"}', 404, "not_found"),
        ("DELETE", b"", 404, "not_found"),
    ],
)
def test_a_bad_change_of_an_entry_is_refused(client, method, body, status, code):
    path = "/api/v1/history/" + "0" * 32
    answer = client.open(path, method=method, data=body, content_type=JSON)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"[]", b'{"ids": "all"}', b'{"ids": [1]}', b'{"ids": null}'])
def test_a_bad_list_of_ids_is_refused(client, body):
    answer = client.delete("/api/v1/history", data=body, content_type=JSON)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "bad_field")
