"""Sets of words are read as they were written, and refused where a row says something else."""

import numpy as np
import pytest

from inkread.datasets.word_set import read_word_set, write_word_set
from inkread.errors import DataError
from inkread.preprocess.decode import decode


@pytest.fixture
def images():
    """Two grey pictures."""
    return [np.full((8, 12), grey, np.uint8) for grey in (10, 200)]


def test_what_was_written_is_read(images, tmp_path):
    path = tmp_path / "set.zip"
    assert write_word_set(path, [(images[0], "AB-1", "AA-9"), (images[1], "to go", None)]) == 2
    samples = read_word_set(path)
    assert [(one.text, one.pattern) for one in samples] == [("AB-1", "AA-9"), ("to go", None)]
    assert all(
        np.array_equal(decode(one.image).grey, image) for one, image in zip(samples, images, strict=True)
    )


def test_a_picture_without_writing_has_an_empty_text(images, tmp_path):
    path = tmp_path / "set.zip"
    write_word_set(path, [(images[0], "", None), (images[1], "to go", None)])
    assert [(one.text, one.pattern) for one in read_word_set(path)] == [("", None), ("to go", None)]


@pytest.mark.parametrize("row", ["a.png", "a.png\tb\tc\td", "../a.png\tb", "none.png\tb"])
def test_a_row_that_says_something_else_is_refused_by_its_number(tmp_path, row):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"x")
    (tmp_path / "labels.tsv").write_text(f"a.png\ttext\n{row}\n")
    with pytest.raises(DataError, match="row 2"):
        read_word_set(tmp_path)


def test_a_file_has_one_text(tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"x")
    (tmp_path / "labels.tsv").write_text("a.png\ttext\na.png\tother\n")
    with pytest.raises(DataError, match=r"row 2: expected each file once, got 'a\.png', which row 1 has too"):
        read_word_set(tmp_path)


@pytest.mark.parametrize("labels", [None, b"", b"\xff\xfe"])
def test_a_set_without_labels_is_refused(tmp_path, labels):
    if labels is not None:
        (tmp_path / "labels.tsv").write_bytes(labels)
    with pytest.raises(DataError, match=r"labels\.tsv"):
        read_word_set(tmp_path)
