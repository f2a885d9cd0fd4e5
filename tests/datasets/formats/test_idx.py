"""IDX files are read as they are declared, and every way to be damaged is refused by name."""

import gzip
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inkread.datasets.formats.idx import read_idx_images, read_idx_labels, write_idx
from inkread.errors import DataError

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


def header(*sizes, code=8):
    return struct.pack(f">BBBB{len(sizes)}I", 0, 0, code, len(sizes), *sizes)


@pytest.mark.parametrize("name", ["a-idx3-ubyte", "a-idx3-ubyte.gz"])
def test_images_come_back_as_written(tmp_path, name):
    write_idx(tmp_path / name, IMAGES)
    np.testing.assert_array_equal(read_idx_images(tmp_path / name), IMAGES)


def test_the_written_bytes_are_the_formats(tmp_path):
    write_idx(tmp_path / "a", IMAGES)
    assert (tmp_path / "a").read_bytes() == bytes(
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, *range(24)]
    )


@given(labels=arrays(np.uint8, st.integers(0, 300)))
def test_any_labels_come_back_as_written(tmp_path_factory, labels):
    path = tmp_path_factory.mktemp("idx") / "l.gz"
    write_idx(path, labels)
    np.testing.assert_array_equal(read_idx_labels(path), labels)


def test_the_same_array_gives_the_same_gzip_bytes(tmp_path):
    write_idx(tmp_path / "a.gz", IMAGES)
    write_idx(tmp_path / "b.gz", IMAGES)
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_other_than_uint8_is_not_written(tmp_path):
    with pytest.raises(DataError, match="expected uint8 values to write as IDX, got float64"):
        write_idx(tmp_path / "a", IMAGES / 255)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "expected an IDX file, got one that starts with b''"),
        (b"PK\3\4....", "expected an IDX file"),
        (header(2, 3, 4, code=0x0D) + bytes(96), "expected uint8 images, got float32"),
        (header(24) + bytes(24), "expected images of 3 axes, got 1; were images and labels swapped"),
        (header(2, 3), "expected images of 3 axes, got 2"),
        (header(2, 3, 4)[:10], "expected 3 sizes in the header, got its end"),
        (header(2, 3, 4) + bytes(20), "expected 24 bytes of images, got 20; it is cut short"),
        (header(2, 3, 4) + bytes(25), "expected 24 bytes of images, got more"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_damage_is_named(tmp_path, content, words, pack):
    path = tmp_path / "damaged-idx3-ubyte"
    path.write_bytes(pack(content))
    with pytest.raises(DataError, match=words):
        read_idx_images(path)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_header_that_claims_more_than_the_file_can_hold_costs_no_memory(tmp_path, pack):
    path = tmp_path / "claims"
    path.write_bytes(pack(header(2**31, 2**10, 2**10)))
    with pytest.raises(DataError, match="got a file that cannot hold them"):
        read_idx_images(path)


def test_a_set_without_images_is_read(tmp_path):
    write_idx(tmp_path / "none", np.empty((0, 28, 28), np.uint8))
    assert read_idx_images(tmp_path / "none").shape == (0, 28, 28)
