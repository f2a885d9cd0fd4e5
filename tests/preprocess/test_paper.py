"""The paper goes and the ink stays: uneven light, shadows and grain leave the glyph as it was."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.contract import preprocess
from inkread.preprocess.paper import LEAST_CONTRAST, LONGEST_SIDE, fit_longest_side, lift_ink
from inkread.preprocess.tally import histogram

LIGHT_TOLERANCE = 12.0  # grey levels of the glyph, on average over its inked pixels


def large(drawing, grapheme):
    """Return a drawing of 240 px, black on white, as a photo of a page would have it."""
    return cv2.resize(drawing(grapheme, pen=7), (240, 240), interpolation=cv2.INTER_LINEAR)


def lit(page, light):
    """Return the page under `light`, axes (height, width), 0-1: paper 235, ink 40."""
    reflects = 40 + (page / 255.0) * 195
    return np.clip(np.rint(reflects * light), 0, 255).astype(np.uint8)


def differs(page, other):
    """Return the mean difference of two images' glyphs over the pixels that either inks."""
    glyphs = [preprocess(image).glyph.astype(int) for image in (page, other)]
    inked = (glyphs[0] > 0) | (glyphs[1] > 0)
    return np.abs(glyphs[0] - glyphs[1])[inked].mean()


@pytest.mark.parametrize("grapheme", "17LTVX")
def test_light_from_one_side_changes_the_glyph_hardly(drawing, grapheme):
    page = large(drawing, grapheme)
    side = np.linspace(1.0, 0.6, page.shape[1])[None, :]
    assert differs(lit(page, 1.0), lit(page, side)) < LIGHT_TOLERANCE


@pytest.mark.parametrize("grapheme", "17LTVX")
def test_a_soft_shadow_changes_the_glyph_hardly(drawing, grapheme):
    page = large(drawing, grapheme)
    shadow = cv2.GaussianBlur(np.where(np.indices(page.shape).sum(axis=0) > 260, 0.65, 1.0), (0, 0), 30)
    assert differs(lit(page, 1.0), lit(page, shadow)) < LIGHT_TOLERANCE


def test_uneven_light_is_measured_and_even_light_is_not(drawing):
    page = large(drawing, "L")
    even = lift_ink(255 - lit(page, 1.0))
    uneven = lift_ink(255 - lit(page, np.linspace(1.0, 0.6, page.shape[1])[None, :]))
    assert even.uneven == 0.0
    assert 60.0 < uneven.uneven < 110.0


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("sigma", [3.0, 8.0])
def test_grain_makes_no_marks_beside_the_ink(drawing, sigma, seed):
    page = lit(large(drawing, "T"), 1.0)
    noise = np.random.default_rng(seed).normal(0.0, sigma, page.shape)
    grainy = np.clip(page + noise, 0, 255).astype(np.uint8)
    marks = preprocess(grainy).trail.steps[2]
    assert marks.name == "marks"
    assert marks.numbers["kept"] == 1


@pytest.mark.parametrize("contrast", [LEAST_CONTRAST, 5.0])
def test_ink_no_darker_than_the_least_contrast_is_paper(drawing, contrast):
    page = 220 - (255 - drawing("X")) / 255 * contrast
    assert preprocess(page.astype(np.uint8)).trail.blank


def test_ink_just_above_the_least_contrast_is_ink(drawing):
    page = 220 - (255 - drawing("X")) / 255 * (LEAST_CONTRAST + 5)
    assert not preprocess(page.astype(np.uint8)).trail.blank


def test_the_strength_of_full_ink_is_its_height_above_the_paper(drawing):
    ink = lift_ink(np.rint(30 + (255 - drawing("7")) / 255 * 150).astype(np.uint8))
    assert ink.peak == pytest.approx(150.0)
    assert ink.floor == LEAST_CONTRAST


@pytest.mark.parametrize("light", [1.0, np.linspace(1.0, 0.6, 240)[None, :]], ids=["even", "uneven"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.55, 1.0, 2.0])
def test_what_is_stronger_than_a_bound_and_a_part_are_those_of_the_whole_strength(drawing, light, share):
    page = lit(large(drawing, "X"), light)
    noise = np.random.default_rng(0).normal(0.0, 4.0, page.shape)
    ink = lift_ink(255 - np.clip(page + noise, 0, 255).astype(np.uint8))
    whole, part = ink.strength(), (slice(31, 90), slice(60, 200))
    bound = share * ink.peak
    assert np.array_equal(ink.stronger_than(bound), whole > bound)
    assert np.array_equal(ink.strength(part), whole[part])


def test_a_histogram_handed_over_changes_nothing(drawing):
    image = 255 - lit(large(drawing, "T"), 1.0)
    told, found = lift_ink(image, histogram(image)), lift_ink(image)
    assert np.array_equal(told.strength(), found.strength())
    assert (told.peak, told.floor) == (found.peak, found.floor)


@pytest.mark.parametrize(("height", "width"), [(1024, 512), (513, 2000), (600, 1), (1, 5000)])
def test_large_images_are_averaged_to_512_px(height, width):
    fitted = fit_longest_side(np.zeros((height, width), np.uint8))
    assert max(fitted.shape) == LONGEST_SIDE
    assert min(fitted.shape) == max(1, round(min(height, width) * LONGEST_SIDE / max(height, width)))


def test_smaller_images_are_left_alone():
    image = np.zeros((512, 30), np.uint8)
    assert fit_longest_side(image) is image
    assert fit_longest_side(image, max(image.shape) - 1) is not image


@pytest.mark.parametrize(("height", "width", "stroke"), [(60, 14, 8), (60, 20, 10), (60, 60, 30)])
def test_a_marker_s_stroke_in_a_tight_crop_is_no_patch_of_paper(height, width, stroke):
    page = np.full((height, width), 230, np.uint8)
    left = (width - stroke) // 2
    page[10:50, left : left + stroke] = 20
    glyph = preprocess(page).glyph
    assert glyph.any(axis=1).sum() == 20
    assert glyph.any(axis=0).sum() == pytest.approx(20 * stroke / 40, abs=1)
