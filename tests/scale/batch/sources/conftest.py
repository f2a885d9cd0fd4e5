"""A folder of images, and what comes out of any source."""

import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.left_out import LeftOut
from inkread.scale.batch.job import Shard

NAMES = ["a/1.png", "a/2.PNG", "a-b/1.png", "b.png"]


@pytest.fixture
def folder(tmp_path, png):
    """A folder of four images in the order of their paths, and of what is none."""
    place = tmp_path / "scans"
    for number, name in enumerate(NAMES):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(png(number))
    for name in (".hidden/1.png", "notes.txt", "a/.2.png"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(b"no")
    return place


def images_of(source, scratch):
    """Return name -> image, or reason of the error, in order."""
    first, found = 0, []
    for number, (count, place) in enumerate(source.places(scratch, LeftOut())):
        shard = Shard(number, first, count, place)
        images = list(source.images(shard))
        assert len(images) == count
        found += [(image.name, opened(image.source)) for image in images]
        first += count
    return found


def kept_of(source, scratch):
    """Return name -> what is kept of its row, in order."""
    [(count, place)] = source.places(scratch, LeftOut())
    return [(image.name, image.kept) for image in source.images(Shard(0, 0, count, place))]


def opened(source):
    """Return the pixels of a source, or the reason why there are none."""
    try:
        return source.reason if isinstance(source, ImageError) else decode(source).grey.tobytes()
    except ImageError as error:
        return error.reason


@pytest.fixture
def expected(folder):
    return [(name, decode(folder / name).grey.tobytes()) for name in NAMES]
