"""Settings by name: found where they are, converted to their type, refused with a hint where they are not."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inkread.errors import ConfigError
from inkread.training.recipes import RECIPES, Augmentation
from inkread.training.recipes.settings import changed, setting_names

MLP, COMPACT = RECIPES["mlp"], RECIPES["compact"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("learning_rte", "learning_rate"),
        ("augmentation.rotatoin", "augmentation.rotation"),
        ("rotation", "augmentation.rotation"),
        ("kernel_size", "network.kernel_sizes"),
        ("network.dropuot", "network.dropout"),
        ("stop_accuracy", "stop_at_accuracy"),
    ],
)
def test_a_misspelt_setting_gets_the_one_that_was_meant(typed, meant):
    with pytest.raises(ConfigError, match=f"got '{typed}'; did you mean '{meant}'"):
        changed(MLP, {typed: 1})


def test_a_setting_like_no_other_leads_to_the_list():
    with pytest.raises(ConfigError, match="got 'zzzz'; see them with: inkread recipes show"):
        changed(MLP, {"zzzz": 1})


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("epochs", "many", "expected a whole number for epochs, got 'many'"),
        ("epochs", 2.5, "expected a whole number for epochs, got 2.5"),
        ("epochs", True, "expected a whole number for epochs, got True"),
        ("epochs", float("inf"), "expected a whole number for epochs, got inf"),
        ("learning_rate", "fast", "expected a number for learning_rate, got 'fast'"),
        ("even_priors", 1, "expected true or false for even_priors, got 1"),
        ("network.filters", [16, "b"], "expected a whole number for network.filters, got 'b'"),
        ("network", 5, "expected a table of settings for network, got 5"),
        ("augmentation", True, "expected a table of settings for augmentation, got True"),
        ("schedule", "one-cicle", "got 'one-cicle'; did you mean 'one-cycle'"),
        ("optimiser", "zzz", "expected adam or adadelta or muon or sgd for optimiser, got 'zzz'; change it"),
        ("epochs", "none", "expected a whole number for epochs, got 'none'"),
        ("epochs.more", 1, "got 'epochs.more'; did you mean 'epochs'"),
    ],
)
def test_a_value_of_another_kind_is_refused(setting, value, said):
    with pytest.raises(ConfigError, match=said):
        changed(MLP, {setting: value})


def test_a_range_is_checked_in_a_part_too():
    with pytest.raises(ConfigError, match="augmentation: expected rotation from 0 to 90, got 500"):
        changed(COMPACT, {"augmentation.rotation": 500})


def test_numbers_take_their_settings_type():
    made = changed(MLP, {"epochs": 3.0, "samples_per_epoch": 1e5, "learning_rate": 1, "network.units": 64})
    assert (made.epochs, made.samples_per_epoch, made.network.units) == (3, 100_000, (64,))
    assert isinstance(made.learning_rate, float)


def test_dotted_names_and_parts_say_the_same():
    dotted = changed(COMPACT, {"augmentation.rotation": 5, "augmentation.shear": 0.1, "epochs": 2})
    assert dotted == changed(COMPACT, {"augmentation": {"rotation": 5, "shear": 0.1}, "epochs": 2})
    assert dotted.augmentation == Augmentation(rotation=5.0, shear=0.1, blemished=0.15)


def test_the_word_none_takes_a_setting_away_and_a_part_begins_with_its_defaults():
    bare = changed(COMPACT, {"augmentation": "none", "samples_per_epoch": "none"})
    assert (bare.augmentation, bare.samples_per_epoch) == (None, None)
    assert changed(bare, {"augmentation.rotation": 1}).augmentation == Augmentation(rotation=1.0)


def test_a_part_whole_and_one_of_its_settings_are_not_mixed():
    with pytest.raises(ConfigError, match="expected augmentation or its settings, got both"):
        changed(COMPACT, {"augmentation": "none", "augmentation.rotation": 1})


def test_a_part_may_be_given_as_it_is():
    assert changed(MLP, {"network": COMPACT.network}).network is COMPACT.network


def test_every_setting_is_named_once():
    names = setting_names()
    assert {"epochs", "network.filters", "augmentation.clip_share"} <= set(names)
    assert len(names) == len(set(names))


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(setting_names()), SIMPLE | st.lists(SIMPLE, max_size=3))
def test_any_value_of_any_setting_is_taken_or_refused_in_a_line(setting, value):
    with contextlib.suppress(ConfigError):  # any other error is a fault
        assert type(changed(COMPACT, {setting: value})) is type(COMPACT)
