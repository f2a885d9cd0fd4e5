"""Ink on paper: any ink makes a picture, the same one for the same chance, and grains come in clumps too."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.squares import without_squares
from inkread.words.compose import scene
from inkread.words.compose.scene import on_clean_paper, on_squared_paper, photographed

PLAIN = np.zeros((40, 90), np.uint8)
PLAIN[8:32, 20:24] = PLAIN[8:32, 60:64] = 255


@pytest.fixture
def always_speckled(monkeypatch):
    """Every picture has grains, sharp and dark ones, and nothing else that could be taken for them."""
    for name in ("RULED", "NEIGHBOURED", "SCANNED", "PACKED"):
        monkeypatch.setattr(scene, name, 0.0)
    monkeypatch.setattr(scene, "SPECKLED", 1.0)


def usual_grain(picture):
    """Return how many pixels the usual dark mark has, whichever way round the picture is."""
    grey = picture if np.median(picture) > 127 else 255 - picture
    dark = (grey < np.median(grey) - 60).astype(np.uint8)
    areas = cv2.connectedComponentsWithStats(dark, connectivity=4)[2][1:, cv2.CC_STAT_AREA]
    return int(np.median(areas)) if len(areas) else 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (30, 1), (25, 60)])
def test_ink_of_any_shape_makes_a_picture(shape, always_speckled):
    for seed in range(20):
        picture = photographed(np.full(shape, 255, np.uint8), np.random.default_rng(seed))
        assert picture.dtype == np.uint8
        assert picture.size > 0


def test_the_same_chance_makes_the_same_picture():
    first, second = (photographed(PLAIN, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_grains_are_single_or_in_clumps(always_speckled, monkeypatch):
    sizes = {}
    for share in (0.0, 1.0):
        monkeypatch.setattr(scene, "CLUMPED", share)
        made = (photographed(PLAIN, np.random.default_rng(seed)) for seed in range(40))
        sizes[share] = np.mean([usual_grain(picture) for picture in made])
    assert sizes[1.0] > 2 * sizes[0.0]


def test_writing_stands_on_its_line_whatever_hangs_below_it(monkeypatch):
    for name in ("NEIGHBOURED", "SPECKLED", "SCANNED", "PACKED", "MOST_BLUR"):
        monkeypatch.setattr(scene, name, 0.0)
    monkeypatch.setattr(scene, "RULED", 1.0)
    monkeypatch.setattr(scene, "STOOD_ON", 1.0)
    ink = np.zeros((44, 90), np.uint8)
    for column in range(10, 80, 10):
        ink[8:32, column : column + 4] = 255
    ink[8:40, 40:44] = 255  # one letter with a tail, a quarter of all its height
    beside = []
    for seed in range(60):
        picture = photographed(ink, np.random.default_rng(seed)).astype(np.float64)
        dark = np.abs(picture - np.median(picture[:, :2])) > 60
        columns = np.flatnonzero(dark.sum(axis=0) > 0.4 * len(dark))
        line = np.flatnonzero(dark[:, 0])
        line = line[line > len(dark) / 3]  # the other lines are above the ink
        if not columns.size or not line.size:
            continue  # dotted or faint
        written = np.flatnonzero(dark[:, columns].any(axis=1))
        foot = written[0] + 0.75 * (written[-1] - written[0])
        beside.append(abs(line.mean() - foot) / len(dark))
    assert len(beside) > 8
    assert np.median(beside) < 0.06


def test_clean_paper_is_white_and_its_ink_black_and_large():
    for seed in range(20):
        picture = on_clean_paper(PLAIN, np.random.default_rng(seed))
        assert picture.dtype == np.uint8
        assert (picture.min(), picture.max()) == (0, 255)
        ends = np.concatenate([picture[[0, -1]].ravel(), picture[:, [0, -1]].ravel()])
        assert (ends == 255).all()
        rows = np.flatnonzero((picture < 128).any(axis=1))
        assert rows[-1] - rows[0] >= 46


def test_squares_are_lighter_than_the_ink_and_found_again():
    found = []
    for seed in range(20):
        picture = on_squared_paper(PLAIN, np.random.default_rng(seed))
        assert picture.min() == 0
        assert 80 <= picture[[0, -1]].min() < 180  # where no ink is
        found.append(without_squares(np.asarray(255 - picture))[1])
    assert sum(num >= 6 for num in found) >= 17
