"""Arrays become grey, or the message says why they are no picture."""

import numpy as np
import pytest

from inkread.errors import ImageError
from inkread.preprocess.decode import decode

RNG = np.random.default_rng(1)


def test_the_grey_is_a_copy_so_that_the_caller_may_reuse_the_array():
    array = np.zeros((3, 4), np.uint8)
    grey = decode(array).grey
    array[:] = 9
    assert not grey.any()


@pytest.mark.parametrize(
    ("array", "white"),
    [
        (np.ones((3, 4), np.bool_), 255),
        (np.full((3, 4), 65_535, np.uint16), 255),
        (np.full((3, 4), 65_535, ">u2"), 255),
        (np.ones((3, 4), np.float64), 255),
        (np.full((3, 4), 0.5, np.float16), 128),
        (np.full((3, 4, 1), 7, np.uint8), 7),
        (np.full((3, 4, 3), 7, np.uint8), 7),
        (np.asfortranarray(np.full((3, 4), 7, np.uint8)), 7),
    ],
)
def test_each_type_and_shape_gives_grey_of_its_height_and_width(array, white):
    grey = decode(array).grey
    assert grey.shape == (3, 4)
    assert grey.dtype == np.uint8
    assert grey.flags.c_contiguous
    assert (grey == white).all()


def test_every_16_bit_grey_made_from_8_bits_comes_back():
    values = np.arange(256, dtype=np.uint16).reshape(16, 16)
    assert np.array_equal(decode(values * 257).grey, values)


def test_luma_weighs_red_green_and_blue_as_bt_601_does():
    colours = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)
    assert decode(colours).grey.tolist() == [[76, 150, 29]]


@pytest.mark.parametrize(
    "array",
    [
        np.zeros(9, np.uint8),
        np.zeros((0, 9), np.uint8),
        np.zeros((3, 28, 28), np.uint8),
        np.zeros((2, 9, 9, 3), np.uint8),
        np.zeros((9, 9), np.int64),
        np.zeros((9, 9), np.complex64),
        np.array([["a"]]),
        np.array([[None]]),
        np.full((9, 9), 200.0),
        np.full((9, 9), -0.1),
        np.full((9, 9), np.nan),
        np.full((9, 9), np.inf),
    ],
)
def test_other_shapes_types_and_ranges_are_refused_in_words(array):
    with pytest.raises(ImageError, match=r"expected .*, got .*; ") as caught:
        decode(array)
    assert caught.value.reason == "bad_array"


def test_a_huge_array_is_refused_without_copying_it():
    with pytest.raises(ImageError) as caught:
        decode(np.broadcast_to(np.uint8(0), (60_000, 60_000)))
    assert caught.value.reason == "too_many_pixels"


def test_alpha_of_an_array_is_treated_as_that_of_a_file():
    ink = RNG.integers(0, 256, (5, 6), np.uint8)
    ink[0, 0] = 0
    array = np.dstack([np.full_like(ink, 255), ink // 2])
    image = decode(array)
    assert image.numbers["alpha"] == "is_ink"
    assert np.array_equal(image.grey, 255 - ink // 2)
