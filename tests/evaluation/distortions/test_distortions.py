"""Every distortion: seeded, legal, stronger from step to step."""

import numpy as np
import pytest

from inkread.evaluation.distortion_scales import SCALES
from inkread.evaluation.distortions import DISTORTIONS
from inkread.evaluation.distortions.page import PAGE, clean_page
from inkread.preprocess.contract import preprocess


@pytest.fixture(scope="module")
def page(drawing):
    return clean_page(preprocess(drawing("7")).glyph)


def distorted(name, page, strength, seed=0):
    return DISTORTIONS[name](page, strength, np.random.default_rng(seed))


def test_every_distortion_has_its_scale():
    assert list(SCALES) == list(DISTORTIONS)


def test_the_clean_page_is_black_on_white_with_paper_all_around(page):
    assert page.shape == (PAGE, PAGE)
    rows, columns = np.nonzero(page < 255)
    assert max(np.ptp(rows), np.ptp(columns)) == pytest.approx(80, abs=3)
    assert min(rows.min(), columns.min()) >= 24
    assert (page.min(), page.max()) == (0, 255)


def test_a_blank_glyph_gives_an_empty_page():
    assert (clean_page(np.zeros((28, 28), np.uint8)) == 255).all()


@pytest.mark.parametrize("name", DISTORTIONS)
def test_an_empty_page_is_no_error(name):
    empty = np.full((PAGE, PAGE), 255, np.uint8)
    assert distorted(name, empty, SCALES[name].strengths[0]).size > 0


@pytest.mark.parametrize("name", DISTORTIONS)
def test_the_same_seed_gives_the_same_page_and_the_clean_one_stays(name, page):
    before = page.copy()
    first = [distorted(name, page, strength) for strength in SCALES[name].strengths]
    again = [distorted(name, page, strength) for strength in SCALES[name].strengths]
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))
    assert {image.dtype for image in first} == {np.dtype(np.uint8)}
    assert len({image.tobytes() for image in first}) == len(first)
    assert np.array_equal(page, before)


@pytest.mark.parametrize("name", ["rotation", "pen width", "blur", "contrast", "uneven light", "ruled lines"])
def test_each_step_is_farther_from_the_clean_page(name, page):
    strengths = [strength for strength in SCALES[name].strengths if strength > 0]
    changes = [np.abs(distorted(name, page, strength).astype(int) - page).mean() for strength in strengths]
    assert changes == sorted(changes)


def test_a_thinner_pen_has_less_ink_and_all_of_its_parts(page):
    ink = [int((255 - distorted("pen width", page, strength)).sum()) for strength in (-7.5, -5, -2.5, 5, 10)]
    assert ink == sorted(ink)
    marks, whole = (
        preprocess(image).trail.steps[2].numbers for image in (distorted("pen width", page, -7.5), page)
    )
    assert marks["kept"] == whole["kept"] == 1


def test_a_smaller_character_lies_in_a_smaller_picture(page):
    sizes = [distorted("scale", page, size).shape for size in SCALES["scale"].strengths]
    assert sizes == [(120, 120), (80, 80), (48, 48), (32, 32), (24, 24)]


def test_a_shift_beyond_half_of_the_size_cuts_ink_off(page):
    ink = [int((255 - distorted("shift", page, percent, seed=3)).sum()) for percent in (25, 50, 60, 70)]
    assert ink[0] == ink[1] == pytest.approx(int((255 - page).sum()), rel=0.01)
    assert ink[1] > ink[2] > ink[3]


def test_tinted_paper_has_its_grey_level(page):
    tinted = distorted("paper tint", page, 170)
    corner = tinted[0, 0] @ (0.299, 0.587, 0.114)
    assert tinted.shape == (PAGE, PAGE, 3)
    assert corner == pytest.approx(170, abs=1)
    assert tinted[0, 0, 0] > tinted[0, 0, 2]


def test_the_darkest_corner_has_lost_its_light(page):
    lit = distorted("uneven light", page, 75).astype(int)
    corners = lit[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.min() == pytest.approx(235 * 0.25, abs=15)
    assert corners.max() == pytest.approx(235, abs=15)


def test_ink_is_as_much_darker_than_the_paper_as_was_said(page):
    faint = distorted("contrast", page, 40).astype(float)
    assert faint[page == 255].mean() - faint[page == 0].mean() == pytest.approx(40, abs=1)


def test_ruled_lines_cross_the_whole_page(page):
    ruled = distorted("ruled lines", page, 40)
    rows = np.flatnonzero((ruled[:, 0] < 255) & (ruled[:, -1] < 255))
    assert set(ruled[rows, 0]) == {153}
    assert 6 <= len(rows) <= 8
