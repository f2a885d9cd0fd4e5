"""The MNIST family is read with its labels named and its images upright."""

import numpy as np
import pytest

from inkread.charset import NAMED, Charset
from inkread.datasets.formats.idx import write_idx
from inkread.datasets.formats.mnist import read_emnist, read_mapping, read_mnist
from inkread.errors import DataError

BYCLASS = "".join(f"{i} {ord(g)}\n" for i, g in enumerate(NAMED["byclass"].graphemes))


def upright_l():
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 6:9] = image[21:24, 6:20] = 255
    return image


@pytest.fixture
def emnist(tmp_path):
    images = np.stack([upright_l().T, upright_l().T])
    write_idx(tmp_path / "emnist-byclass-test-images-idx3-ubyte.gz", images)
    write_idx(tmp_path / "emnist-byclass-test-labels-idx1-ubyte.gz", np.array([21, 47], np.uint8))
    (tmp_path / "emnist-byclass-mapping.txt").write_text(BYCLASS)
    return tmp_path


@pytest.mark.parametrize("form", ["{}-idx{}-ubyte.gz", "{}-idx{}-ubyte", "{}.idx{}-ubyte"])
def test_mnist_is_found_under_each_of_its_file_names(tmp_path, form):
    write_idx(tmp_path / form.format("t10k-images", 3), upright_l()[None])
    write_idx(tmp_path / form.format("t10k-labels", 1), np.array([7], np.uint8))
    samples = read_mnist(tmp_path, "test")
    assert (samples.name, samples.labels.tolist()) == ("mnist-test", [7])
    np.testing.assert_array_equal(samples.images[0], upright_l())


def test_emnist_is_set_upright(emnist):
    samples = read_emnist(emnist)
    np.testing.assert_array_equal(samples.images[0], upright_l())
    assert samples.images.flags["C_CONTIGUOUS"]
    assert [samples.charset.decode(label) for label in samples.labels] == ["L", "l"]


def test_emnist_letters_start_at_label_one_and_fold_their_lower_case(tmp_path):
    (tmp_path / "m.txt").write_text("1 65 97\n2 66 98\n")
    charset, first = read_mapping(tmp_path / "m.txt")
    assert (charset, first) == (Charset(("A", "B"), {"a": "A", "b": "B"}), 1)


def test_emnist_balanced_is_the_named_set(tmp_path):
    (tmp_path / "m.txt").write_text(
        "".join(f"{i} {ord(g)}\n" for i, g in enumerate(NAMED["balanced"].graphemes))
    )
    assert read_mapping(tmp_path / "m.txt") == (NAMED["balanced"], 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "got an empty file"),
        ("0 48\n1\n", r"got '1' on line 2"),
        ("0 48\nx 49\n", r"got 'x 49' on line 2"),
        ("0 48\n2 50\n", "expected label 1 on line 2, got 2"),
        ("0 48\n1 48\n", "expected each grapheme once, got '0' twice"),
        ("é 48\n", "expected lines such as '10 65'"),
        ("0 48\n" * 20_000, "expected a short text file, got 100,000 bytes"),
    ],
)
def test_a_damaged_mapping_is_named(tmp_path, text, words):
    (tmp_path / "m.txt").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=f"m.txt: .*{words}"):
        read_mapping(tmp_path / "m.txt")


def test_a_missing_mapping_is_named(tmp_path):
    with pytest.raises(DataError, match="expected EMNIST's mapping file, got none"):
        read_emnist(tmp_path)


def test_an_unknown_split_is_refused_before_a_file_is_opened(tmp_path):
    with pytest.raises(DataError, match="expected the split train or test, got 'valid'"):
        read_mnist(tmp_path, "valid")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"expected train-images-idx3-ubyte\.gz, got no such file"):
        read_mnist(tmp_path)


def test_labels_of_another_file_are_refused(emnist):
    write_idx(emnist / "emnist-byclass-test-labels-idx1-ubyte.gz", np.array([21], np.uint8))
    with pytest.raises(DataError, match="got 1 labels for 2 images"):
        read_emnist(emnist)


@pytest.mark.real_data
def test_mnist_has_the_original_class_counts(real_data):
    train, test = read_mnist(real_data / "mnist", "train"), read_mnist(real_data / "mnist", "test")
    assert np.bincount(train.labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert train.images.shape == (60_000, 28, 28)


@pytest.mark.real_data
def test_the_mean_emnist_l_and_7_have_their_ink_where_upright_ones_have_it(real_data):
    samples = read_emnist(real_data / "emnist")
    assert len(samples) == 116_323
    assert len(np.unique(samples.labels)) == len(samples.charset) == 62
    assert samples.charset.graphemes == NAMED["byclass"].graphemes
    mean_l = samples.images[samples.labels == samples.charset.encode("L")].mean(axis=0)
    mean_7 = samples.images[samples.labels == 7].mean(axis=0)
    quarter = mean_l[:14, :14].sum(), mean_l[:14, 14:].sum(), mean_l[14:, :14].sum(), mean_l[14:, 14:].sum()
    assert quarter[1] < 0.5 * min(quarter[0], quarter[2], quarter[3])  # nothing at the upper right
    assert mean_7[:10, :14].sum() > 2 * mean_7[14:24, :10].sum()  # the bar is at the top, not on the left
