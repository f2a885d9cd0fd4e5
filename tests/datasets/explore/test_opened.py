"""Every split is opened, and bad rows are counted rather than stumbled over."""

import zipfile
from dataclasses import replace

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.az_csv import write_az_csv
from inkread.datasets.explore.opened import open_parts
from inkread.datasets.formats import write_npz
from inkread.datasets.samples import Samples
from inkread.errors import DataError


def letters(num: int) -> Samples:
    images = np.zeros((num, 28, 28), np.uint8)
    return Samples("letters", images, np.arange(num) % 26, NAMED["upper"])


def test_every_split_is_opened_or_the_one_asked_for(tmp_path):
    write_npz(tmp_path / "a.npz", {"train": letters(3), "test": letters(2)})
    parts = list(open_parts(str(tmp_path / "a.npz")))
    assert [(part.split, len(part.samples)) for part in parts] == [("train", 3), ("test", 2)]
    (part,) = open_parts(str(tmp_path / "a.npz"), split="test")
    assert (part.split, len(part.samples)) == ("test", 2)


def test_a_set_without_splits_is_opened_whole():
    (part,) = open_parts("digits")
    assert (part.split, len(part.samples)) == ("all", 1797)


@pytest.mark.parametrize("packed", [False, True])
def test_missing_and_out_of_range_values_are_counted_by_reason(tmp_path, packed):
    write_az_csv(tmp_path / "a.csv", letters(3000))
    text = (tmp_path / "a.csv").read_text()
    bad = ["0,256" + ",0" * 783, "0,-1" + ",0" * 783, "0," + ",0" * 783]
    (tmp_path / "a.csv").write_text(text + "\n".join(bad) + "\n")
    source = tmp_path / "a.csv"
    if packed:
        source = tmp_path / "a.zip"
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(tmp_path / "a.csv", "a.csv")
        (tmp_path / "a.csv").unlink()
    (part,) = open_parts(str(source))
    assert len(part.samples) == 3000
    assert sum(part.bad_rows.values()) == 3
    assert len(part.bad_rows) == 3
    assert list(tmp_path.iterdir()) == [source]


def test_a_table_with_many_bad_rows_is_refused(tmp_path):
    write_az_csv(tmp_path / "a.csv", letters(26))
    (tmp_path / "a.csv").write_text((tmp_path / "a.csv").read_text() + "0,-1" + ",0" * 783 + "\n")
    with pytest.raises(DataError, match="bad rows"):
        list(open_parts(str(tmp_path / "a.csv")))


def test_a_table_that_may_be_of_digits_or_letters_is_refused_until_its_name_says_which(tmp_path):
    few = letters(26)
    write_az_csv(tmp_path / "a.csv", replace(few, labels=few.labels % 10))
    with pytest.raises(DataError, match=r"call the file a\.digits\.csv or a\.upper\.csv"):
        list(open_parts(str(tmp_path / "a.csv")))
    (tmp_path / "a.csv").rename(tmp_path / "a.digits.csv")
    (part,) = open_parts(str(tmp_path / "a.digits.csv"))
    assert "".join(part.samples.charset.graphemes) == "0123456789"
