"""The parent believes no answer that a decoder taken over by a picture could send."""

import io
import json

import numpy as np
import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import DecodedImage
from inkread.preprocess.decode.messages import read_answer, read_block, write_answer, write_block


def answer(header, grey=b""):
    pipe = io.BytesIO()
    write_block(pipe, header if isinstance(header, bytes) else json.dumps(header).encode())
    write_block(pipe, grey)
    pipe.seek(0)
    return pipe


def test_a_picture_comes_back_as_it_was_sent():
    image = DecodedImage(
        np.arange(12, dtype=np.uint8).reshape(3, 4), {"format": "png", "box": (1, 2), "scaled": 1}
    )
    pipe = io.BytesIO()
    write_answer(pipe, image)
    pipe.seek(0)
    found = read_answer(pipe)
    assert np.array_equal(found.grey, image.grey)
    assert found.numbers == image.numbers


def test_a_refusal_comes_back_with_its_reason():
    pipe = io.BytesIO()
    write_answer(pipe, ImageError("expected a, got b; do c", reason="damaged"))
    pipe.seek(0)
    with pytest.raises(ImageError, match="expected a, got b; do c") as caught:
        read_answer(pipe)
    assert caught.value.reason == "damaged"


def test_an_unknown_reason_and_an_endless_message_are_cut_down():
    with pytest.raises(ImageError) as caught:
        read_answer(answer({"reason": "<script>", "message": "a" * 50_000}))
    assert caught.value.reason == "damaged"
    assert len(str(caught.value)) <= 2000


@pytest.mark.parametrize(
    "pipe",
    [
        io.BytesIO(b""),
        io.BytesIO(b"\0\0\0\0\0\0\0\x09abc"),
        io.BytesIO(b"\xff" * 40),
        answer(b"no json"),
        answer(b"[" * 50_000),
        answer([1, 2]),
        answer({"height": 2, "width": 2}, bytes(4)),
        answer({"height": "2", "width": 2, "numbers": {}}, bytes(4)),
        answer({"height": 2, "width": 3, "numbers": {}}, bytes(4)),
        answer({"height": -2, "width": -2, "numbers": {}}, bytes(4)),
        answer({"height": 0, "width": 0, "numbers": {}}),
    ],
)
def test_nonsense_ends_the_conversation(pipe):
    with pytest.raises(EOFError):
        read_answer(pipe)


def test_a_block_longer_than_allowed_is_not_read():
    pipe = io.BytesIO()
    write_block(pipe, bytes(100))
    pipe.seek(0)
    with pytest.raises(EOFError, match="at most 99 bytes, got 100"):
        read_block(pipe, 99)
