"""Strokes and dots are the glyph; specks, ruled lines and the neighbour's leavings are not."""

import dataclasses

import cv2
import numpy as np
import pytest

from inkread.preprocess import marks as module
from inkread.preprocess.contract import preprocess
from inkread.preprocess.marks import find_marks
from inkread.preprocess.paper import lift_ink


def paper(height=120, width=120):
    return np.full((height, width), 240, np.uint8)


def marks_of(page):
    return find_marks(lift_ink(255 - page))


def letter(page):
    """Draw a T of about 1,150 px in the middle of a page of 120 px."""
    cv2.line(page, (30, 30), (90, 30), 20, 9)
    cv2.line(page, (60, 30), (60, 95), 20, 9)
    return page


@pytest.mark.parametrize("radius", [2, 3, 6])
def test_the_dot_of_an_i_is_kept_even_when_small(radius):
    page = paper()
    cv2.line(page, (60, 50), (60, 100), 20, 9)
    cv2.circle(page, (62, 30), radius, 20, -1)
    marks = marks_of(page)
    assert marks.num_kept == 2
    assert marks.box[0] == 30 - radius


def test_the_dot_of_a_j_is_kept_though_it_hangs_right_of_the_hook():
    page = paper()
    cv2.polylines(page, [np.array([(70, 40), (70, 95), (50, 105), (40, 95)])], False, 20, 7)
    cv2.circle(page, (72, 24), 2, 20, -1)
    assert marks_of(page).num_kept == 2


def test_a_speck_of_that_size_below_the_stroke_is_dust():
    page = paper(160)
    cv2.line(page, (60, 30), (60, 110), 20, 11)
    cv2.circle(page, (60, 135), 1, 20, -1)
    marks = marks_of(page)
    assert (marks.num_kept, marks.num_dropped) == (1, 1)


@pytest.mark.parametrize("place", [(12, 70), (105, 20), (20, 100), (100, 108)])
def test_specks_around_the_letter_are_dropped(place):
    clean, dusty = letter(paper()), letter(paper())
    cv2.circle(dusty, place, 1, 20, -1)
    assert np.array_equal(preprocess(dusty).glyph, preprocess(clean).glyph)


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_a_ruled_line_along_the_border_is_dropped(side):
    clean, ruled = letter(paper()), letter(paper())
    along = {"top": np.s_[:3], "bottom": np.s_[-3:], "left": np.s_[:, :3], "right": np.s_[:, -3:]}
    ruled[along[side]] = 20
    marks = marks_of(ruled)
    assert (marks.num_kept, marks.num_dropped) == (1, 1)
    assert not marks.touches_border
    assert np.array_equal(preprocess(ruled).glyph, preprocess(clean).glyph)


def test_the_box_of_a_form_is_dropped():
    clean, boxed = letter(paper()), letter(paper())
    cv2.rectangle(boxed, (0, 0), (119, 119), 20, 3)
    assert np.array_equal(preprocess(boxed).glyph, preprocess(clean).glyph)


@pytest.mark.parametrize("corner", [(0, 60), (119, 40), (118, 118)])
def test_the_neighbour_s_leavings_at_the_border_are_dropped(corner):
    clean, torn = letter(paper()), letter(paper())
    cv2.circle(torn, corner, 9, 20, -1)
    assert np.array_equal(preprocess(torn).glyph, preprocess(clean).glyph)


def test_a_letter_of_two_parts_is_kept_whole():
    page = paper()
    cv2.line(page, (40, 25), (40, 95), 20, 8)
    cv2.line(page, (52, 60), (85, 25), 20, 8)
    cv2.line(page, (52, 62), (85, 95), 20, 8)
    marks = marks_of(page)
    assert marks.num_kept == 2
    assert marks.num_dropped == 0


def test_the_bars_of_an_equals_sign_are_one_glyph_not_two():
    page = paper()
    cv2.line(page, (30, 45), (90, 45), 20, 8)
    cv2.line(page, (30, 75), (90, 75), 20, 8)
    marks = marks_of(page)
    assert marks.num_kept == 2
    assert not marks.second_glyph


def test_two_large_marks_side_by_side_may_be_two_characters():
    page = paper(120, 200)
    for shift in (0, 90):
        cv2.line(page, (30 + shift, 25), (80 + shift, 25), 20, 8)
        cv2.line(page, (55 + shift, 25), (55 + shift, 95), 20, 8)
    marks = marks_of(page)
    assert marks.num_kept == 2
    assert marks.second_glyph


def test_a_letter_cut_off_by_the_border_is_kept_and_noted():
    page = paper()
    cv2.line(page, (0, 60), (80, 60), 20, 9)
    cv2.line(page, (80, 20), (80, 100), 20, 9)
    marks = marks_of(page)
    assert marks.num_kept == 1
    assert marks.touches_border


def test_where_there_is_only_a_mark_along_the_border_it_is_kept():
    page = paper()
    page[2:110, :6] = 20
    assert marks_of(page).num_kept == 1


@pytest.mark.parametrize("seed", range(12))
def test_marks_are_those_of_the_whole_image_though_only_the_inked_part_is_searched(seed, monkeypatch):
    chance = np.random.default_rng(seed)
    page = paper(*chance.integers(40, 121, 2))
    for _ in range(chance.integers(2, 40)):
        row, column = chance.integers(3, page.shape)
        cv2.circle(
            page, (int(column), int(row)), int(chance.integers(1, 7)), int(chance.integers(0, 120)), -1
        )
    near = marks_of(page)
    monkeypatch.setattr(module, "_even_box", lambda _mask: (slice(0, page.shape[0]), slice(0, page.shape[1])))
    whole = marks_of(page)
    assert np.array_equal(near.mask, whole.mask)
    assert dataclasses.replace(near, mask=whole.mask) == whole
    assert np.array_equal(
        near.cropped(), near.mask[tuple(map(slice, near.box[:2], np.add(near.box[:2], near.box[2:])))]
    )


def test_paper_without_ink_has_no_marks():
    marks = marks_of(paper())
    assert (marks.num_kept, marks.num_dropped, marks.box) == (0, 0, (0, 0, 0, 0))
    assert not marks.mask.any()


def test_faint_smears_without_a_strong_pixel_are_no_mark():
    page = letter(paper())
    cv2.circle(page, (100, 80), 8, 160, -1)
    assert marks_of(page).num_kept == 1
