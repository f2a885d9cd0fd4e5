"""A page photographed on a table is cut out and laid flat; a picture that is all paper stays as it is."""

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.leaf import leaf_of
from inkread.preprocess.segment.page import segment, writing_of

WIDE, HIGH = 800, 600
LIES = {
    "flat": [(160, 120), (960, 130), (950, 730), (150, 720)],
    "aslant": [(250, 150), (900, 90), (1000, 760), (120, 700)],
}


def page(paper=230, num=3):
    """Return a page with lines of upright strokes, black on `paper`."""
    drawn = np.full((HIGH, WIDE), paper, np.uint8)
    for line in range(num):
        for place in range(8):
            cv2.rectangle(
                drawn, (100 + 60 * place, 90 + 160 * line), (107 + 60 * place, 150 + 160 * line), 30, -1
            )
    return drawn


def on_table(level, lies, drawn=None):
    """Return the photograph of a page on a table of a grey level, and the map from the page to it."""
    drawn = page() if drawn is None else drawn
    ends = np.array([(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)], np.float32)
    onto = cv2.getPerspectiveTransform(ends, np.array(LIES[lies], np.float32))
    return cv2.warpPerspective(drawn, onto, (1120, 860), borderValue=level), onto


@pytest.mark.parametrize("lies", LIES)
@pytest.mark.parametrize("level", [20, 110, 190])
def test_a_page_on_a_table_is_read_as_the_page_alone(level, lies):
    photo, _ = on_table(level, lies)
    found = segment(photo, lines=True, words=False)
    assert [[len(word) for word in line] for line in found.lines] == [[8], [8], [8]]
    assert found.trail.steps[0].name == "leaf"
    assert found.trail.steps[0].numbers["flattened"]


def test_boxes_lie_where_the_strokes_are_in_the_photograph():
    photo, onto = on_table(60, "aslant")
    word = segment(photo, lines=True, words=False).lines[2][0]
    top, left, height, width = word.in_source(7, 8)
    corners = np.array([[(520, 410), (528, 410), (528, 471), (520, 471)]], np.float32)
    there = cv2.perspectiveTransform(corners, onto)[0]
    first, last = there.min(axis=0), there.max(axis=0)
    assert np.abs([left - first[0], top - first[1]]).max() <= 4
    assert np.abs([left + width - last[0], top + height - last[1]]).max() <= 4


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_boxes_of_a_page_that_lies_turned_on_a_table_are_those_of_the_photograph(turns):
    photo, _ = on_table(60, "aslant")
    boxes = [
        [word.in_source(0, 8) for line in found.lines for word in line]
        for found in (
            segment(photo, lines=True, words=False),
            segment(np.rot90(photo, -turns), lines=True, words=False, turns=turns),
        )
    ]
    height, width = photo.shape
    for (top, left, high, wide), found in zip(*boxes, strict=True):
        ends = np.array([(left, top), (left + wide, top + high)])
        for turn in range(turns):  # the photograph clockwise: x comes from below, y from the left
            ends = np.column_stack([(height if turn % 2 == 0 else width) - ends[:, 1], ends[:, 0]])
        (left, top), (right, bottom) = ends.min(axis=0), ends.max(axis=0)
        assert found == pytest.approx((top, left, bottom - top, right - left), abs=3)


def test_a_word_on_a_table_is_read_whole_without_the_table():
    photo, _ = on_table(90, "flat", page(num=1))
    sheet = writing_of(photo)
    assert sheet.mask.shape[1] == pytest.approx(428, abs=6)
    assert sheet.source_shape == photo.shape


def test_the_dark_edge_of_a_scan_is_no_ink():
    scan = page()
    scan[:, :60] = 25
    assert [len(line[0]) for line in segment(scan, lines=True, words=False).lines] == [8, 8, 8]


def framed():
    """Return a page within a thick frame, with writing beyond it."""
    drawn = page()
    cv2.rectangle(drawn, (80, 60), (560, 320), 30, 20)
    return drawn


def inverted():
    """Return bright writing on a dark ground, of one thick stroke."""
    drawn = np.full((HIGH, WIDE), 20, np.uint8)
    drawn[100:500, 350:450] = 235
    return drawn


def shaded():
    """Return a page half of which lies in a shadow with a sharp edge."""
    drawn = page().astype(float)
    drawn[:, 330:] *= 0.6
    return drawn.astype(np.uint8)


def letter():
    """Return a crop of one thick letter: the paper inside is bounded by ink."""
    drawn = np.full((400, 400), 230, np.uint8)
    cv2.rectangle(drawn, (30, 30), (370, 370), 20, 50)
    return drawn


@pytest.mark.parametrize("drawn", [page(), 255 - page(), framed(), inverted(), shaded(), letter()])
def test_a_picture_without_a_clear_leaf_stays_as_it_is(drawn):
    assert leaf_of(drawn) is None


def test_light_that_falls_off_is_no_table():
    across = np.linspace(1.0, 0.2, WIDE)
    assert leaf_of((page() * across).astype(np.uint8)) is None
