"""Planted duplicates are found, strangers are not."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from inkread.evaluation import leaks
from inkread.evaluation.leaks import align, exact_duplicates, near_duplicates


def processed_otherwise(image: np.ndarray) -> np.ndarray:
    """Return the same pen mark as another data set would hold it: moved, larger and blurred."""
    matrix = np.array([[1.15, 0, -3.0], [0, 1.15, -1.0]])
    return cv2.GaussianBlur(cv2.warpAffine(image, matrix, (28, 28)), (0, 0), 0.5)


def test_a_planted_copy_is_found_byte_for_byte(scribbles):
    train, test = scribbles(20, 1), scribbles(10, 2)
    train[13] = test[4]
    found = exact_duplicates(train, test)
    assert (found.train_rows.tolist(), found.test_rows.tolist()) == ([13], [4])


def test_splits_without_copies_have_no_exact_duplicates(scribbles):
    assert len(exact_duplicates(scribbles(20, 1), scribbles(10, 2))) == 0


def test_the_same_mark_processed_otherwise_is_found(scribbles):
    train, test = scribbles(60, 1), scribbles(40, 2)
    train[7], train[31] = processed_otherwise(test[3]), processed_otherwise(test[38])
    found = near_duplicates(train, test)
    assert (found.train_rows.tolist(), found.test_rows.tolist()) == ([7, 31], [3, 38])
    assert found.num_test_images == 2


@pytest.mark.parametrize(("num_train", "num_test"), [(0, 40), (60, 0), (0, 0)])
def test_among_no_images_there_is_no_leak(scribbles, num_train, num_test):
    assert len(near_duplicates(scribbles(num_train), scribbles(num_test))) == 0


def test_a_copy_of_the_only_test_image_is_found_and_nothing_else(scribbles):
    train, test = scribbles(60, 1), scribbles(1, 2)
    train[7] = processed_otherwise(test[0])
    assert near_duplicates(train, test).train_rows.tolist() == [7]


def test_different_marks_are_no_leak(scribbles):
    assert len(near_duplicates(scribbles(60, 1), scribbles(40, 2))) == 0


def bars(num: int, seed: int) -> np.ndarray:
    """Return straight strokes that lean a little more or less, axes (n, 28, 28), as people write 1."""
    rng = np.random.default_rng(seed)
    images = np.zeros((num, 28, 28), np.uint8)
    for image, lean in zip(images, rng.uniform(-2.5, 2.5, size=num), strict=True):
        top, bottom = (round((14 + lean) * 16), 5 * 16), (round((14 - lean) * 16), 23 * 16)
        cv2.line(image, top, bottom, 255, 3, cv2.LINE_AA, shift=4)
        image[image > 0] = rng.integers(
            150, 256, size=np.count_nonzero(image)
        )  # a worn pen, each its own way
    return images


def test_a_bar_among_many_alike_is_no_leak_unless_it_is_a_copy():
    train, test = bars(100, 1), bars(200, 2)
    assert len(near_duplicates(train, test, ratio=1.0)) > 90
    assert len(near_duplicates(train, test)) == 0
    train[9] = test[17]
    assert near_duplicates(train, test).train_rows.tolist() == [9]


def test_alignment_undoes_place_and_size(scribbles):
    image = scribbles(1, 5)
    moved = processed_otherwise(image[0])[None]
    assert float((align(image) @ align(moved).T)[0, 0]) > 0.97


def test_a_blank_image_is_like_nothing(scribbles):
    blank, marks = np.zeros((1, 28, 28), np.uint8), scribbles(3, 1)
    assert len(near_duplicates(blank, np.concatenate([blank, marks]))) == 0


def test_blocks_change_nothing(scribbles, monkeypatch: pytest.MonkeyPatch):
    train, test = scribbles(50, 1), scribbles(40, 2)
    train[11] = processed_otherwise(test[33])
    whole = near_duplicates(train, test, threshold=0.5, ratio=0.9)
    monkeypatch.setattr(leaks, "TRAIN_ROWS", 7)
    monkeypatch.setattr(leaks, "TEST_ROWS", 9)
    steps: list[tuple[int, int]] = []
    parts = near_duplicates(train, test, threshold=0.5, ratio=0.9, progress=lambda *step: steps.append(step))
    np.testing.assert_array_equal(parts.train_rows, whole.train_rows)
    np.testing.assert_array_equal(parts.test_rows, whole.test_rows)
    assert len(whole) > 1
    assert steps[-1] == (50, 50)


@pytest.mark.real_data
def test_emnist_holds_images_of_the_mnist_test_split(real_data: Path):
    from inkread.datasets.formats import read_emnist, read_mnist

    emnist, mnist = read_emnist(real_data / "emnist"), read_mnist(real_data / "mnist", "test")
    found = near_duplicates(emnist.images[:8000], mnist.images[:2000])
    # Of the 1,532 pairs of the whole sets 21 should be here; a small test split has fewer look-alikes for a 1
    # to drown in, so that some pass as copies.
    assert 15 <= len(found) <= 45
    same = emnist.labels[found.train_rows] == mnist.labels[found.test_rows]
    assert same.mean() > 0.8
