"""Rivals' records: numbers that make no network are refused, a whole record makes its kind of network."""

import pytest

from inkread.errors import ConfigError
from inkread.training.recipes import RECIPES, SpinalVgg, WaveMixLite
from inkread.training.recipes.settings import changed


@pytest.mark.parametrize(
    ("kind", "settings", "said"),
    [
        (WaveMixLite, {"channels": 10}, "expected channels to be a multiple of 4, .*, got 10"),
        (WaveMixLite, {"blocks": 0}, "expected blocks from 1 to 64, got 0"),
        (WaveMixLite, {"dropout": 1.0}, "expected dropout from 0 to below 1, got 1.0"),
        (SpinalVgg, {"width": 0}, "expected width from 1 to 512, got 0"),
        (SpinalVgg, {"spine": 0}, "expected spine from 1 to 8192, got 0"),
    ],
)
def test_numbers_that_make_no_network_are_refused(kind, settings, said):
    with pytest.raises(ConfigError, match=f"network: {said}"):
        kind(**settings)


def test_a_setting_of_a_rival_is_changed_like_any_other():
    assert changed(RECIPES["wavemix-lite"], {"network.blocks": 7}).network == WaveMixLite(blocks=7)
    assert changed(RECIPES["vgg-5-spinal"], {"network.dropout": 0.25}).network == SpinalVgg(dropout=0.25)


def test_a_setting_of_a_rival_alone_does_not_turn_another_network_into_it():
    with pytest.raises(ConfigError, match=r"got 'network\.blocks', which other kinds of network have"):
        changed(RECIPES["compact"], {"network.blocks": 7})


def test_a_whole_record_of_settings_makes_the_network_that_it_describes():
    whole = {"channels": 16, "blocks": 2, "expansion": 2, "dropout": 0.0}
    assert changed(RECIPES["compact"], {"network": whole}).network == WaveMixLite(16, 2, 2, 0.0)
