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


def added(letter, tile, seed):
    """Return where the letter's traits, all of them drawn, put new ink: (rows, columns)."""
    tiles = tile[None].copy()
    draw_traits(tiles, [letter], 10.0, np.random.default_rng(seed))
    return np.nonzero((tiles[0] > 100) & (tile <= 100))


def printed_r():
    """Return a stem with an arm to the right."""
    tile = stroke()[0]
    cv2.line(tile, (20, 14), (27, 12), 255, 2)
    return tile


@pytest.mark.parametrize("seed", range(5))
def test_an_r_gets_a_leg_down_to_the_line_and_out_to_the_right(seed):
    rows, columns = added("r", printed_r(), seed)
    assert rows.max() >= 25
    assert columns.max() > 29


@pytest.mark.parametrize("seed", range(5))
def test_a_q_is_left_steeply_up_to_the_right_from_its_foot(seed):
    rows, columns = added("q", stroke()[0], seed)
    assert columns.min() > 18
    assert columns.max() - 21 >= 4
    assert 31 - rows.min() >= 4


@pytest.mark.parametrize("seed", range(5))
def test_an_l_is_reached_from_the_lower_left_too(seed):
    rows, columns = added("l", stroke()[0], seed)
    assert rows[columns.argmin()] >= 25
    assert columns.min() <= 17


def test_weights_make_a_trait_rarer_or_commoner_than_the_share():
    ones, sevens = stroke(count=400), stroke(count=400)
    before = ones.copy()
    draw_traits(ones, ["1"] * 400, 0.3, np.random.default_rng(3))
    draw_traits(sevens, ["7"] * 400, 0.3, np.random.default_rng(3))
    changed = [(tiles != before).any(axis=(1, 2)).mean() for tiles in (ones, sevens)]
    assert changed[0] == pytest.approx(0.3 * 1.8 * 0.94, abs=0.08)  # 6 % get neither foot nor flag
    assert changed[1] == pytest.approx(0.3 * 0.4, abs=0.05)


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
