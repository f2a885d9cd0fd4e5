"""Planted train/test copies are all found, whatever was done to them."""

import cv2
import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.explore.classes import ClassFacts
from inkread.datasets.explore.survey import survey
from inkread.datasets.samples import Samples
from inkread.evaluation import overlap as module
from inkread.evaluation.overlap import class_shift, overlap


@pytest.fixture
def looked_at(scribbles):
    """Returns the survey of curves of a pen, some of them replaced."""

    def make(seed, num, planted=None):
        images = scribbles(num, seed)
        for row, image in (planted or {}).items():
            images[row] = image
        return survey(Samples("s", images, np.zeros(num, np.int64), NAMED["digits"]))

    return make


def test_every_planted_copy_is_found(looked_at):
    test = looked_at(1, 80)
    rng = np.random.default_rng(2)
    sources = rng.choice(80, 40, replace=False)
    planted = {}
    for row, source in enumerate(sources):
        image = test.glyphs[source]
        planted[3 * row] = image if row % 2 else cv2.GaussianBlur(np.roll(image, 2, axis=1), (0, 0), 0.5)
    found = overlap(("train", looked_at(3, 200, planted)), ("test", test))
    pairs = {tuple(pair) for pair in np.concatenate([found.exact, found.near]).tolist()}
    assert pairs == {(3 * row, int(source)) for row, source in enumerate(sources)}
    assert (found.num_images, len(found.exact), found.num_searched) == (40, 20, 200)


def test_splits_of_other_people_share_nothing(looked_at):
    found = overlap(("train", looked_at(1, 60)), ("test", looked_at(2, 40)), shift=0.25)
    assert found.num_images == 0
    assert found.to_dict()["class_shift"] == 0.25


def test_exact_copies_are_all_found_where_near_ones_are_sought_for_a_part(looked_at, monkeypatch):
    monkeypatch.setattr(module, "MOST_PAIRS", 400)
    test = looked_at(1, 40)
    train = looked_at(2, 60, {row: test.glyphs[row] for row in range(30)})
    found = overlap(("train", train), ("test", test))
    assert len(found.exact) == 30
    assert found.num_searched == 10


def test_the_shift_of_classes_is_the_share_that_would_have_to_move():
    names = ("a", "b")
    even, uneven = ClassFacts(names, np.array([50, 50])), ClassFacts(names, np.array([6, 2]))
    assert class_shift(even, uneven) == pytest.approx(0.25)
    assert class_shift(even, even) == 0
    assert class_shift(even, ClassFacts(("a", "c"), np.array([1, 1]))) is None
    assert class_shift(even, ClassFacts(names, np.array([0, 0]))) is None
