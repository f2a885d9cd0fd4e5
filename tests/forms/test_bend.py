"""The bend of a sheet is told by the print around each place, whatever was matched wrong."""

import tracemalloc

import numpy as np
import pytest

from inkread.forms.bend import Bend

RNG = np.random.default_rng(0)
PLACES = RNG.uniform(0, 1000, (400, 2))


def wave(places):
    """Return a bend of up to 6 px, at each place."""
    return 6 * np.column_stack([np.sin(places[:, 1] / 300), np.cos(places[:, 0] / 300)])


@pytest.mark.parametrize("wrong", [0, 40])
def test_a_bend_is_told_with_wrong_matches_among_the_right(wrong):
    seen = PLACES + wave(PLACES)
    seen[:wrong] += RNG.uniform(-400, 400, (wrong, 2))
    found = Bend.of(PLACES, seen, longest=1000)
    asked = RNG.uniform(100, 900, (50, 2))
    assert np.abs(found.at(asked) - wave(asked)).max() < 1.5


def test_far_from_all_print_a_sheet_is_flat():
    found = Bend.of(PLACES[:5], PLACES[:5] + 3.0, longest=1000)
    assert np.abs(found.at(np.array([[5000.0, 5000.0]]))).max() < 1e-6


def test_the_shifts_of_a_part_are_those_of_its_pixels():
    found = Bend.of(PLACES, PLACES + wave(PLACES), longest=1000)
    shifts = found.over(200, 300, 300, 120, scale=1.5)
    assert shifts.shape == (120, 300, 2)
    for row, column in ((0, 0), (60, 150), (119, 299)):
        place = np.array([[200 + (column + 0.5) / 1.5, 300 + (row + 0.5) / 1.5]])
        assert np.abs(shifts[row, column] - found.at(place)[0]).max() < 0.2


def test_a_form_that_lies_flat_has_no_bend():
    assert np.abs(Bend.of(PLACES, PLACES, longest=1000).at(PLACES)).max() == 0.0


def test_a_whole_sheet_takes_little_memory():
    places = RNG.uniform(0, 4000, (4000, 2))
    found = Bend(places, wave(places), 240.0)
    asked = RNG.uniform(0, 4000, (8000, 2))
    tracemalloc.start()
    shifts = found.at(asked)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 << 20
    assert np.abs(shifts[:5] - found.at(asked[:5])).max() < 1e-9
    assert found.at(np.zeros((0, 2))).shape == (0, 2)
