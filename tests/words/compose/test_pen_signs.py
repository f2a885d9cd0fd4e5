"""Signs that a pen draws stand where signs stand, and off the word, whoever writes the rest."""

import numpy as np
import pytest

from inkread.words.compose.glyph_bank import GlyphBank
from inkread.words.compose.glyph_hand import GlyphHand
from inkread.words.compose.pen_signs import CAPITAL, SIGNS, middle_of, pen_sign, with_sign
from inkread.words.compose.word_pictures import Hands

LINE, SIDE = 120, 170  # enough paper for any sign, above and below
PAPER = 20  # px around the block that stands for a word
POINT_ABOVE = 0.75  # of a capital's height: the row above which a point never is


def block():
    """Return a word that is a block of ink as high as a capital, standing on the line."""
    ink = np.zeros((SIDE, SIDE), np.uint8)
    ink[LINE - CAPITAL : LINE, PAPER:-PAPER] = 255
    return ink


def added(sign, *, gap=0.3, seed=0):
    """Return the rows and columns of the ink that a sign adds, the rows from the line upwards."""
    page = with_sign(block(), sign, np.random.default_rng(seed), line=LINE, capital=CAPITAL, gap=gap)
    rows, columns = np.nonzero(page[:, SIDE - PAPER :] > 127)
    return LINE - rows, columns


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_a_sign_is_cropped_to_its_ink_and_another_one_every_time(sign):
    rng = np.random.default_rng(0)
    first, second = (pen_sign(sign, rng) for _ in range(2))
    for ink in (first, second):
        assert ink.dtype == np.uint8
        assert all((edge > 127).any() for edge in (ink[0], ink[-1], ink[:, 0], ink[:, -1]))
        assert max(ink.shape) < 1.6 * CAPITAL
    assert first.shape != second.shape or (first != second).any()


@pytest.mark.parametrize("seed", range(5))
def test_points_lie_on_the_line_and_quotes_hang_at_the_top(seed):
    for sign in ".,":
        rows, _ = added(sign, seed=seed)
        assert rows.max() < (1 - POINT_ABOVE) * CAPITAL
    assert added(",", seed=seed)[0].min() < 0  # below the line
    for sign in "'\"":
        assert added(sign, seed=seed)[0].min() > 0.5 * CAPITAL
    rows, _ = added("-", seed=seed)
    assert 0.3 * CAPITAL < rows.mean() < 0.7 * CAPITAL


def test_a_sign_stands_off_by_the_gap():
    _, near = added(".", gap=0.1)
    _, far = added(".", gap=0.6)
    assert far.min() - near.min() == round(0.6 * CAPITAL) - round(0.1 * CAPITAL)


def test_what_is_high_or_low_needs_more_paper_and_loses_no_ink():
    for sign in "()/,":
        page = with_sign(block(), sign, np.random.default_rng(0), line=LINE, capital=2.5 * CAPITAL, gap=0.1)
        assert not any(edge.any() for edge in (page[0], page[-1], page[:, -1]))
        assert (page > 127).sum() > (block() > 127).sum() + 50


def test_the_middle_of_a_dash_is_that_of_a_capital():
    assert middle_of("-") == 0.5
    assert middle_of(".") > 0.9 > middle_of(":") > 0.5 > middle_of("'")


def test_glyphs_and_signs_are_written_in_one_text_and_never_touch(drawing):
    hand = GlyphHand(GlyphBank.of([255 - drawing(char) for char in "17L"], "17L"))
    assert hand.fitting("1/7.") == "1/7."
    assert hand.fitting("1&7") is None
    for seed in range(5):
        ink = hand.written("L.", np.random.default_rng(seed))
        columns = np.flatnonzero((ink > 127).any(axis=0))
        assert (np.diff(columns) > 1).any()  # paper between the letter and the point


def test_a_font_may_have_the_sign_at_its_end_from_a_pen(font):
    rng = np.random.default_rng(0)
    printed = font.written("seven.")
    pages = [font.written_by_pen("seven.", rng) for _ in range(5)]
    assert len({page.shape for page in pages}) > 1
    assert all(page.shape != printed.shape or (page != printed).any() for page in pages)
    assert np.array_equal(font.written_by_pen("seven", rng), font.written("seven"))
    assert np.array_equal(font.written_by_pen(".", rng), font.written("."))


def test_a_space_before_a_sign_is_seen(font):
    near, far = (font.written_by_pen(text, np.random.default_rng(0)).shape[1] for text in ("To-", "To -"))
    assert far > near + 20


def test_of_texts_in_fonts_some_signs_are_a_pen_s_and_some_the_font_s(font):
    rng = np.random.default_rng(0)
    printed = font.written("seven.").shape
    shapes = [Hands([font]).written("seven.", rng)[0].shape for _ in range(20)]
    assert 0 < sum(shape == printed for shape in shapes) < 20
