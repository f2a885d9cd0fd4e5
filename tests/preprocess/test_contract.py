"""The contract as its callers see it: glyph, trail, blanks, and one road for every kind of image."""

import json

import numpy as np
import pytest
from PIL import Image

from inkread.preprocess.contract import CONTRACT, preprocess, preprocess_ink, preprocess_many
from inkread.preprocess.decode import decode

STEPS = ["polarity", "paper", "marks", "outline", "frame"]


def names(done):
    return [step.name for step in done.trail.steps]


def test_the_steps_come_in_the_contract_s_order(drawing):
    assert names(preprocess(drawing("7"))) == STEPS


def test_a_decoded_picture_says_first_how_it_was_decoded(drawing):
    assert names(preprocess(decode(Image.fromarray(drawing("7"))))) == ["decode", *STEPS]


def test_a_decoded_picture_and_its_grey_give_the_same_glyph(drawing):
    picture = decode(Image.fromarray(drawing("V")))
    assert np.array_equal(preprocess(picture).glyph, preprocess(picture.grey).glyph)


def test_a_blank_image_stops_after_the_marks():
    done = preprocess(np.full((40, 30), 220, np.uint8))
    assert names(done) == STEPS[:3]


def test_a_glyph_of_the_contract_passes_unchanged_and_says_so(drawing):
    glyph = preprocess(drawing("T")).glyph
    again = preprocess(glyph)
    assert np.array_equal(again.glyph, glyph)
    assert names(again) == ["frame"]
    assert again.trail.steps[0].numbers["unchanged"] is True
    assert again.trail.warnings == ()


def test_the_last_step_says_that_other_images_were_changed(drawing):
    assert preprocess(drawing("T")).trail.steps[-1].numbers["unchanged"] is False


@pytest.mark.parametrize("level", [0, 1, 127, 128, 254, 255])
@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (28, 28), (300, 200)])
def test_one_level_everywhere_is_blank(level, shape):
    done = preprocess(np.full(shape, level, np.uint8))
    assert done.trail.blank
    assert [caution.code for caution in done.trail.warnings] == ["blank"]
    assert done.glyph.shape == (28, 28)
    assert not done.glyph.any()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("side", "sigma"), [(8, 2.5), (28, 6.0), (60, 8.0), (200, 12.0), (500, 12.0)])
def test_paper_with_the_grain_of_a_sensor_is_blank(side, sigma, seed):
    noise = np.random.default_rng(seed).normal(0.0, sigma, (side, side))
    assert preprocess(np.clip(215 + noise, 0, 255).astype(np.uint8)).trail.blank


@pytest.mark.parametrize("slope", [5, 30, 60])
def test_empty_paper_in_light_from_one_side_is_blank(slope):
    page = np.broadcast_to(np.linspace(230, 230 - slope, 200), (150, 200)).astype(np.uint8)
    assert preprocess(page).trail.blank


def test_pictures_are_kept_only_when_asked_for(drawing):
    assert all(step.picture is None for step in preprocess(drawing("X")).trail.steps)
    for step in preprocess(drawing("X"), pictures=True).trail.steps:
        assert step.picture.dtype == np.uint8
        assert step.picture.ndim == 2


def test_pictures_change_nothing_else(drawing):
    plain, shown = preprocess(drawing("X")), preprocess(drawing("X"), pictures=True)
    assert np.array_equal(plain.glyph, shown.glyph)
    assert plain.trail.to_dict() == shown.trail.to_dict()


def test_the_last_picture_is_the_glyph(drawing):
    done = preprocess(drawing("L"), pictures=True)
    assert np.array_equal(done.trail.steps[-1].picture, done.glyph)


def test_the_trail_is_json_of_the_contract(drawing):
    told = json.loads(json.dumps(preprocess(drawing("L")).trail.to_dict()))
    assert told["contract"] == CONTRACT
    assert told["blank"] is False
    assert [step["name"] for step in told["steps"]] == STEPS


def test_the_caller_s_image_is_left_as_it_was(drawing):
    page = drawing("X").copy()
    page.flags.writeable = False
    preprocess(page, pictures=True)
    assert np.array_equal(page, drawing("X"))


def test_a_view_with_strides_gives_the_glyph_of_its_copy(drawing):
    view = drawing("7")[::-1, ::2].T
    assert np.array_equal(preprocess(view).glyph, preprocess(np.ascontiguousarray(view)).glyph)


def test_many_images_give_their_glyphs_in_order(drawing):
    pages = [drawing("1"), np.full((9, 9), 90, np.uint8), drawing("X")]
    glyphs = preprocess_many(pages)
    assert glyphs.shape == (3, 28, 28)
    assert np.array_equal(glyphs[0], preprocess(pages[0]).glyph)
    assert not glyphs[1].any()
    assert np.array_equal(glyphs[2], preprocess(pages[2]).glyph)


def test_no_images_give_no_glyphs():
    assert preprocess_many([]).shape == (0, 28, 28)


@pytest.mark.parametrize("grapheme", ["1", "7", "L", "T", "V", "X"])
@pytest.mark.parametrize("pen", [3, 9])
@pytest.mark.parametrize("level", [90, 255])
def test_ink_alone_gives_the_glyph_of_a_picture_of_it(drawing, grapheme, pen, level):
    ink = (255 - drawing(grapheme, pen=pen)).astype(np.uint16) * level // 255
    rows, columns = np.nonzero(ink)
    ink = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].astype(np.uint8)
    side = 2 * max(ink.shape)
    picture = np.zeros((side, side), np.uint8)
    down, across = ((side - length) // 2 for length in ink.shape)
    picture[down : down + ink.shape[0], across : across + ink.shape[1]] = ink
    alone, whole = preprocess_ink(ink), preprocess(picture)
    assert np.array_equal(alone.glyph, whole.glyph)
    assert alone.trail.warnings == whole.trail.warnings
    assert names(alone) == STEPS[2:]


def test_a_block_of_ink_alone_is_no_paper():
    assert not preprocess_ink(np.full((40, 12), 255, np.uint8)).trail.blank


def test_ink_alone_that_is_as_faint_as_grain_is_blank():
    assert preprocess_ink(np.full((9, 9), 15, np.uint8)).trail.blank


def test_ink_alone_may_be_as_long_as_a_scan():
    done = preprocess_ink(np.full((3, 2320), 255, np.uint8))
    assert done.glyph.any(axis=0).sum() == 20
