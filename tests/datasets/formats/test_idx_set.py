"""A set written as IDX comes back with its images, labels and charset."""

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.formats.idx import write_idx
from inkread.datasets.formats.idx_set import read_idx_set, stacked, write_idx_set
from inkread.datasets.samples import Samples
from inkread.errors import DataError

IMAGES = np.arange(3 * 4 * 5, dtype=np.uint8).reshape(3, 4, 5)


@pytest.mark.parametrize(
    "charset", ["digits", "upper", "balanced", "byclass", "caseless", "letters-caseless"]
)
def test_what_is_written_is_read_back(tmp_path, charset):
    samples = Samples("mine-test", IMAGES, np.array([0, 9, 3]), NAMED[charset])
    images, labels, mapping = write_idx_set(samples, tmp_path)
    assert labels.name == "inkread-mine-test-labels-idx1-ubyte.gz"
    assert mapping.read_text().startswith(f"0 {ord(samples.charset.graphemes[0])}")
    again = read_idx_set(images)
    np.testing.assert_array_equal(again.images, IMAGES)
    assert (again.name, again.labels.tolist(), again.charset) == ("mine-test", [0, 9, 3], samples.charset)


def test_an_exported_emnist_stays_upright(tmp_path):
    samples = Samples("emnist-byclass-test", IMAGES, np.array([0, 9, 3]), NAMED["byclass"])
    images, *_rest = write_idx_set(samples, tmp_path)
    np.testing.assert_array_equal(read_idx_set(images).images, IMAGES)


def test_a_publishers_emnist_file_is_set_upright(tmp_path):
    write_idx(tmp_path / "emnist-digits-train-images-idx3-ubyte", IMAGES)
    write_idx(tmp_path / "emnist-digits-train-labels-idx1-ubyte", np.zeros(3, np.uint8))
    (tmp_path / "emnist-digits-mapping.txt").write_text("".join(f"{i} {48 + i}\n" for i in range(10)))
    samples = read_idx_set(tmp_path / "emnist-digits-train-images-idx3-ubyte")
    np.testing.assert_array_equal(samples.images, IMAGES.transpose(0, 2, 1))
    assert samples.name == "emnist-digits-train"


def test_mnists_own_names_are_mnist(tmp_path):
    write_idx(tmp_path / "t10k-images.idx3-ubyte", IMAGES)
    write_idx(tmp_path / "t10k-labels.idx1-ubyte", np.zeros(3, np.uint8))
    assert read_idx_set(tmp_path / "t10k-images.idx3-ubyte").name == "mnist-test"


def test_labels_past_nine_need_a_mapping(tmp_path):
    write_idx(tmp_path / "mine-images-idx3-ubyte", IMAGES)
    write_idx(tmp_path / "mine-labels-idx1-ubyte", np.array([1, 2, 10], np.uint8))
    with pytest.raises(DataError, match=r"mine-mapping\.txt: expected a mapping file for labels past 9"):
        read_idx_set(tmp_path / "mine-images-idx3-ubyte")
    write_idx(tmp_path / "mine-labels-idx1-ubyte", np.array([1, 2, 9], np.uint8))
    assert read_idx_set(tmp_path / "mine-images-idx3-ubyte").charset == NAMED["digits"]


def test_another_name_is_refused(tmp_path):
    with pytest.raises(DataError, match="expected a name such as mine-images-idx3-ubyte"):
        read_idx_set(tmp_path / "images.idx")


def test_images_of_several_sizes_are_refused():
    samples = Samples("own", [IMAGES[0], IMAGES[0].T], np.array([0, 1]), NAMED["digits"])
    with pytest.raises(DataError, match="own: expected images of one size, got 2 sizes; frame them first"):
        stacked(samples)


def test_images_of_one_size_are_stacked():
    np.testing.assert_array_equal(
        stacked(Samples("own", list(IMAGES), np.zeros(3, int), NAMED["digits"])), IMAGES
    )


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        (Charset(("x", "\u0078\u0323\u0304")), "expected single code points"),
        (
            Charset(tuple(chr(0x4E00 + place) for place in range(257))),
            "expected at most 256 classes for IDX, got 257",
        ),
    ],
)
def test_a_charset_that_idx_cannot_hold_is_refused(tmp_path, charset, words):
    with pytest.raises(DataError, match=words):
        write_idx_set(Samples("own", IMAGES, np.zeros(3, int), charset), tmp_path)
    assert list(tmp_path.iterdir()) == []
