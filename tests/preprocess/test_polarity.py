"""Ink is told from paper whichever of the two is brighter, and a negative is the same drawing."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from inkread.preprocess.contract import preprocess
from inkread.preprocess.frame import is_framed
from inkread.preprocess.polarity import find_polarity, otsu_split


def ink_rows(image, *, pad):
    """Return `image` cropped to its dark ink with `pad` px of paper around."""
    rows, columns = np.flatnonzero((image < 128).any(axis=1)), np.flatnonzero((image < 128).any(axis=0))
    return image[rows[0] - pad : rows[-1] + 1 + pad, columns[0] - pad : columns[-1] + 1 + pad]


@pytest.mark.parametrize("grapheme", "17LTVX")
@pytest.mark.parametrize("pen", [3, 9, 15])
def test_dark_ink_on_light_paper_is_dark(drawing, grapheme, pen):
    found = find_polarity(drawing(grapheme, pen=pen))
    assert not found.ink_is_bright
    assert found.decided_by == "border"
    assert found.ring_bright == 1.0


@pytest.mark.parametrize("grapheme", "17LTVX")
def test_chalk_on_a_board_is_bright(drawing, grapheme):
    assert find_polarity(255 - drawing(grapheme)).ink_is_bright


@pytest.mark.parametrize("grapheme", "7LTVX")  # a 1 without paper would be ink alone
@pytest.mark.parametrize("pad", [0, 1, 4])
def test_a_tight_crop_keeps_its_polarity(drawing, grapheme, pad):
    crop = ink_rows(drawing(grapheme, pen=7), pad=pad)
    assert not find_polarity(crop).ink_is_bright
    assert find_polarity(255 - crop).ink_is_bright


def test_ink_that_crowds_the_border_is_told_by_what_stands_out():
    page = np.full((60, 60), 235, np.uint8)
    cv2.line(page, (0, 0), (59, 59), 30, 11)
    cv2.line(page, (0, 59), (59, 0), 30, 11)
    for crowded, ink_is_bright in ((page, False), (255 - page, True)):
        found = find_polarity(crowded)
        assert found.decided_by == "deviation"
        assert found.ink_is_bright == ink_is_bright


def test_a_chequerboard_and_its_negative_are_read_as_the_same_ink():
    board = (np.indices((8, 8)).sum(axis=0) % 2 * 255).astype(np.uint8)
    assert find_polarity(board).ink_is_bright != find_polarity(255 - board).ink_is_bright


def test_a_border_at_the_very_split_does_not_turn_the_polarity_of_a_negative():
    image = np.full((5, 5), 100, np.uint8)
    image[1, 1:4], image[3, 1:4] = 0, 200
    assert find_polarity(image).ink_is_bright != find_polarity(255 - image).ink_is_bright


def test_ink_across_the_border_does_not_turn_the_polarity(drawing):
    page = drawing("X", pen=9)[30:95, 30:95]
    assert not find_polarity(page).ink_is_bright
    assert find_polarity(255 - page).ink_is_bright


@pytest.mark.parametrize("grapheme", "17LTVX")
@pytest.mark.parametrize("side", [28, 61, 120, 700])
def test_the_negative_of_a_drawing_gives_the_very_same_glyph(drawing, grapheme, side):
    page = cv2.resize(drawing(grapheme), (side, side), interpolation=cv2.INTER_AREA)
    assert np.array_equal(preprocess(page).glyph, preprocess(255 - page).glyph)


@settings(max_examples=80, deadline=None)
@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=30), elements=st.integers(0, 255)))
def test_the_negative_of_any_image_gives_the_very_same_glyph(image):
    if not is_framed(image):
        assert np.array_equal(preprocess(image).glyph, preprocess(255 - image).glyph)


@settings(max_examples=60, deadline=None)
@given(
    arrays(
        np.uint8,
        array_shapes(min_dims=2, max_dims=2, max_side=12),
        elements=st.sampled_from([0, 100, 155, 200]),
    )
)
def test_few_grey_levels_that_split_evenly_are_symmetric_too(image):
    assert np.array_equal(preprocess(image).glyph, preprocess(255 - image).glyph)


@pytest.mark.parametrize("seed", range(50))
def test_the_split_of_a_negative_is_the_negative_of_the_split(seed):
    rng = np.random.default_rng(seed)
    counts = np.zeros(256, np.int64)
    levels = rng.choice(256, rng.integers(2, 257), replace=False)
    counts[levels] = rng.integers(1, 1000, len(levels))
    (split, separation), (turned, as_well) = otsu_split(counts), otsu_split(counts[::-1])
    assert split + turned == pytest.approx(255.0)
    assert separation == pytest.approx(as_well)


def test_the_split_of_a_two_tone_image_lies_in_the_middle_of_the_gap():
    counts = np.zeros(256, np.int64)
    counts[[40, 200]] = 10, 90
    assert otsu_split(counts) == (120.0, pytest.approx(1.0))


def test_a_gradient_is_parted_less_clearly_than_two_tones():
    assert otsu_split(np.ones(256, np.int64))[1] == pytest.approx(0.75, abs=0.001)
