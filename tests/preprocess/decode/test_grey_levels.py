"""Transparency: what lies on white paper, and when the alpha itself is the drawing."""

import numpy as np
import pytest

from inkread.preprocess.decode.grey_levels import lay_on_white


def sheet(fill, *, side=20):
    return np.full((side, side), fill, np.uint8)


def stroke(strength=255):
    alpha = sheet(0)
    alpha[4:16, 9:11] = strength
    return alpha


@pytest.mark.parametrize("colour", [0, 90, 226, 255])
def test_ink_of_one_colour_on_nothing_is_read_as_black_on_white(colour):
    grey, how = lay_on_white(sheet(colour), stroke())
    assert how == "is_ink"
    assert np.array_equal(grey, 255 - stroke())


def test_the_colour_of_what_cannot_be_seen_does_not_count():
    hidden = np.random.default_rng(2).integers(0, 256, (20, 20), np.uint8)
    colours = np.where(stroke() > 0, 255, hidden).astype(np.uint8)
    assert lay_on_white(colours, stroke())[1] == "is_ink"


def test_a_faint_stroke_of_one_colour_is_still_ink():
    grey, how = lay_on_white(sheet(255), stroke(60))
    assert how == "is_ink"
    assert grey.min() == 195


def test_a_white_card_with_clear_corners_is_paper_and_blank():
    alpha = sheet(255)
    alpha[[0, 0, -1, -1], [0, -1, 0, -1]] = 0
    grey, how = lay_on_white(sheet(255), alpha)
    assert how == "flattened"
    assert (grey == 255).all()


def test_ink_of_several_greys_is_laid_on_white():
    colours = sheet(0)
    colours[4:10] = 180
    grey, how = lay_on_white(colours, stroke())
    assert how == "flattened"
    assert sorted(set(grey.ravel().tolist())) == [0, 180, 255]


def test_half_transparent_black_is_mid_grey():
    colours = sheet(0)
    colours[4] = 200
    assert lay_on_white(colours, stroke(128))[0][8, 9] == 127


def test_an_opaque_alpha_changes_nothing():
    colours = np.random.default_rng(2).integers(0, 256, (20, 20), np.uint8)
    grey, how = lay_on_white(colours, sheet(255))
    assert how == "none"
    assert np.array_equal(grey, colours)


def test_a_wholly_clear_picture_is_blank_white():
    grey, _ = lay_on_white(sheet(0), sheet(0))
    assert (grey == 255).all()
