"""Forms with photos as large as phones make them are read; the parser's own limit is not in their way."""

import io

import cv2
import numpy as np
import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from inkread.web.app import FIELD_BYTES, PARSED_AT_ONCE
from inkread.web.uploads import LARGE_FORM

WORDS = "/api/v1/words"


@pytest.fixture(scope="module")
def app(make_app):
    return make_app()


def photo(num_bytes, *, seed=0):
    """Return a JPEG of a seven on noisy paper, at least so large, as bytes."""
    side, content = 400, b""
    while len(content) < num_bytes:
        side = round(side * 1.3)
        paper = np.random.default_rng(seed).normal(215, 12, (side, side))
        points = np.array([[0.3, 0.3], [0.7, 0.3], [0.45, 0.75]]) * side
        cv2.polylines(paper, [points.astype(np.int32)], isClosed=False, color=30, thickness=side // 20)
        content = cv2.imencode(".jpg", paper.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 95])[1]
        content = content.tobytes()
    return content


def sent(client, path, *contents, **fields):
    """Return the answer to a form of pictures and fields."""
    pictures = [FileStorage(io.BytesIO(content), f"{place}.jpg") for place, content in enumerate(contents)]
    # Made here: of a large form werkzeug's client leaves a temporary file open.
    boundary, body = encode_multipart({"image": pictures, **fields})
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


@pytest.mark.parametrize("num_bytes", [LARGE_FORM // 2, LARGE_FORM + 1, 3 * LARGE_FORM])
@pytest.mark.parametrize("path", ["/api/v1/read", WORDS, "/", "/words"])
def test_a_photo_of_any_size_within_the_limit_is_read(client, path, num_bytes):
    answer = sent(client, path, photo(num_bytes))
    assert answer.status_code == 200, answer.text[:300]


def test_several_photos_in_one_form_are_read(client):
    contents = [photo(200 * 1024, seed=seed) for seed in range(3)]
    answer = sent(client, "/api/v1/read?charset=17", *contents)
    assert answer.status_code == 200, answer.text[:300]
    assert [one["text"] for one in answer.json["readings"]] == ["7", "7", "7"]


def test_line_breaks_where_the_parser_takes_its_next_part_are_no_hindrance(client):
    for place in range(PARSED_AT_ONCE - 200, PARSED_AT_ONCE + 50, 10):
        content = b"x" * place + b"\r\n" + b"x" * LARGE_FORM
        answer = sent(client, "/api/v1/read", content)
        assert answer.json["error"]["code"] != "too_large"


def test_a_list_of_words_may_be_as_long_as_is_said_in_any_script(client, seven):
    answer = sent(client, WORDS, seven, lexicon="ä" * 65_000 + "\n7")
    assert answer.status_code == 200, answer.text[:300]
    assert (answer.status_code, answer.json["readings"][0]["text"]) == (200, "7")


def test_a_field_beyond_all_that_is_asked_for_is_refused(client, seven):
    answer = sent(client, WORDS, seven, lexicon="x" * (FIELD_BYTES + PARSED_AT_ONCE + 1))
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_large")
