"""USPS rows become grey images, and a wrong value is named by line and field."""

import gzip

import numpy as np
import pytest

from inkread.datasets.formats.usps import read_usps, read_usps_file
from inkread.errors import DataError


def row(label="6.0000", **changes):
    values = ["-1.0000"] * 256
    for place, value in changes.items():
        values[int(place[1:])] = value
    return " ".join([label, *values]) + " \n"


def test_grey_values_run_from_black_paper_to_white_ink(tmp_path):
    (tmp_path / "zip.train.gz").write_bytes(gzip.compress(row(v0="1.0000", v17="0.0000").encode()))
    samples = read_usps(tmp_path)
    assert samples.images.shape == (1, 16, 16)
    assert (samples.images[0, 0, 0], samples.images[0, 1, 1], samples.images[0, 5, 5]) == (255, 128, 0)
    assert (samples.labels.tolist(), samples.name) == ([6], "usps-train")


def test_plain_text_is_read_too(tmp_path):
    (tmp_path / "zip.test").write_text(row() + row("9"))
    assert read_usps(tmp_path, "test").labels.tolist() == [6, 9]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected rows of a label and 256 values, got none"),
        (row() + "6 1 1\n", "got 3 fields on line 2"),
        (row() + row(v3="ink"), "expected a number, got b'ink' on line 2, field 5"),
        (row() + row(v3="1.5"), "expected a value from -1 to 1, got 1.5 on line 2, field 5"),
        (row(v0="nan"), "expected a value from -1 to 1, got nan on line 1, field 2"),
        (row("10"), "expected a digit, got 10 on line 1, field 1"),
        (row("6.5"), "expected a digit, got 6.5 on line 1, field 1"),
    ],
)
def test_a_wrong_row_is_named(tmp_path, text, words):
    (tmp_path / "u.txt").write_text(text)
    with pytest.raises(DataError, match=words):
        read_usps_file(tmp_path / "u.txt", name="u")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"expected zip\.train\.gz, got no such file"):
        read_usps(tmp_path)


def test_an_unknown_split_is_refused(tmp_path):
    with pytest.raises(DataError, match="expected the split train or test, got 'all'"):
        read_usps(tmp_path, "all")


@pytest.mark.real_data
def test_usps_has_the_publishers_counts(real_data):
    train, test = read_usps(real_data / "usps", "train"), read_usps(real_data / "usps", "test")
    assert np.bincount(train.labels).tolist() == [1194, 1005, 731, 658, 652, 556, 664, 645, 542, 644]
    assert np.bincount(test.labels).tolist() == [359, 264, 198, 166, 200, 160, 170, 147, 166, 177]
    assert (train.images.min(), train.images.max()) == (0, 255)
