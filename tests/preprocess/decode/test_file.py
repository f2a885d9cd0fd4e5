"""Files at the edges of what is opened: large HEIC, EXIF that is too much, memory that ends."""

import types
import warnings
from importlib.util import find_spec

import numpy as np
import pytest
from PIL import Image

from inkread.errors import ImageError
from inkread.preprocess.decode import decode, door, pillow_warnings
from inkread.preprocess.decode import file as image_file


def test_a_heic_above_the_ceiling_is_halved(seeds, monkeypatch):
    if "heic" not in seeds:  # pillow-heif is an extra; without it there is no HEIC to halve
        assert find_spec("pillow_heif") is None
        return
    whole = decode(seeds["heic"]).grey
    monkeypatch.setattr(image_file, "MAX_PIXELS", whole.size - 1)
    image = decode(seeds["heic"])
    assert image.grey.shape == (whole.shape[0] // 2, whole.shape[1] // 2)
    assert image.numbers["scaled"] == 2
    assert np.abs(image.grey.mean() - whole.mean()) < 3


def test_an_exif_block_that_is_too_long_is_not_looked_into(seeds, monkeypatch):
    monkeypatch.setattr(image_file, "MAX_EXIF_BYTES", 10)
    numbers = decode(seeds["png-exif"]).numbers
    assert (numbers["exif_orientation"], numbers["exif_readable"]) == (1, False)


def test_an_exif_block_that_cannot_be_parsed_leaves_the_picture_as_it_lies(seeds, monkeypatch):
    def fail(self):
        raise SyntaxError("not a TIFF file")

    monkeypatch.setattr(Image.Image, "getexif", fail)
    assert decode(seeds["png-exif"]).numbers["exif_readable"] is False


def test_a_picture_far_too_large_is_told_in_our_words(seeds, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 30)
    with pytest.raises(ImageError) as caught:
        decode(seeds["png-l"])
    assert caught.value.reason == "too_many_pixels"
    assert str(caught.value) == (
        "expected at most 16,777,216 pixels, got 1,600; scale the picture down, or crop it"
    )


@pytest.mark.parametrize(
    ("raised", "reason"),
    [
        (MemoryError(), "out_of_memory"),
        (RecursionError("too deep"), "damaged"),
        (ValueError("no"), "damaged"),
        (EOFError(), "truncated"),
        (Image.DecompressionBombError("no"), "too_many_pixels"),
    ],
)
def test_whatever_a_decoder_raises_has_a_reason(raised, reason, monkeypatch):
    def fail(data):
        raise raised

    monkeypatch.setattr(image_file, "grey_of_file", fail)
    with pytest.raises(ImageError) as caught:
        decode(b"anything")
    assert caught.value.reason == reason
    assert caught.value.__cause__ is raised


def test_a_keyboard_interrupt_is_let_through(monkeypatch):
    def interrupt(source):
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "read_source", interrupt)
    with pytest.raises(KeyboardInterrupt):
        decode(b"anything")


def test_a_long_webp_is_refused_before_it_is_opened(seeds, monkeypatch):
    monkeypatch.setattr(image_file, "MAX_CANVAS_BYTES", 100)
    with pytest.raises(ImageError) as caught:
        decode(seeds["webp-lossy"])
    assert caught.value.reason == "too_many_bytes"


@pytest.mark.parametrize("by_thread", [False, True])
def test_pillows_bomb_warning_is_an_error_and_its_others_are_silent(by_thread, monkeypatch):
    flags = types.SimpleNamespace(flags=types.SimpleNamespace(context_aware_warnings=by_thread))
    monkeypatch.setattr(pillow_warnings, "sys", flags)
    with pillow_warnings.pillow_warnings():
        warnings.warn_explicit("odd", UserWarning, "TiffImagePlugin.py", 1, module="PIL.TiffImagePlugin")
        with pytest.raises(Image.DecompressionBombWarning):
            warnings.warn_explicit("big", Image.DecompressionBombWarning, "Image.py", 1, module="PIL.Image")
    with pytest.raises(UserWarning, match="odd"):
        warnings.warn_explicit("odd", UserWarning, "TiffImagePlugin.py", 1, module="PIL.TiffImagePlugin")
