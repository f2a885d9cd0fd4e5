"""Whatever a person hands over is decoded, or refused in words with a reason."""

import ast
import io
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

import inkread.preprocess.decode
from inkread.errors import ImageError
from inkread.preprocess.decode import decode
from inkread.preprocess.decode.limits import MAX_BYTES, REASONS


@pytest.fixture
def data(seeds):
    return seeds["png-l"]


@pytest.fixture
def grey(data):
    return decode(data).grey


def refusal(source):
    with pytest.raises(ImageError) as caught:
        decode(source)
    assert str(caught.value).count("expected ") == 1
    return caught.value


def test_a_path_a_text_path_bytes_and_open_files_give_the_same_picture(data, grey, tmp_path):
    path = tmp_path / "five.jpg"  # a false suffix, which must not matter
    path.write_bytes(data)
    sources = [
        path,
        str(path),
        data,
        bytearray(data),
        memoryview(data),
        io.BytesIO(data),
        Image.open(io.BytesIO(data)),
    ]
    with path.open("rb") as file:
        for source in [*sources, file]:
            assert np.array_equal(decode(source).grey, grey)


def test_a_stream_just_written_is_read_from_its_beginning(grey):
    stream = io.BytesIO()
    Image.fromarray(grey).save(stream, "PNG")
    assert np.array_equal(decode(stream).grey, grey)


def test_a_stream_that_hands_over_little_at_a_time_is_read_to_its_end(data, grey):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.left = io.BytesIO(data)

        def read(self, count=-1):
            return self.left.read(min(count, 7))

    assert np.array_equal(decode(Pipe()).grey, grey)


def test_the_numbers_say_what_was_found(seeds):
    assert decode(seeds["jpeg-rgb"]).numbers == {
        "format": "jpeg",
        "width": 40,
        "height": 40,
        "mode": "RGB",
        "bits": 8,
        "alpha": "none",
        "exif_orientation": 8,
        "exif_readable": True,
        "more_frames": False,
        "scaled": 1,
    }
    assert decode(seeds["png-rgba"]).numbers["alpha"] == "is_ink"
    assert decode(seeds["gif-animated"]).numbers["more_frames"] is True
    assert decode(seeds["png-16"]).numbers["bits"] == 16


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("no/such/file.png", "not_found"),
        ("https://example.org/a.png", "not_found"),
        ("a\0b.png", "unreadable"),
        (io.StringIO("text"), "unreadable"),
        (None, "unreadable"),
        (42, "unreadable"),
        ([[0, 255]], "unreadable"),
        (b"", "empty_file"),
        (b"hello, world", "not_an_image"),
        (b"%PDF-1.7", "unsupported_format"),
        (bytes(MAX_BYTES + 1), "too_many_bytes"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(source, reason):
    assert refusal(source).reason == reason


def test_a_closed_file_is_refused(tmp_path, data):
    with (tmp_path / "a.png").open("wb+") as file:
        file.write(data)
    assert refusal(file).reason == "unreadable"


def test_an_endless_stream_is_left_at_the_ceiling():
    class Endless:
        def read(self, count):
            return bytes(count)

    assert refusal(Endless()).reason == "too_many_bytes"


def test_a_pipe_that_cannot_be_rewound_is_read(data, grey):
    class Pipe:
        def __init__(self):
            self.read = io.BytesIO(data).read

    assert np.array_equal(decode(Pipe()).grey, grey)


def test_a_folder_is_refused(tmp_path):
    assert refusal(tmp_path).reason == "unreadable"


def test_a_huge_file_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal(path).reason == "too_many_bytes"


def test_a_message_names_the_file_and_what_to_do(tmp_path, data):
    path = tmp_path / "cut.png"
    path.write_bytes(data[:100])
    error = refusal(path)
    assert str(error).startswith(f"{path}: expected a whole file, got one that ends early")
    assert str(error).endswith("copy or download it again")
    assert error.reason == "truncated"


def test_a_pil_image_is_refused_above_the_ceiling():
    assert refusal(Image.new("1", (5000, 5000))).reason == "too_many_pixels"


@pytest.mark.parametrize("value", [-1.0, 2.0, float("nan")])
def test_floats_without_an_agreed_white_are_refused(value):
    image = Image.fromarray(np.full((4, 4), value, np.float32))
    assert refusal(image).reason == "unsupported_pixels"


def test_pillow_set_to_accept_truncated_files_is_refused(monkeypatch, data):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert refusal(data).reason == "unsafe_setting"


def test_the_callers_warning_filters_are_left_alone(seeds):
    before = list(warnings.filters)
    threads = [
        threading.Thread(target=lambda: [decode(seeds["tiff-lzw"]) for _ in range(20)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert warnings.filters == before


def test_a_photo_with_broken_exif_is_read_without_a_warning(encoded_with_exif):
    image = decode(encoded_with_exif(b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\x99" * 50))
    assert image.numbers["exif_orientation"] == 1


@pytest.fixture
def encoded_with_exif(grey):
    def encode(exif):
        out = io.BytesIO()
        Image.fromarray(grey).save(out, "JPEG", exif=exif)
        return out.getvalue()

    return encode


def test_arrays_are_decoded_without_importing_pillow():
    code = (
        "import sys, numpy; from inkread.preprocess.decode import decode; "
        "decode(numpy.zeros((28, 28), numpy.uint8)); print('PIL' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_phone_photo_of_50_megapixels_is_halved_while_decoding(fifty_megapixels):
    image = decode(fifty_megapixels)
    assert image.grey.shape == (3060, 4080)
    assert image.numbers["scaled"] == 2
    assert (image.numbers["width"], image.numbers["height"]) == (8160, 6120)


@pytest.fixture
def fifty_megapixels():
    out = io.BytesIO()
    Image.new("L", (8160, 6120), 200).save(out, "JPEG")
    return out.getvalue()


def test_every_reason_in_the_source_is_in_the_table():
    """Codes are an interface, so each one raised is documented, and no other."""
    raised = {"took_too_long", "decoder_died"}
    for path in Path(inkread.preprocess.decode.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.keyword)
                and node.arg == "reason"
                and isinstance(node.value, ast.Constant)
            ):
                raised.add(node.value.value)
    assert raised == set(REASONS)
