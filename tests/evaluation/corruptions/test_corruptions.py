"""Every corruption of MNIST-C: seeded, of the same form, and not the image it began with."""

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.corruptions import CORRUPTIONS, corrupt

CHANCE = set(CORRUPTIONS) - {"scale", "brightness", "stripe", "canny edges"}


def test_there_are_the_fifteen_of_the_paper():
    assert len(CORRUPTIONS) == 15


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_the_form_stays_and_the_image_does_not(name, digits):
    before = digits.copy()
    spoilt = corrupt(digits, name, seed=0)
    assert (spoilt.shape, spoilt.dtype) == (digits.shape, digits.dtype)
    assert all((one != other).any() for one, other in zip(spoilt, digits, strict=True))
    assert np.array_equal(digits, before)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_the_same_seed_gives_the_same_images(name, digits):
    assert np.array_equal(corrupt(digits, name, seed=3), corrupt(digits, name, seed=3))


@pytest.mark.parametrize("name", sorted(CHANCE))
def test_images_and_seeds_differ_where_chance_has_a_say(name, digits):
    spoilt = corrupt(digits, name, seed=0)
    assert not np.array_equal(spoilt, corrupt(digits, name, seed=1))
    assert len({image.tobytes() for image in spoilt}) > 1


@pytest.mark.parametrize("name", sorted(set(CORRUPTIONS) - CHANCE))
def test_nothing_is_left_to_chance_elsewhere(name, digits):
    assert np.array_equal(corrupt(digits, name, seed=0), corrupt(digits, name, seed=1))


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_no_images_give_none(name):
    assert corrupt(np.zeros((0, 28, 28), np.uint8), name, seed=0).shape == (0, 28, 28)


def test_images_of_another_size_are_refused():
    with pytest.raises(DataError, match="expected glyphs of 28×28 px in grey levels of 8 bits, got uint8"):
        corrupt(np.zeros((1, 32, 32), np.uint8), "fog", seed=0)


def test_numbers_that_are_no_grey_levels_are_refused():
    with pytest.raises(DataError, match="got float64"):
        corrupt(np.zeros((1, 28, 28)), "fog", seed=0)


def test_a_corruption_that_is_none_of_the_paper_s_is_refused():
    with pytest.raises(DataError, match=r"expected a corruption among shot noise, .* got 'snow'"):
        corrupt(np.zeros((1, 28, 28), np.uint8), "snow", seed=0)
