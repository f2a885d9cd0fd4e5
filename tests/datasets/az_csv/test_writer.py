"""Writing the A–Z form and reading it back gives the same samples."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.az_csv.reader import read_az_csv
from inkread.datasets.az_csv.writer import write_az_csv
from inkread.datasets.formats import read_emnist
from inkread.datasets.samples import Samples
from inkread.errors import DataError


def capitals(images, labels):
    return Samples("capitals", images, np.asarray(labels, np.int64), Charset.parse("upper"))


def test_every_number_comes_back(tmp_path):
    images = np.random.default_rng(0).integers(0, 256, (2100, 28, 28), np.uint8)
    written = capitals(images, np.arange(2100) % 26)
    write_az_csv(tmp_path / "az.csv", written)
    back = read_az_csv(tmp_path / "az.csv")
    assert np.array_equal(back.images, written.images)
    assert np.array_equal(back.labels, written.labels)


def test_a_row_is_plain_text(tmp_path):
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 0, :3] = 9, 44, 255
    write_az_csv(tmp_path / "az.csv", capitals(image, [25]))
    assert (tmp_path / "az.csv").read_bytes() == b"25,9,44,255" + b",0" * 781 + b"\n"


def test_images_in_a_list_are_written_too(tmp_path):
    write_az_csv(tmp_path / "az.csv", capitals([np.full((28, 28), 7, np.uint8)] * 2, [0, 1]))
    assert read_az_csv(tmp_path / "az.csv").images.min() == 7


@pytest.mark.parametrize("images", [np.zeros((1, 20, 20), np.uint8), np.zeros((1, 28, 28), np.float32)])
def test_images_of_another_form_are_refused_and_nothing_is_left(images, tmp_path):
    with pytest.raises(DataError, match="preprocess them first"):
        write_az_csv(tmp_path / "az.csv", capitals(images, [0]))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("charset", "written"), [("ABCDE", [0, 1, 2, 3, 4]), ("EZ", [4, 25]), ("9", [9]), ("cB", [1])]
)
def test_labels_are_places_among_all_capitals_or_digits(charset, written, tmp_path):
    graphemes = Charset(tuple(charset))
    labels = np.array([row for row, grapheme in enumerate(charset) if not grapheme.islower()])
    images = np.zeros((len(labels), 28, 28), np.uint8)
    write_az_csv(tmp_path / "some.csv", Samples("some", images, labels, graphemes))
    rows = (tmp_path / "some.csv").read_text("ascii").splitlines()
    assert [int(row.split(",")[0]) for row in rows] == written


@pytest.mark.parametrize("charset", ["ab", "A0"])
def test_other_characters_are_refused(charset, tmp_path):
    mixed = Samples("mixed", np.zeros((2, 28, 28), np.uint8), np.arange(2), Charset(tuple(charset)))
    with pytest.raises(DataError, match="expected capitals alone or digits alone"):
        write_az_csv(tmp_path / "az.csv", mixed)
    assert not list(tmp_path.iterdir())


@pytest.mark.real_data
def test_emnist_capitals_survive_the_way_through_the_csv(real_data, tmp_path):
    emnist = read_emnist(real_data / "emnist", "test")
    upper = Charset.parse("upper")
    label_of = np.array(emnist.charset.project(upper))
    rows = np.flatnonzero(label_of[emnist.labels] >= 0)[:3000]
    written = capitals(np.asarray(emnist.images)[rows], label_of[emnist.labels[rows]])
    write_az_csv(tmp_path / "az.csv", written)
    back = read_az_csv(tmp_path / "az.csv")
    assert np.array_equal(back.images, written.images)
    assert np.array_equal(back.labels, written.labels)
