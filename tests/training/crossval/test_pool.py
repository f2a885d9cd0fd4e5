"""The pool leaves the test part alone, frames by the contract, and comes back from disk as it was."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.datasets.split import stratified_split
from inkread.errors import DataError, TrainingError
from inkread.preprocess.contract import preprocess
from inkread.training.crossval import pool as pools
from inkread.training.crossval.pool import gather_pool, open_pool, save_pool


@pytest.fixture(scope="module")
def digits():
    return gather_pool("digits")


def test_the_test_part_is_left_alone(digits):
    samples = open_samples("digits")
    train, validation, test = stratified_split(samples.labels, (0.8, 0.1, 0.1), seed=0)
    assert not set(digits.rows) & set(test)
    assert set(digits.rows) == set(train) | set(validation)


def test_a_row_leads_to_the_image_in_the_source(digits):
    samples = open_samples("digits")
    for place in (0, 700, -1):
        row = digits.rows[place]
        assert np.array_equal(digits.glyphs[place], preprocess(samples.images[row]).glyph)
        assert digits.charset.decode(digits.labels[place]) == samples.charset.decode(samples.labels[row])


def test_what_is_saved_comes_back(digits, tmp_path):
    save_pool(digits, tmp_path / "pool")
    found = open_pool(tmp_path / "pool")
    assert found.digest() == digits.digest()
    assert (found.charset, found.source, found.writers) == (digits.charset, "digits", None)


def samples_of(images, labels, writers=None):
    return Samples("drawn", images, np.asarray(labels, np.int64), Charset(("7", "T")), writers)


def test_a_named_split_is_taken_whole_and_blank_images_left_out(drawing, monkeypatch):
    paper = np.full((120, 120), 255, np.uint8)
    images = [drawing("7"), paper, drawing("T"), drawing("7", pen=12)]
    made = samples_of(images, [0, 0, 1, 0], ("ann", "ann", "bob", "cy"))
    monkeypatch.setattr(pools, "open_source", lambda _source: (made, True))
    found = gather_pool("drawn:train")
    assert found.rows.tolist() == [0, 2, 3]
    assert (found.writers, found.num_blank) == (("ann", "bob", "cy"), 1)


def test_nothing_but_paper_is_refused(monkeypatch):
    paper = [np.full((50, 50), 255, np.uint8)] * 2
    monkeypatch.setattr(pools, "open_source", lambda _source: (samples_of(paper, [0, 1]), True))
    with pytest.raises(
        TrainingError, match="expected images to cross-validate on, got none from drawn:train"
    ):
        gather_pool("drawn:train")


def test_a_damaged_pool_is_named(digits, tmp_path):
    save_pool(digits, tmp_path)
    (tmp_path / "labels.npy").write_bytes(b"half")
    with pytest.raises(DataError, match="expected the images of a run, got none whole"):
        open_pool(tmp_path)
