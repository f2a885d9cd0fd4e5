"""The frame: longest side 20 px, centre of mass at pixel 14, no ink lost, whatever the mask."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from inkread.preprocess.frame import LONGEST, SIDE, frame, ink_box, is_framed, place

MASKS = arrays(
    np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=90), elements=st.sampled_from([0, 255])
)


def centre(glyph):
    """Return the centre of mass, (row, column); pixel i covers i to i + 1."""
    weight = glyph.astype(float)
    at = np.arange(SIDE) + 0.5
    return weight.sum(axis=1) @ at / weight.sum(), weight.sum(axis=0) @ at / weight.sum()


def dots(height, width, *places):
    mask = np.zeros((height, width), np.uint8)
    for place_ in places:
        mask[place_] = 255
    return mask


def check(mask):
    """Assert what holds for the glyph of any mask with ink."""
    glyph, _ = frame(mask)
    top, left, height, width = ink_box(glyph)
    assert glyph.shape == (SIDE, SIDE)
    assert glyph.dtype == np.uint8
    assert glyph.max() == 255
    assert max(height, width) == LONGEST
    assert is_framed(glyph)
    row, column = centre(glyph)
    assert abs(row - 14) <= 0.5 or top in (0, SIDE - height)
    assert abs(column - 14) <= 0.5 or left in (0, SIDE - width)
    return glyph


@settings(max_examples=200, deadline=2000)
@given(MASKS.filter(np.any))
@example(np.full((1, 1), 255, np.uint8))
@example(np.full((1, 400), 255, np.uint8))
@example(np.full((400, 1), 255, np.uint8))
@example(np.eye(300, dtype=np.uint8) * 255)
@example(np.eye(300, 41, dtype=np.uint8) * 255)
@example(np.triu(np.full((50, 50), 255, np.uint8)))
def test_any_mask_is_framed(mask):
    check(mask)


@settings(max_examples=100, deadline=2000)
@given(st.data(), st.integers(1, 600), st.integers(1, 600))
def test_one_or_two_lone_pixels_anywhere_are_framed(data, height, width):
    pixel = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1))
    check(dots(height, width, data.draw(pixel), data.draw(pixel)))


def test_two_far_dots_stay_two_dots():
    glyph = check(dots(512, 512, (0, 0), (511, 511)))
    assert np.count_nonzero(glyph) == 2


@settings(max_examples=50, deadline=2000)
@given(st.integers(0, 2**32 - 1), st.integers(21, 400), st.integers(1, 400))
def test_threads_around_a_blot_do_not_hang_the_loop(seed, height, width):
    rng = np.random.default_rng(seed)
    mask = np.zeros((height, width), np.uint8)
    mask[height // 3 : height // 3 + 9, width // 3 : width // 3 + 9] = 255
    mask[rng.integers(height, size=6), rng.integers(width, size=6)] = 255
    check(mask)


def test_a_thread_that_averages_away_is_cropped_and_the_rest_fills_the_frame():
    mask = np.zeros((700, 500), np.uint8)
    mask[100:670, 200:400] = 255
    whole = check(mask)
    mask[0, 250] = 255
    assert np.array_equal(check(mask), whole)
    assert ink_box(whole)[2:] == (20, 7)


def test_aspect_is_kept():
    assert ink_box(check(np.full((80, 40), 255, np.uint8)))[2:] == (20, 10)
    assert ink_box(check(np.full((30, 90), 255, np.uint8)))[2:] == (7, 20)


def test_a_heavy_foot_is_moved_up_to_bring_its_mass_to_the_middle():
    mask = np.zeros((100, 100), np.uint8)
    mask[:, 45:55] = 255
    mask[80:, 30:70] = 255
    glyph, shift = frame(mask)
    assert shift == (-3, 0)
    assert ink_box(glyph)[0] == 4 + shift[0]
    assert centre(glyph)[0] == pytest.approx(14, abs=0.5)


def test_a_foot_too_heavy_for_that_stops_at_the_border():
    mask = np.zeros((100, 100), np.uint8)
    mask[:, 48:52] = 255
    mask[90:, :] = 255
    glyph, shift = frame(mask)
    assert shift == (-4, 0)
    assert ink_box(glyph)[0] == 0
    assert centre(glyph)[0] > 16


@pytest.mark.parametrize("seed", range(300))
def test_the_mark_of_the_contract_does_not_unframe_a_glyph(seed):
    """One glyph in 700 has its centre so near a half that making its values odd rounds it elsewhere."""
    rng = np.random.default_rng(seed)
    check(np.where(rng.random((48, 50)) < 0.02, 255, 0).astype(np.uint8))


def test_the_shift_is_clamped_so_that_no_ink_leaves():
    small = np.zeros((20, 20), np.uint8)
    small[0, :] = 1
    small[-1, :] = 255
    assert place(small) == (0, 4)
    assert place(small[::-1]) == (8, 4)


@pytest.mark.parametrize("shift", [(1, 0), (0, -1), (3, 3)])
def test_a_glyph_off_its_place_is_not_taken_as_framed(shift):
    glyph, _ = frame(np.full((80, 40), 255, np.uint8))
    assert is_framed(glyph)
    assert not is_framed(np.roll(glyph, shift, (0, 1)))


def test_a_glyph_of_another_size_or_faint_is_not_taken_as_framed():
    glyph, _ = frame(np.full((80, 40), 255, np.uint8))
    assert not is_framed(glyph // 2)
    assert not is_framed(np.pad(glyph, 1))
    assert not is_framed(np.zeros((SIDE, SIDE), np.uint8))
