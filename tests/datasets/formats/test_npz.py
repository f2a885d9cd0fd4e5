"""`.npz` files of the Keras form are read without unpickling and written so that they can be read back."""

import io
import zipfile

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.formats.npz import read_npz, write_npz
from inkread.datasets.samples import Samples
from inkread.errors import DataError

IMAGES = np.arange(2 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(2, 28, 28)
LABELS = np.array([7, 3], np.uint8)


@pytest.fixture
def save(tmp_path):
    def save(**arrays):
        np.savez(tmp_path / "set.npz", **arrays)
        return tmp_path / "set.npz"

    return save


def test_kerass_own_form_is_read_as_digits(save):
    path = save(x_train=IMAGES, y_train=LABELS, x_test=IMAGES[:1], y_test=LABELS[:1])
    samples = read_npz(path, split="train")
    np.testing.assert_array_equal(samples.images, IMAGES)
    assert (samples.name, samples.labels.tolist(), samples.charset) == ("set-train", [7, 3], NAMED["digits"])
    assert len(read_npz(path)) == 3


def test_a_channel_axis_is_dropped(save):
    assert read_npz(save(x_test=IMAGES[..., None], y_test=LABELS)).images.shape == (2, 28, 28)


def test_what_is_written_is_read_back_with_its_charset(tmp_path):
    samples = Samples("caps", IMAGES, np.array([25, 0]), NAMED["upper"])
    write_npz(tmp_path / "caps.npz", {"train": samples, "test": samples})
    again = read_npz(tmp_path / "caps.npz", split="test")
    np.testing.assert_array_equal(again.images, IMAGES)
    assert (again.labels.tolist(), again.charset) == ([25, 0], NAMED["upper"])


def test_labels_past_nine_need_a_charset(save):
    path = save(x_train=IMAGES, y_train=LABELS + 20)
    with pytest.raises(DataError, match="expected an array named charset, got none for labels up to 27"):
        read_npz(path)
    assert read_npz(path, charset=NAMED["byclass"]).charset.decode(27) == "R"


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"images": IMAGES}, "expected the arrays x_train and y_train, got images"),
        ({"x_train": IMAGES}, "expected the array y_train, got none"),
        ({"x_train": IMAGES / 255, "y_train": LABELS}, r"expected x_train as uint8 .* got float64"),
        ({"x_train": IMAGES[0], "y_train": LABELS}, r"expected x_train as uint8"),
        ({"x_train": IMAGES, "y_train": LABELS / 2}, r"expected y_train as integers"),
        ({"x_train": IMAGES, "y_train": LABELS[:1]}, r"got 1 labels for 2 images"),
        ({"x_train": IMAGES.astype(object), "y_train": LABELS}, "got pickled objects"),
        ({"x_train": IMAGES, "y_train": LABELS, "charset": np.arange(10)}, "expected charset as text"),
        ({"x_train": IMAGES, "y_train": LABELS, "charset": np.array(["a", "a"])}, "got 'a' twice"),
    ],
)
def test_another_form_is_named(save, arrays, words):
    with pytest.raises(DataError, match=rf"set\.npz: .*{words}|{words}"):
        read_npz(save(**arrays))


def npy(shape, content):
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": "|u1", "fortran_order": False, "shape": shape})
    return file.getvalue() + content


def test_a_header_that_claims_more_than_its_file_costs_no_memory(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.npz", "w") as archive:
        archive.writestr("x_train.npy", npy((2**20, 2**10, 2**10), bytes(100)))
        archive.writestr("y_train.npy", npy((1,), bytes(1)))
    with pytest.raises(DataError, match="it is damaged"):
        read_npz(tmp_path / "bomb.npz")


def test_a_member_that_claims_more_than_deflate_can_hold_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.npz", "w") as archive:
        archive.writestr("x_train.npy", npy((100,), bytes(100)))
    content = bytearray((tmp_path / "bomb.npz").read_bytes())
    entry = content.index(b"PK\1\2")
    content[entry + 24 : entry + 28] = (1 << 30).to_bytes(4, "little")  # the unpacked size in the directory
    (tmp_path / "bomb.npz").write_bytes(bytes(content))
    with pytest.raises(DataError, match="expected x_train to fit its file, got 1,073,741,824 bytes claimed"):
        read_npz(tmp_path / "bomb.npz")


def test_an_unusual_npy_version_is_refused(tmp_path):
    file = io.BytesIO()
    np.lib.format.write_array(file, IMAGES, version=(3, 0))
    with zipfile.ZipFile(tmp_path / "new.npz", "w") as archive:
        archive.writestr("x_train.npy", file.getvalue())
    with pytest.raises(DataError, match=r"expected x_train in npy version 1 or 2, got \(3, 0\)"):
        read_npz(tmp_path / "new.npz")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\3\4 cut"])
def test_a_file_that_is_no_npz_is_named(tmp_path, content):
    (tmp_path / "x.npz").write_bytes(content)
    with pytest.raises(DataError, match=r"x\.npz: expected a whole npz file"):
        read_npz(tmp_path / "x.npz")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="expected an npz file, got no such file"):
        read_npz(tmp_path / "x.npz")


def test_other_splits_are_not_written(tmp_path):
    samples = Samples("d", IMAGES, LABELS.astype(np.int64), NAMED["digits"])
    with pytest.raises(DataError, match="expected the splits train and test"):
        write_npz(tmp_path / "x.npz", {"validation": samples})
