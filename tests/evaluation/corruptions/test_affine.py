"""Affine changes: about the middle, by the paper's amounts, one way or the other."""

import numpy as np
import pytest

from inkread.evaluation.corruptions import corrupt


def line(count=32):
    """Return a vertical line through the middle, 16 px long, axes (n, 28, 28)."""
    glyphs = np.zeros((count, 28, 28), np.uint8)
    glyphs[:, 6:22, 13:15] = 255
    return glyphs


def tilt(glyph):
    """Return by how many columns a line moves per row, and its height in rows."""
    rows, columns = np.nonzero(glyph > 100)
    return float(np.polyfit(rows, columns, 1)[0]), int(np.ptp(rows)) + 1


def test_a_turn_is_of_23_degrees_either_way():
    tilts = [tilt(glyph)[0] for glyph in corrupt(line(), "rotate", seed=0)]
    assert sorted({round(abs(found), 1) for found in tilts}) == [round(np.tan(0.4), 1)]
    assert min(tilts) < 0 < max(tilts)


def test_a_slant_moves_the_top_and_makes_it_a_twelfth_higher():
    found = [tilt(glyph) for glyph in corrupt(line(), "shear", seed=0)]
    assert {round(abs(slant), 1) for slant, _ in found} == {0.4}
    assert {height for _, height in found} <= {17, 18}
    assert min(slant for slant, _ in found) < 0 < max(slant for slant, _ in found)


def test_a_shrunk_glyph_has_seven_tenths_of_its_height_and_the_same_middle():
    shrunk = corrupt(line(1), "scale", seed=0)[0]
    rows, columns = np.nonzero(shrunk > 100)
    assert np.ptp(rows) + 1 == pytest.approx(0.7 * 16, abs=1)
    assert (rows.mean(), columns.mean()) == pytest.approx((13.5, 13.5))


def test_a_glyph_is_moved_three_pixels_towards_each_corner():
    moved = corrupt(line(), "translate", seed=0)
    corners = {tuple(np.argwhere(glyph).mean(axis=0) - 13.5) for glyph in moved}
    assert corners == {(3, 3), (3, -3), (-3, 3), (-3, -3)}
