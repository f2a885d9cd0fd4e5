"""Traits: dots where they were lost, feet and flags on plain ones, bars on 7 and z."""

import cv2
import numpy as np
import pytest

from inkread.training.traits import TRAITS, draw_traits

SIDE = 40


def stroke(*, count=1, start=(20, 12), end=(20, 30)):
    """Return `count` tiles with one line each, axes (count, 40, 40)."""
    tile = np.zeros((SIDE, SIDE), np.uint8)
    cv2.line(tile, start, end, 255, 2)
    return np.repeat(tile[None], count, axis=0)


def num_parts(tile):
    return cv2.connectedComponents((tile > 100).astype(np.uint8), connectivity=8)[0] - 1


@pytest.mark.parametrize("letter", ["i", "j"])
def test_a_dot_appears_above_a_stem_without_one(letter):
    tiles = stroke(count=20)
    draw_traits(tiles, [letter] * 20, 1.0, np.random.default_rng(0))
    assert all(tile[:11].max() > 100 for tile in tiles)  # above the stem, which starts at row 11
    assert np.mean([num_parts(tile) == 2 for tile in tiles]) > 0.7  # some writers let them touch


def test_a_dotted_i_gets_no_second_dot():
    tiles = stroke(count=20)
    tiles[:, 4:7, 19:22] = 255
    draw_traits(tiles, ["i"] * 20, 1.0, np.random.default_rng(0))
    assert max(num_parts(tile) for tile in tiles) == 2


def test_a_plain_one_gets_wider_by_its_foot_or_flag():
    tiles = stroke(count=40)
    draw_traits(tiles, ["1"] * 40, 1.0, np.random.default_rng(1))
    widths = [cv2.boundingRect((tile > 100).astype(np.uint8))[2] for tile in tiles]
    assert np.mean(np.array(widths) > 6) > 0.8


def test_a_one_that_is_no_plain_stroke_stays():
    tiles = stroke(start=(8, 12), end=(30, 30))
    before = tiles.copy()
    draw_traits(tiles, ["1"], 1.0, np.random.default_rng(1))
    np.testing.assert_array_equal(tiles, before)


@pytest.mark.parametrize("letter", ["7", "z", "Z"])
def test_some_sevens_and_zeds_get_a_bar(letter):
    tiles = stroke(count=50)
    before = tiles.copy()
    draw_traits(tiles, [letter] * 50, 1.0, np.random.default_rng(2))
    changed = (tiles != before).any(axis=(1, 2)).mean()
    assert 0.2 < changed < 0.6


def test_other_letters_and_unchosen_ones_stay():
    tiles = stroke(count=10)
    before = tiles.copy()
    draw_traits(tiles, ["A"] * 10, 1.0, np.random.default_rng(0))
    draw_traits(tiles, ["i"] * 10, 0.0, np.random.default_rng(0))
    np.testing.assert_array_equal(tiles, before)


def test_a_blank_tile_stays_blank():
    tiles = np.zeros((len(TRAITS), SIDE, SIDE), np.uint8)
    draw_traits(tiles, list(TRAITS), 1.0, np.random.default_rng(0))
    assert not tiles.any()
