"""What is taken from a clipboard where Pillow is asked for it; X11's own is tested with the window."""

import multiprocessing

import numpy as np
import pytest
from PIL import Image, ImageGrab

from inkread.desktop.clipboard import process
from inkread.preprocess.decode import decode


@pytest.fixture
def take(monkeypatch, tmp_path):
    """Takes what Pillow finds on the clipboard of another system, and returns what is told."""

    def go(found):
        def grab():
            if isinstance(found, Exception):
                raise found
            return found

        monkeypatch.setattr(process, "is_x11", lambda: False)
        monkeypatch.setattr(ImageGrab, "grabclipboard", grab)
        near, far = multiprocessing.Pipe()
        process.take(far, str(tmp_path / "pasted-1"))
        with near:
            return near.recv()

    return go


def test_a_picture_is_written_without_loss(take, tmp_path, drawing):
    image = drawing("L")
    assert take(Image.fromarray(image)) == ("picture", (str(tmp_path / "pasted-1.png"),))
    assert np.array_equal(decode((tmp_path / "pasted-1.png").read_bytes()).grey, image)


def test_copied_files_are_told_as_they_are(take):
    assert take(["C:/scans/L.png"]) == ("files", ("C:/scans/L.png",))


@pytest.mark.parametrize("found", [None, []])
def test_nothing_is_told_as_that(take, found):
    assert take(found) == ("nothing", ())


def test_what_does_not_work_is_told_in_its_words(take):
    assert take(OSError("expected a picture, got a broken one")) == (
        "failed",
        ("expected a picture, got a broken one",),
    )
