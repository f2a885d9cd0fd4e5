"""What lies over the writing: mud hides, lines add."""

import numpy as np
import pytest

from inkread.evaluation.corruptions import corrupt

BLACK = np.zeros((100, 28, 28), np.uint8)
WHITE = np.full((100, 28, 28), 255, np.uint8)


def test_mud_is_dark_grey_and_hides_what_is_below():
    on_black, on_white = (corrupt(paper, "spatter", seed=0) for paper in (BLACK, WHITE))
    assert 50 <= on_black[on_black > 0].min() < on_black.max() <= 63
    hidden = on_black >= 62
    assert 0.005 < hidden.mean() < 0.5
    assert (on_white[hidden] < 70).all()
    assert ((on_white < 255) == (on_black > 0)).all()


def test_a_dotted_line_runs_across_in_dots_of_two_columns():
    inked = corrupt(BLACK, "dotted line", seed=0).max(axis=1) > 60
    gaps = [column for column in range(28) if column // 2 % 2 == 0]
    assert not inked[:, [*gaps, 27]].any()
    assert inked[:, [2, 3, 14, 15, 26]].all()


def test_a_dotted_line_only_adds_ink(digits):
    assert (corrupt(digits, "dotted line", seed=0) >= digits).all()


def test_a_line_is_white_in_its_middle_and_fades_within_two_rows():
    column = corrupt(BLACK, "dotted line", seed=0)[:, :, 14]
    peaks = column.max(axis=1)
    assert (peaks > 180).all()
    assert ((column > 0).sum(axis=1) <= 4).all()


def test_a_zigzag_goes_up_and_down_from_the_second_column_to_the_25th():
    drawn = corrupt(BLACK, "zigzag", seed=0)
    assert not drawn[:, :, :2].any()
    assert not drawn[:, :, 26:].any()
    whole = drawn[
        [bool(image[4:24].any() and not image[:4].any() and not image[24:].any()) for image in drawn]
    ]
    assert len(whole) > 10
    tops = whole.argmax(axis=1)  # (n, 28): the row of each column's brightest pixel
    turns = np.diff(np.sign(np.diff(tops[:, 3:24].astype(int), axis=1)), axis=1)
    assert (np.abs(turns) > 0).sum(axis=1).mean() > 4


def test_a_zigzag_only_adds_ink(digits):
    spoilt = corrupt(digits, "zigzag", seed=0)
    assert (spoilt >= digits).all()
    assert spoilt.astype(float).sum() / digits.astype(float).sum() == pytest.approx(2, abs=0.8)
