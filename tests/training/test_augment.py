"""Augmentation: framed by the contract, decided by its generator alone, and no glyph lost."""

import dataclasses

import numpy as np
import pytest

from inkread.errors import ConfigError
from inkread.preprocess.contract import preprocess
from inkread.preprocess.frame import is_framed
from inkread.training.augment import augment
from inkread.training.recipes import Augmentation


@pytest.fixture(scope="module")
def glyphs(drawing):
    """Fifty glyphs each of T and X, axes (100, 28, 28)."""
    pair = [preprocess(drawing(grapheme)).glyph for grapheme in "TX"]
    return np.repeat(np.stack(pair), 50, axis=0)


GRAPHEMES = ["T"] * 50 + ["X"] * 50


def test_every_glyph_comes_out_in_the_contracts_frame(glyphs):
    made = augment(glyphs, GRAPHEMES, Augmentation(), np.random.default_rng(0))
    assert (made.shape, made.dtype) == (glyphs.shape, np.uint8)
    assert [row for row, glyph in enumerate(made) if not is_framed(glyph)] == []


def test_the_contract_leaves_an_augmented_glyph_as_it_is(glyphs):
    for glyph in augment(glyphs[:10], GRAPHEMES[:10], Augmentation(), np.random.default_rng(0)):
        np.testing.assert_array_equal(preprocess(glyph).glyph, glyph)


def test_the_same_generator_gives_the_same_writing_and_another_another(glyphs):
    first, again, other = (
        augment(glyphs, GRAPHEMES, Augmentation(), np.random.default_rng(seed)) for seed in (7, 7, 8)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_no_two_copies_are_written_alike(glyphs):
    made = augment(glyphs[:50], GRAPHEMES[:50], Augmentation(), np.random.default_rng(0))
    assert len({glyph.tobytes() for glyph in made}) == 50


def test_the_originals_are_not_touched(glyphs):
    before = glyphs.copy()
    augment(glyphs, ["1"] * 100, Augmentation(traits=1.0), np.random.default_rng(0))
    np.testing.assert_array_equal(glyphs, before)


@pytest.mark.parametrize("seed", range(3))
def test_no_glyph_is_lost_however_far_the_writing_strays(glyphs, seed):
    wild = Augmentation(
        rotation=60, shear=1.0, aspect=0.6, wobble=4.0, pressure=0.5, clipped=1.0, clip_share=0.5
    )
    made = augment(glyphs, GRAPHEMES, wild, np.random.default_rng(seed))
    assert made.any(axis=(1, 2)).all()


def test_a_blank_image_stays_blank():
    blank = np.zeros((2, 28, 28), np.uint8)
    assert not augment(blank, ["T", "i"], Augmentation(), np.random.default_rng(0)).any()


def test_a_single_dot_of_ink_survives():
    dots = np.zeros((8, 28, 28), np.uint8)
    dots[:, 14, 14] = 255
    assert augment(dots, ["."] * 8, Augmentation(), np.random.default_rng(0)).any(axis=(1, 2)).all()


def test_writing_that_may_not_stray_keeps_its_shape(glyphs):
    still = Augmentation(
        rotation=0, shear=0, aspect=0, wobble=0, pressure=0, traits=0, clipped=0, fine_pens=0, thinnest=0.4,
        boldest=0.4,
    )  # fmt: skip
    written_t, written_x = augment(glyphs, GRAPHEMES, still, np.random.default_rng(0))[[0, -1]]
    for written, own, other in ((written_t, glyphs[0], glyphs[-1]), (written_x, glyphs[-1], glyphs[0])):
        assert likeness(written, own) > 0.6 > likeness(written, other)


def likeness(first, second):
    return np.corrcoef(first.ravel(), second.ravel())[0, 1]


def test_a_clipped_glyph_has_lost_a_strip(glyphs):
    kept, clipped = (
        augment(
            glyphs,
            GRAPHEMES,
            dataclasses.replace(Augmentation(), clipped=share),
            np.random.default_rng(0),
        )
        for share in (0.0, 1.0)
    )
    assert (kept != clipped).any(axis=(1, 2)).mean() > 0.9


def test_a_batch_larger_than_opencv_can_map_at_once_is_bent_in_blocks(glyphs):
    many = np.repeat(glyphs[:1], 700, axis=0)
    made = augment(many, ["T"] * 700, Augmentation(), np.random.default_rng(0))
    assert made.shape == (700, 28, 28)
    assert made.any(axis=(1, 2)).all()


GREY = Augmentation(grey=True, shift=1.0, traits=0.0)


def test_grey_writing_keeps_its_greys_where_inked_writing_has_the_pens_edge(glyphs):
    soft = np.where(glyphs > 0, np.uint8(90), np.uint8(0))
    made = augment(soft, GRAPHEMES, GREY, np.random.default_rng(0))
    assert (made.shape, made.dtype) == (soft.shape, np.uint8)
    assert made.max() <= 90
    assert augment(soft, GRAPHEMES, Augmentation(), np.random.default_rng(0)).max() == 255


def test_grey_writing_that_may_not_stray_is_the_glyph_itself(glyphs):
    still = Augmentation(rotation=0, shear=0, aspect=0, wobble=0, grey=True, traits=0)
    for written, own in zip(augment(glyphs, GRAPHEMES, still, np.random.default_rng(0)), glyphs, strict=True):
        assert likeness(written, own) > 0.97


def test_some_grey_glyphs_stay_as_they_are(glyphs):
    some = Augmentation(grey=True, shift=1.0, traits=0.0, untouched=0.4)
    many = np.repeat(glyphs[:1], 500, axis=0)
    same = (augment(many, ["7"] * 500, some, np.random.default_rng(0)) == many).all(axis=(1, 2))
    assert same.mean() == pytest.approx(0.4, abs=0.06)
    with pytest.raises(ConfigError, match="expected grey for glyphs of which 40% stay untouched"):
        Augmentation(untouched=0.4)


def test_grey_writing_is_shifted_and_no_glyph_shows_in_another(glyphs):
    moved = Augmentation(rotation=0, shear=0, aspect=0, wobble=0, grey=True, traits=0, shift=1.5)
    pair = np.stack([glyphs[0], np.zeros_like(glyphs[0])] * 20)
    made = augment(pair, ["T", " "] * 20, moved, np.random.default_rng(0))
    assert not made[1::2].any()
    rows = (made[::2].sum(axis=2) * np.arange(28)).sum(axis=1) / made[::2].sum(axis=(1, 2))
    assert 1.0 < rows.std() < 2.0


def test_a_shift_that_the_frame_would_undo_is_refused():
    with pytest.raises(ConfigError, match=r"expected grey for glyphs shifted by 1 px, .*; set grey"):
        Augmentation(shift=1.0)
