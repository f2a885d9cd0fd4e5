"""Properties of the contract over random images: it never fails, and twice is the same as once."""

import json

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from inkread.preprocess.contract import preprocess
from inkread.preprocess.frame import is_framed

SEEDS = st.integers(0, 2**32 - 1)
SIDES = st.integers(1, 60)


@st.composite
def drawings(draw):
    """A page of any size, light and grain, with strokes, rings and dots of any pen."""
    rng = np.random.default_rng(draw(SEEDS))
    height, width = draw(st.integers(3, 140)), draw(st.integers(3, 140))
    page = np.full((height, width), draw(st.integers(0, 255)), np.uint8)
    for _ in range(draw(st.integers(1, 5))):
        ink, pen = int(rng.integers(256)), int(rng.integers(1, 12))
        points = (rng.uniform(-0.1, 1.1, (3, 2)) * (width, height)).astype(np.int32)
        cv2.polylines(page, [points], isClosed=bool(rng.integers(2)), color=ink, thickness=pen)
        cv2.circle(page, points[0].tolist(), pen, ink, -1)
    noise = rng.normal(0.0, draw(st.sampled_from([0.0, 2.0, 12.0])), page.shape)
    return np.clip(page + noise, 0, 255).astype(np.uint8)


def check(image):
    """Assert what holds for every image."""
    done = preprocess(image)
    assert done.glyph.shape == (28, 28)
    assert done.glyph.dtype == np.uint8
    assert done.trail.blank == (not done.glyph.any())
    assert done.trail.blank == ("blank" in [caution.code for caution in done.trail.warnings])
    assert done.trail.blank or is_framed(done.glyph)
    assert np.array_equal(preprocess(done.glyph).glyph, done.glyph)
    assert "NaN" not in json.dumps(done.trail.to_dict())


@settings(max_examples=150)
@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=60), elements=st.integers(0, 255)))
def test_any_image_up_to_60_px_comes_out_framed_or_blank(image):
    check(image)


@settings(max_examples=150)
@given(SEEDS, SIDES, SIDES, st.integers(0, 200), st.integers(0, 55))
def test_noise_of_any_level_and_width_comes_out_framed_or_blank(seed, height, width, level, spread):
    rng = np.random.default_rng(seed)
    check(rng.integers(level, level + spread + 1, (height, width), np.uint8))


@settings(max_examples=150)
@given(SEEDS, SIDES, SIDES, st.floats(0.001, 0.999))
def test_black_and_white_pixels_at_random_come_out_framed_or_blank(seed, height, width, share):
    check(np.where(np.random.default_rng(seed).random((height, width)) < share, 0, 255).astype(np.uint8))


@settings(max_examples=150)
@given(drawings())
def test_the_contract_applied_twice_is_the_contract_applied_once(page):
    check(page)


@settings(max_examples=60)
@given(drawings(), st.integers(1, 40))
def test_more_paper_around_a_glyph_on_black_changes_nothing(page, margin):
    glyph = preprocess(page).glyph
    if glyph.any():
        wide, wider = np.pad(glyph, margin + 20), np.pad(glyph, margin + 45)
        assert np.array_equal(preprocess(wide).glyph, preprocess(wider).glyph)
