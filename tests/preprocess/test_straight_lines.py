"""Thin straight lines from side to side are found, whatever crosses them; bars and strokes are not."""

import cv2
import numpy as np
import pytest

from inkread.preprocess import straight_lines
from inkread.preprocess.straight_lines import Line, find_lines


def mask(*strokes, side=100):
    page = np.zeros((side, side), np.uint8)
    for start, end, width in strokes:
        cv2.line(page, start, end, 1, width)
    return page


@pytest.mark.parametrize("rise", [-6, -3, 0, 3, 6])
@pytest.mark.parametrize("width", [1, 2, 4])
def test_a_line_is_found_where_it_is(rise, width):
    (line,) = find_lines(mask(((0, 50 - rise // 2), (99, 50 + rise - rise // 2), width)))
    assert abs(line.rows()[50] - 50) <= 1
    assert abs((line.rows()[-1] - line.rows()[0]) - rise) <= 2
    assert abs(line.width - width) <= 2


def test_strokes_across_a_line_do_not_hide_it():
    crossed = mask(((0, 60), (99, 60), 2), ((30, 10), (40, 90), 9), ((70, 90), (60, 10), 9))
    (line,) = find_lines(crossed)
    assert np.abs(line.rows() - 60).max() <= 1.5


def test_several_lines_are_each_found_once():
    rows = [20, 45, 70, 95]
    found = find_lines(mask(*(((0, row), (99, row + 1), 2) for row in rows)))
    assert sorted(round(line.rows()[50]) for line in found) == pytest.approx(rows, abs=1)


def test_a_line_with_a_few_gaps_is_found():
    broken = mask(((0, 50), (99, 50), 2))
    broken[:, 20:23] = broken[:, 60:64] = 0
    assert len(find_lines(broken)) == 1


@pytest.mark.parametrize(
    "strokes",
    [
        [((0, 50), (99, 50), 15)],  # a bar
        [((0, 50), (80, 50), 2)],  # ends before the side
        [((0, 40), (99, 60), 2)],  # too steep for a ruled line
        [((0, 50), (50, 30), 2), ((50, 30), (99, 50), 2)],  # bent
        [],
    ],
)
def test_what_is_no_line_is_not_found(strokes):
    assert find_lines(mask(*strokes)) == []


def test_the_bends_of_a_line_are_in_its_band():
    columns = np.arange(100)
    bent = np.zeros((100, 100), np.uint8)
    bent[50 + np.rint(2 * np.sin(columns / 16)).astype(int), columns] = 1
    (line,) = find_lines(cv2.dilate(bent, np.ones((2, 1), np.uint8)))
    assert line.band[bent > 0].mean() > 0.95


def test_a_line_s_level_is_its_own_where_strokes_cross_it():
    strength = np.zeros((100, 100), np.float32)
    strength[60:62] = 80.0
    strength[10:90, 40:50] = 200.0
    (line,) = find_lines((strength > 0).astype(np.uint8))
    assert line.level(strength) == 80.0


def test_strokes_touch_a_line_where_they_stand_on_it_hang_from_it_or_cross_it():
    (line,) = find_lines(mask(((0, 50), (99, 50), 2)))
    strokes = mask(((20, 10), (20, 90), 5), ((60, 10), (60, 48), 5), ((80, 54), (80, 90), 5))
    strokes[line.band > 0] = 0
    touched = np.flatnonzero(line.touched(strokes))
    assert {20, 60, 80} <= set(touched)
    assert all(min(abs(column - stroke) for stroke in (20, 60, 80)) <= 8 for column in touched)


@pytest.mark.parametrize("seed", range(40))
def test_no_line_is_lost_to_the_quick_look_before(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    height, width = rng.integers(14, 90, 2).tolist()
    page = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(1, 4))):
        ends = rng.integers(0, [width, height], (2, 2))
        cv2.line(page, *ends.tolist(), 1, int(rng.integers(1, 4)))
    if seed % 2:
        row = int(rng.integers(2, height - 2))
        cv2.line(page, (0, row), (width - 1, row + int(rng.integers(-1, 2))), 1, 1)
        page[:, int(rng.integers(width)) :][:, : round(0.05 * width)] = 0
    quick = find_lines(page)
    monkeypatch.setattr(straight_lines, "rows_with_room", lambda weak: np.ones(len(weak), bool))
    assert [line.start for line in quick] == [line.start for line in find_lines(page)]


def test_a_line_thicker_than_half_its_length_is_touched_along_all_of_it():
    strokes = np.zeros((120, 20), np.uint8)
    strokes[:50, 5] = strokes[70:, 12] = 1
    line = Line(60.0, 0.0, 30, np.ones((120, 20), np.uint8))
    assert line.touched(strokes).tolist() == [True] * 20
