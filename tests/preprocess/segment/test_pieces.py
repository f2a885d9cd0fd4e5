"""Boxes, moments and runs of pieces are those that each piece would have by itself."""

import itertools

import cv2
import numpy as np
import pytest

from inkread.preprocess.segment.candidates import BROKEN, MOST_PIECES, WIDEST, boxes_around, spans_of
from inkread.preprocess.segment.page import segment
from inkread.preprocess.segment.pieces import boxes_of, moments_of


@pytest.fixture(scope="module")
def strip():
    """Letters that touch, a dot, and one far away, in ten pieces or more."""
    page = np.full((120, 700), 240, np.uint8)
    for left in (30, 95, 160, 225):
        cv2.ellipse(page, (left + 25, 60), (25, 28), 0, 0, 360, 20, 7, cv2.LINE_AA)
        cv2.line(page, (left + 50, 32), (left + 50, 88), 20, 7, cv2.LINE_AA)
        cv2.line(page, (left + 50, 80), (left + 66, 80), 20, 6, cv2.LINE_AA)
    cv2.circle(page, (330, 86), 5, 20, -1)
    cv2.line(page, (600, 32), (600, 88), 20, 7, cv2.LINE_AA)
    ((found,),) = segment(page, words=False).lines
    return found


def test_a_piece_s_box_is_that_of_its_pixels(strip):
    for piece, (top, left, bottom, right) in enumerate(strip.boxes.tolist()):
        rows, columns = np.nonzero(strip.piece_of == piece + 1)
        assert (top, left) == (rows.min(), columns.min())
        assert (bottom, right) == (rows.max() + 1, columns.max() + 1)


def test_a_piece_without_pixels_has_no_box():
    assert boxes_of(np.array([[0, 2]], np.int32), 2).tolist() == [[0, 0, 0, 0], [0, 1, 1, 2]]


def test_moments_are_those_of_opencv(strip):
    for piece, sums in enumerate(moments_of(strip.piece_of, strip.sheet.share, len(strip))):
        ink = ((strip.piece_of == piece + 1) & (strip.sheet.share > 127)).astype(np.uint8)
        found = cv2.moments(ink, binaryImage=True)
        assert sums.tolist() == pytest.approx(
            [found[name] for name in ("m00", "m10", "m01", "m11", "m02", "m20")]
        )


def test_candidates_are_runs_that_are_narrow_and_near(strip):
    assert len(strip) >= 8
    wanted = []
    for first, last in itertools.combinations(range(len(strip) + 1), 2):
        if last - first > MOST_PIECES:
            continue
        _, _, _, width = strip.box(first, last)
        near = width <= WIDEST * strip.height and all(strip.gaps[first : last - 1] <= BROKEN * strip.height)
        if last - first == 1 or near:
            wanted.append([first, last])
    found = spans_of(strip)
    assert found.tolist() == wanted
    assert len(found) < len(strip) * (len(strip) + 1) / 2
    for (first, last), (top, left, bottom, right) in zip(
        found.tolist(), boxes_around(strip, found), strict=True
    ):
        assert strip.box(first, last) == (top, left, bottom - top, right - left)


def test_a_word_of_a_line_is_cut_out_as_it_was_in_the_line(strip):
    word = strip.part(3, 7)
    assert len(word) == 4
    assert word.piece_of is strip.piece_of
    assert np.array_equal(word.ink(1, 3), strip.ink(4, 6))
    assert word.in_source(0, 4) == strip.in_source(3, 7)
    assert np.array_equal(word.part(1, 3).ink(0, 1), strip.ink(4, 5))
