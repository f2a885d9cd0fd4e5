"""Errors that go from one process to another."""

import pickle

import pytest

from inkread.errors import ImageError


def test_the_error_of_an_image_is_sent_with_its_reason():
    sent = pickle.loads(pickle.dumps(ImageError("expected ink; write", reason="blank")))
    assert (type(sent), str(sent), sent.reason) == (ImageError, "expected ink; write", "blank")
    with pytest.raises(ImageError, match="expected ink"):
        raise sent
