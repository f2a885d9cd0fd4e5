"""Ruled lines, squared paper and boxes go; the strokes on them stay, and so do the bars of letters."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.contract import CONTRACT, KEEPS_RULES, preprocess

SIDE = 160
PAPER, INK = 235, 40


def page():
    return np.full((SIDE, SIDE), PAPER, np.uint8)


def letter(name, *, left=50, top=45, size=64, pen=7, on=None):
    """A letter of straight strokes in the middle of a page, or filling it where `size` is its side."""
    strokes = {
        "N": [[(0, 1), (0, 0), (1, 1), (1, 0)]],
        "T": [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)]],
        "E": [[(1, 0), (0, 0), (0, 1), (1, 1)], [(0, 0.5), (0.8, 0.5)]],
        "Z": [[(0, 0), (1, 0), (0, 1), (1, 1)]],
        "H": [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0.5), (1, 0.5)]],
        "I": [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)], [(0, 1), (1, 1)]],
        "L": [[(0, 0), (0, 1), (1, 1)]],
        "8": [[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], [(0, 0.5), (1, 0.5)]],
        "0": [[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]],
    }[name]
    drawn = page() if on is None else on
    for stroke in strokes:
        points = np.rint(np.array(stroke) * size + (left, top)).astype(np.int32)
        cv2.polylines(drawn, [points], isClosed=False, color=INK, thickness=pen, lineType=cv2.LINE_AA)
    return drawn


def with_lines(drawn, rows=(), columns=(), *, level=INK, rise=3, width=2):
    """The page with lines over it, drawn fine and averaged down as a camera does."""
    fine = np.full((SIDE * 4, SIDE * 4), 255, np.uint8)
    ends = (0, SIDE * 4 - 1)
    for row in rows:
        cv2.line(fine, (ends[0], row * 4), (ends[1], (row + rise) * 4), level, width * 4, cv2.LINE_AA)
    for column in columns:
        cv2.line(fine, (column * 4, ends[0]), ((column - rise) * 4, ends[1]), level, width * 4, cv2.LINE_AA)
    return np.minimum(drawn, cv2.resize(fine, (SIDE, SIDE), interpolation=cv2.INTER_AREA))


def boxed(drawn, *, around=(40, 35, 124, 122), crooked=2, level=INK):
    """The page with a box drawn around its middle, its corners off by a pixel or two."""
    left, top, right, bottom = around
    corners = [(left, top + crooked), (right, top), (right + crooked, bottom), (left - crooked, bottom)]
    cv2.polylines(drawn, [np.array(corners, np.int32)], isClosed=True, color=level, thickness=2)
    return drawn


def taken(done):
    """How many lines were taken away."""
    return sum(int(step.numbers["taken"]) for step in done.trail.steps if step.name == "rules")


def likeness(one, other):
    """How alike two glyphs are, 0 to 1."""
    return float(np.corrcoef(one.ravel().astype(float), other.ravel().astype(float))[0, 1])


LINED = {
    "a line under the letter": {"rows": [112]},
    "a line through its foot": {"rows": [104]},
    "a line through its middle": {"rows": [75]},
    "ruled paper": {"rows": [15, 45, 75, 105, 135]},
    "squared paper": {"rows": [10, 40, 70, 100, 130], "columns": [12, 42, 72, 102, 132]},
}


@pytest.mark.parametrize("level", [150, 100, INK], ids=["faint", "grey", "as dark as the ink"])
@pytest.mark.parametrize("lines", LINED.values(), ids=LINED)
@pytest.mark.parametrize("name", ["N", "E", "Z"])
def test_lines_go_and_the_letter_stays(name, lines, level):
    clean = preprocess(letter(name))
    done = preprocess(with_lines(letter(name), **lines, level=level))
    assert taken(done) >= 1
    assert likeness(done.glyph, clean.glyph) > 0.8


@pytest.mark.parametrize("level", [130, INK])
@pytest.mark.parametrize("name", ["N", "E", "T"])
def test_a_box_around_the_letter_goes(name, level):
    done = preprocess(boxed(letter(name), level=level))
    assert (
        likeness(done.glyph, preprocess(letter(name)).glyph) > 0.6
    )  # a side may run into a bar of the letter


def test_all_four_sides_of_a_box_are_taken():
    assert taken(preprocess(boxed(letter("N")))) == 4


def test_light_writing_on_dark_squared_paper_is_the_same_ink():
    dark = with_lines(letter("N"), **LINED["squared paper"], level=120)
    assert np.array_equal(preprocess(255 - dark).glyph, preprocess(dark).glyph)


@pytest.mark.parametrize("name", ["N", "T", "E", "Z", "H", "I", "L", "8", "0"])
@pytest.mark.parametrize("pen", [4, 7, 12])
def test_a_letter_alone_keeps_its_bars_in_a_crop_however_tight(name, pen):
    drawn = letter(name, pen=pen)
    tight = letter(name, pen=pen)[45:110, 50:115]
    for image in (drawn, tight, drawn[40:115, 50:115], drawn[45:110, 45:120]):
        assert taken(preprocess(image)) == 0


@pytest.mark.parametrize("pen", [2, 4])
def test_the_bar_of_a_capital_t_over_the_whole_width_stays_though_there_is_paper_around_it(pen):
    drawn = page()
    cv2.line(drawn, (0, 50), (SIDE - 1, 50), INK, pen)
    cv2.line(drawn, (80, 50), (80, 120), INK, pen)
    assert taken(preprocess(drawn)) == 0


def test_small_images_are_left_alone():
    small = cv2.resize(with_lines(letter("N"), rows=[112]), (40, 40), interpolation=cv2.INTER_AREA)
    assert taken(preprocess(small)) == 0


def test_a_page_of_nothing_but_lines_is_left_as_it_is():
    done = preprocess(with_lines(page(), **LINED["squared paper"]))
    assert taken(done) == 0
    assert not done.trail.blank


def test_the_first_contract_keeps_the_lines():
    lined = with_lines(letter("N"), rows=[112], level=130)
    first, second = preprocess(lined, contract=KEEPS_RULES), preprocess(lined)
    assert (first.trail.contract, second.trail.contract) == (KEEPS_RULES, CONTRACT)
    assert (taken(first), taken(second)) == (0, 1)
    assert not np.array_equal(first.glyph, second.glyph)


def test_both_contracts_make_the_same_glyph_where_there_is_no_line():
    for name in ("N", "T", "8"):
        first, second = (preprocess(letter(name), contract=which) for which in (KEEPS_RULES, CONTRACT))
        assert np.array_equal(first.glyph, second.glyph)
