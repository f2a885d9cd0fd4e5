"""Blemishes: lines, grains and outlines on the share of glyphs that is asked for, and no glyph lost."""

import cv2
import numpy as np
import pytest

from inkread.training.blemishes import blemish


@pytest.fixture(scope="module")
def inked():
    """Two hundred bold rings on their tiles, axes (200, 60, 60)."""
    ring = np.zeros((60, 60), np.uint8)
    cv2.ellipse(ring, (30, 30), (12, 18), 0, 0, 360, 255, 7)
    return np.repeat(ring[None], 200, axis=0)


def changed(before, after):
    return (before != after).any(axis=(1, 2))


def made(inked, share, seed=0):
    return blemish(inked, share, np.random.default_rng(seed))


def test_the_share_asked_for_is_blemished(inked):
    assert changed(inked, made(inked, 0.3)).mean() == pytest.approx(0.3, abs=0.1)
    assert changed(inked, made(inked, 1.0)).mean() > 0.95


def test_a_share_of_nothing_changes_nothing(inked):
    assert not changed(inked, made(inked, 0.0)).any()


def test_ink_stays_ink_or_paper_and_every_glyph_keeps_some(inked):
    done = made(inked, 1.0)
    assert set(np.unique(done)) == {0, 255}
    assert np.count_nonzero(done, axis=(1, 2)).min() >= 0.2 * np.count_nonzero(inked[0])


def test_there_are_lines_and_grains_and_outlines(inked):
    done, ink = made(inked, 1.0), inked[0] > 0
    more = (done > 0) & ~ink
    gone = ~(done > 0) & ink
    adds, takes = more.any(axis=(1, 2)), gone.any(axis=(1, 2))
    struck, grainy, hollow = adds & ~takes, adds & takes, takes & ~adds
    assert all(0.15 < way.mean() < 0.5 for way in (struck, grainy, hollow))


def test_the_outline_of_a_thin_stroke_is_the_stroke():
    thin = np.zeros((50, 60, 60), np.uint8)
    thin[:, 10:50, 29:31] = 255
    done = made(thin, 1.0)
    assert np.count_nonzero(done, axis=(1, 2)).min() > 0.7 * np.count_nonzero(thin[0])


def test_the_same_generator_gives_the_same_blemishes_and_another_others(inked):
    np.testing.assert_array_equal(made(inked, 0.5, 7), made(inked, 0.5, 7))
    assert not np.array_equal(made(inked, 0.5, 7), made(inked, 0.5, 8))


def test_the_originals_are_not_touched(inked):
    before = inked.copy()
    made(inked, 1.0)
    np.testing.assert_array_equal(inked, before)


def test_an_empty_tile_stays_empty():
    assert not made(np.zeros((20, 60, 60), np.uint8), 1.0).any()
