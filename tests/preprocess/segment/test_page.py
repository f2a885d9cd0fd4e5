"""A picture parts into lines, words and pieces: printed lines go, strokes stay, slopes are undone."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkread.preprocess.segment.page import segment
from inkread.preprocess.segment.sheet import sheet_of


def bars(num=4, *, height=60, apart=30):
    """Return upright strokes of a pen on paper, black on white."""
    page = np.full((140, 60 + num * apart), 255, np.uint8)
    for place in range(num):
        page[40 : 40 + height, 30 + place * apart : 37 + place * apart] = 0
    return page


def num_pieces(page, **asked):
    """Return the number of pieces of each word of each line."""
    return [[len(word) for word in line] for line in segment(page, **asked).lines]


def test_separate_strokes_are_pieces_in_reading_order():
    word = segment(bars()).lines[0][0]
    assert [word.in_source(place, place + 1) for place in range(4)] == [
        (40, 30 + 30 * place, 60, 7) for place in range(4)
    ]


@pytest.mark.parametrize("grey", [0, 90, 150])
def test_a_comb_of_boxes_is_taken_away(grey):
    page = bars()
    for place in range(4):
        cv2.rectangle(page, (18 + 30 * place, 30), (48 + 30 * place, 110), grey, 2)
    assert num_pieces(page) == [[4]]


def test_a_ruled_line_through_the_feet_is_taken_away_and_the_feet_stay():
    page = bars()
    page[97:99] = 0
    word = segment(page).lines[0][0]
    assert len(word) == 4
    assert all(abs(word.in_source(place, place + 1)[2] - 60) <= 2 for place in range(4))


def test_the_bar_of_a_seven_among_specks_is_no_ruled_line():
    page = np.full((200, 160), 255, np.uint8)
    cv2.polylines(page, [np.array([(30, 40), (120, 40), (70, 160)])], False, 0, 7)
    page[10:180:25, 8:10] = 0
    assert segment(page).trail.steps[0].numbers["rulings"] == 0


def test_a_dash_alone_is_no_ruled_line():
    page = np.full((100, 200), 255, np.uint8)
    page[48:54, 70:110] = 0
    assert num_pieces(page) == [[1]]


def test_a_dot_belongs_to_the_stroke_under_it():
    page = bars(3)
    page[20:28, 59:68] = 0
    word = segment(page).lines[0][0]
    assert len(word) == 3
    assert word.in_source(1, 2)[0] == 20


def test_touching_strokes_are_cut_where_they_touch():
    page = bars(2, apart=60)
    page[66:72, 30:97] = 0
    word = segment(page).lines[0][0]
    assert len(word) > 1
    assert (word.cut > 0).all()


def test_wide_gaps_part_words():
    page = np.hstack([bars(3), np.full((140, 60), 255, np.uint8), bars(2)])
    assert num_pieces(page) == [[3, 2]]
    assert num_pieces(page, words=False) == [[5]]


def test_lines_of_a_tilted_page_are_told_apart():
    page = np.vstack([bars(12), bars(12), bars(12)])
    tilt = np.array([[1.0, 0.0, 0.0], [0.06, 1.0, 0.0]])
    page = cv2.warpAffine(page, tilt, (page.shape[1], page.shape[0] + 30), borderValue=255)
    assert num_pieces(page, lines=True, words=False) == [[12], [12], [12]]


def test_slanted_strokes_are_set_upright_and_boxed_where_they_were():
    page = bars(5)
    slant = np.array([[1.0, -0.4, 50.0], [0.0, 1.0, 0.0]])
    leaning = cv2.warpAffine(page, slant, (page.shape[1] + 50, page.shape[0]), borderValue=255)
    word = segment(leaning).lines[0][0]
    assert len(word) == 5
    columns = np.flatnonzero((leaning < 128).any(axis=0))
    assert abs(word.in_source(0, 1)[1] - columns[0]) <= 2


def test_a_single_slanted_stroke_is_left_as_it_leans():
    page = np.full((100, 100), 255, np.uint8)
    cv2.line(page, (30, 80), (70, 20), 0, 6)
    trail = segment(page).trail
    assert trail.steps[-1].numbers["slant"] == 0.0


def test_a_picture_without_ink_has_no_lines():
    page = segment(np.full((50, 80), 200, np.uint8))
    assert page.lines == ()
    assert page.trail.blank


def test_the_trail_tells_what_was_decided():
    page = bars()
    page[104:106] = 0
    numbers = {step.name: step.numbers for step in segment(page).trail.steps}
    assert numbers["paper"]["rulings"] == 1
    assert numbers["line"]["pieces"] == 4


@pytest.mark.parametrize("text", ["AB12-7788", "DOB 80968", "goo8 BOB"])
def test_typeset_letters_with_straight_sides_are_no_boxes(text):
    # Pillow's own font: its B and 8 have lines on all four sides, as a box of two cells has.
    page = Image.new("L", (420, 90), 235)
    ImageDraw.Draw(page).text((20, 20), text, font=ImageFont.load_default(size=44), fill=30)
    found = segment(np.asarray(page), words=False)
    (paper,) = [step for step in found.trail.steps if step.name == "paper"]
    assert (paper.numbers["rulings"], paper.numbers["boxes"]) == (0, 0)
    ((strip,),) = found.lines
    assert len(strip) >= len(text.replace(" ", ""))


def test_ink_on_paper_as_grainy_as_it_is_dark_stays_whole():
    rng = np.random.default_rng(3)
    page = np.where(bars() == 0, 120, 200) + rng.normal(0.0, 15.0, bars().shape)
    sheet, numbers = sheet_of(np.clip(np.rint(page), 0, 255).astype(np.uint8))
    assert numbers["contrast"] < 90
    ink = bars() == 0
    assert (sheet.mask[ink] > 0).mean() > 0.97
    assert (sheet.mask[~ink] > 0).mean() < 0.01


def test_the_grain_of_empty_paper_in_a_shadow_is_no_writing():
    rng = np.random.default_rng(0)
    across = np.arange(600) / 600
    for edge in np.linspace(0.5, 0.8, 12):
        shadow = 235 - 85 / (1 + np.exp(-12 * (across - edge)))
        grain = cv2.GaussianBlur(rng.normal(0, 10, (400, 600)), (0, 0), 1.0)
        paper = (shadow + grain).clip(0, 255).astype(np.uint8)
        assert segment(paper, lines=True).trail.blank
    cv2.putText(paper, "ink", (60, 250), cv2.FONT_HERSHEY_SIMPLEX, 5.0, 90, 12)
    assert len(segment(paper, lines=True).lines) == 1


def padded(page, *, width=180):
    """Return a page with paper on its right."""
    return np.pad(page, ((0, 0), (0, width - page.shape[1])), constant_values=255)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_page_has_its_boxes_in_the_picture_as_it_was_given(turns):
    page = np.rot90(np.vstack([bars(), padded(bars(3)), padded(bars(2))]), -turns)
    found = segment(page, lines=True, words=False, turns=turns)
    assert [len(line[0]) for line in found.lines] == [4, 3, 2]
    assert [one.code for one in found.trail.warnings] == ["turned"]
    top, left, height, width = found.lines[0][0].in_source(0, 1)
    assert sorted((height, width)) == [7, 60]
    assert not page[top : top + height, left : left + width].any()
