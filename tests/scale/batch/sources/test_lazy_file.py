"""A file opened when it is read and closed at its end, with one kind of error for all that may fail."""

import io

import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import decode
from inkread.scale.batch.sources.lazy_file import lazy_file, of_bytes


def test_a_file_is_opened_by_the_first_read_and_let_go_of_at_its_end():
    opened = []

    def opener():
        opened.append(io.BytesIO(b"abc"))
        return opened[-1]

    file = lazy_file("a.png", opener)
    assert opened == []
    assert [file.read(2), file.read(2), file.read(2)] == [b"ab", b"c", b""]
    assert opened[0].closed


def test_an_image_is_read_from_it_as_from_a_path(png):
    assert decode(of_bytes("T.png", lambda: png(3))).grey.shape == (120, 120)


@pytest.mark.parametrize(
    "failure", [RuntimeError("no such bucket"), KeyError("x"), PermissionError("denied")]
)
def test_whatever_a_storage_raises_is_a_refusal_of_that_image(failure):
    def opener():
        raise failure

    with pytest.raises(ImageError, match=r"a\.png: ") as refused:
        decode(lazy_file("a.png", opener))
    assert refused.value.reason == "unreadable"
