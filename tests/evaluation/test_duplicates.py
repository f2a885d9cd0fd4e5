"""Every planted copy within a set is found, and strangers are not."""

import cv2
import numpy as np
import pytest

from inkread.evaluation import duplicates as module
from inkread.evaluation.duplicates import duplicates, exact_pairs


def moved(image: np.ndarray) -> np.ndarray:
    """Return the same mark two pixels further down and blurred a little."""
    return cv2.GaussianBlur(np.roll(image, 2, axis=0), (0, 0), 0.5)


def digests(images: np.ndarray) -> list[bytes]:
    return [image.tobytes() for image in images]


def test_exact_and_near_copies_are_found_and_told_apart(scribbles):
    images, labels = scribbles(60), np.zeros(60, np.int64)
    images[40], images[50] = images[3], moved(images[7])
    found = duplicates(images, labels, digests(images))
    assert found.exact.tolist() == [[3, 40]]
    assert found.near.tolist() == [[7, 50]]
    assert found.correlations[0] > 0.97
    assert (found.scope, found.num_searched, len(found.conflicts)) == ("all pairs", 60, 0)


def test_copies_under_two_labels_are_conflicts(scribbles):
    images, labels = scribbles(30), np.zeros(30, np.int64)
    images[20], images[25] = images[3], moved(images[7])
    labels[[20, 25]] = 1
    found = duplicates(images, labels, digests(images))
    assert found.conflicts.tolist() == [[3, 20], [7, 25]]
    assert found.to_dict()["num_label_conflicts"] == 2


def test_different_marks_are_no_copies(scribbles):
    images = scribbles(50)
    found = duplicates(images, np.zeros(50, np.int64), digests(images))
    assert (len(found.exact), len(found.near)) == (0, 0)


@pytest.mark.parametrize(
    ("most", "most_of_class", "scope", "num_searched"),
    [(100, 1e9, "pairs of one class", 60), (100, 450, "a part of each class", 30)],
)
def test_large_sets_are_searched_in_part_and_say_so(
    scribbles, monkeypatch, most, most_of_class, scope, num_searched
):
    monkeypatch.setattr(module, "MOST_PAIRS", most)
    monkeypatch.setattr(module, "MOST_CLASS_PAIRS", most_of_class)
    images, labels = scribbles(60), np.arange(60) % 2
    images[58] = images[1]
    images[50] = moved(images[8])
    found = duplicates(images, labels, digests(images))
    assert (found.scope, found.num_searched) == (scope, num_searched)
    assert found.exact.tolist() == [[1, 58]]
    if scope == "pairs of one class":
        assert found.near.tolist() == [[8, 50]]


@pytest.mark.parametrize("num", [0, 1])
def test_a_set_too_small_for_copies_has_none(scribbles, num):
    found = duplicates(scribbles(num), np.zeros(num, np.int64), digests(scribbles(num)))
    assert (len(found.exact), len(found.near)) == (0, 0)


def test_three_alike_are_two_pairs_with_the_first():
    assert exact_pairs([b"a", b"b", b"a", b"a"]).tolist() == [[0, 2], [0, 3]]
    assert exact_pairs([b"x", b"a"], [b"b", b"a", b"a"]).tolist() == [[1, 1]]
