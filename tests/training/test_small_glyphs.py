"""Small glyphs: each its own, in the first passes alone, and only for networks that take any size."""

import dataclasses

import numpy as np
import pytest

from inkread.errors import ConfigError
from inkread.training.batches import Batches
from inkread.training.recipes import RECIPES, Network, Recipe, SpinalVgg, WaveMixLite
from inkread.training.small_glyphs import is_small, small_glyphs

AVERAGE = Network(filters=(4, 4), padding="same", pool_after=(1,), head="average")
SMALL = Recipe("small", "For the test.", AVERAGE, epochs=3, batch_size=32, small_share=0.5)


def test_a_glyph_becomes_smaller_and_no_row_has_a_part_in_two():
    glyphs = np.zeros((2_000, 28, 28), np.uint8)
    glyphs[0::2] = 255
    made = small_glyphs(glyphs)
    assert (made.shape, made.dtype) == ((2_000, 20, 20), np.uint8)
    assert (made[0::2] == 255).all()
    assert not made[1::2].any()


def test_ink_keeps_its_place_and_its_share():
    glyph = np.zeros((1, 28, 28), np.uint8)
    glyph[0, 7:14, 14:21] = 200
    (made,) = small_glyphs(glyph)
    assert (made[5:10, 10:15] == 200).all()
    assert made.sum() == 25 * 200


@pytest.mark.parametrize(("share", "small"), [(0.0, []), (0.5, [0, 1]), (0.34, [0, 1]), (1.0, [0, 1, 2])])
def test_the_first_passes_are_small(share, small):
    recipe = dataclasses.replace(SMALL, small_share=share)
    assert [epoch for epoch in range(3) if is_small(recipe, epoch)] == small


def test_batches_are_small_in_the_small_passes_alone(digits):
    batches = Batches(digits, SMALL, seed=0)
    assert [batches.batch(epoch, 0)[0].shape[1] for epoch in range(3)] == [20, 20, 28]


@pytest.mark.parametrize(
    "network", [Network(units=(8,)), Network(filters=(4,)), SpinalVgg()], ids=["dense", "flatten", "spinal"]
)
def test_a_network_of_one_size_is_refused(network):
    with pytest.raises(ConfigError, match=r"small: expected the head average for small_share 0\.5"):
        dataclasses.replace(SMALL, network=network)


def test_a_stack_that_leaves_nothing_of_a_small_glyph_is_refused():
    deep = Network(filters=(4,) * 10, head="average")
    with pytest.raises(
        ConfigError, match="convolution 10 to leave a map, got a kernel of 3×3 on maps of 2×2"
    ):
        dataclasses.replace(SMALL, network=deep)


def test_wavelets_take_small_glyphs_too():
    assert dataclasses.replace(RECIPES["wavemix-lite"], small_share=0.5).network == WaveMixLite()


@pytest.mark.train
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
def test_a_network_trained_small_first_takes_glyphs_of_28(train_tiny, tmp_path):
    changes = {"small_share": 0.5, "epochs": 2, "network.filters": (4, 8, 8, 8, 8)}
    _, model = train_tiny("nimble", tmp_path / "run", changes=changes)
    assert model.input_shape == (None, 28, 28, 1)
    rows = (tmp_path / "run" / "metrics.csv").read_text("utf-8").splitlines()
    assert len(rows) == 3
