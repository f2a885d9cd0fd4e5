"""Medians and ranks read off a tally are those of the pixels themselves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inkread.preprocess.tally import Tally, histogram

GREYS = arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9)))
TALLIES = [
    pytest.param(lambda image: Tally.of_levels(histogram(image)), id="levels"),
    pytest.param(lambda image: Tally.of_pixels(image.astype(np.float32)), id="pixels"),
]


@pytest.mark.parametrize("tally_of", TALLIES)
@given(image=GREYS)
def test_each_place_and_the_median_are_those_of_the_sorted_pixels(tally_of, image):
    tally, pixels = tally_of(image), np.sort(image, axis=None)
    assert len(tally) == image.size
    assert [tally.at(place) for place in range(len(pixels))] == pixels.tolist()
    assert tally.top() == pixels[-1]
    for count in range(1, len(pixels) + 1):
        assert tally.median_of_lowest(count) == np.median(pixels[:count])


@pytest.mark.parametrize("tally_of", TALLIES)
@given(image=GREYS, bound=st.integers(-1, 512).map(lambda halves: halves / 2))
def test_pixels_are_counted_on_either_side_of_a_bound(tally_of, image, bound):
    tally = tally_of(image)
    assert tally.num_below(bound) == np.count_nonzero(image < bound)
    assert tally.num_not_above(bound) == np.count_nonzero(image <= bound)


@given(image=GREYS, amount=st.integers(0, 510).map(lambda halves: halves / 2))
def test_less_shifts_every_pixel(image, amount):
    tally = Tally.of_levels(histogram(image)).less(amount)
    shifted = np.sort(image.astype(np.float32) - np.float32(amount), axis=None)
    assert [tally.at(place) for place in range(len(tally))] == shifted.tolist()
