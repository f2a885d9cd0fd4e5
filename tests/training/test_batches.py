"""Batches depend on seed, epoch and step alone, and hold the images that the recipe asks for."""

import dataclasses

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.training.batches import Batches
from inkread.training.material import Material
from inkread.training.recipes import Augmentation, Network, Recipe

RARE = 10  # of 100 images show b


@pytest.fixture(scope="module")
def material(drawing):
    """A hundred glyphs, nine in ten an L; the first pixel of each holds its row."""
    from inkread.preprocess.contract import preprocess

    glyphs = np.repeat(preprocess(drawing("L")).glyph[None], 100, axis=0)
    glyphs[:, 0, 0] = np.arange(100)
    labels = np.array([0] * 90 + [1] * RARE)
    return Material(Charset(("L", "b")), glyphs, labels, glyphs[:0], labels[:0], ("made",), 0, 0)


PLAIN = Recipe("plain", "For the test.", Network(), epochs=1, batch_size=32)
BENT = dataclasses.replace(PLAIN, augmentation=Augmentation())


def epoch_of(batches, epoch=0):
    return [batches.batch(epoch, step) for step in range(len(batches))]


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("recipe", [PLAIN, BENT], ids=["plain", "augmented"])
def test_the_same_seed_epoch_and_step_give_the_same_batch_in_any_order_of_asking(material, recipe):
    first, second = Batches(material, recipe, 5), Batches(material, recipe, 5)
    asked = {place: first.batch(*place) for place in [(0, 0), (0, 3), (1, 2)]}
    for place in reversed(asked):
        assert same(second.batch(*place), asked[place])


def test_another_seed_epoch_or_step_gives_another_batch(material):
    batches = Batches(material, BENT, 5)
    usual = batches.batch(0, 0)
    others = [batches.batch(1, 0), batches.batch(0, 1), Batches(material, BENT, 6).batch(0, 0)]
    assert not any(same(usual, other) for other in others)


def test_without_balance_each_image_comes_once_an_epoch_and_the_last_batch_is_short(material):
    made = epoch_of(Batches(material, PLAIN, 0))
    assert [len(labels) for _, labels in made] == [32, 32, 32, 4]
    rows = np.concatenate([glyphs[:, 0, 0, 0] for glyphs, _ in made])
    assert sorted(rows.tolist()) == list(range(100))


def test_a_label_stays_with_its_image(material):
    for glyphs, labels in epoch_of(Batches(material, PLAIN, 0)):
        np.testing.assert_array_equal(labels, material.labels[glyphs[:, 0, 0, 0]])


def test_a_batch_is_bytes_with_a_channel_axis(material):
    glyphs, labels = Batches(material, BENT, 0).batch(0, 0)
    assert (glyphs.shape, glyphs.dtype) == ((32, 28, 28, 1), np.uint8)
    assert labels.shape == (32,)


@pytest.mark.parametrize(("balance", "low", "high"), [(0.0, 0.07, 0.13), (0.5, 0.2, 0.3), (1.0, 0.45, 0.55)])
def test_balance_raises_a_rare_class(material, balance, low, high):
    recipe = dataclasses.replace(PLAIN, balance=balance, samples_per_epoch=3000)
    labels = np.concatenate([labels for _, labels in epoch_of(Batches(material, recipe, 0))])
    assert len(labels) == 3000
    assert low < labels.mean() < high


@pytest.mark.parametrize(("share", "drawn"), [(None, 0.2), (0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
def test_a_share_of_each_class_comes_from_the_sets_that_train_whole(material, share, drawn):
    more = dataclasses.replace(
        material, num_extra=20, labels=np.array([0] * 72 + [1] * 8 + [0] * 18 + [1] * 2)
    )
    recipe = dataclasses.replace(PLAIN, extra_share=share, samples_per_epoch=4000)
    made = epoch_of(Batches(more, recipe, 0))
    rows = np.concatenate([glyphs[:, 0, 0, 0] for glyphs, _ in made])
    labels = np.concatenate([labels for _, labels in made])
    assert labels.mean() == pytest.approx(0.1, abs=0.02)
    for label in (0, 1):
        assert (rows[labels == label] >= 80).mean() == pytest.approx(drawn, abs=0.05)


def test_a_class_that_only_one_kind_of_set_has_is_drawn_all_the_same(material):
    more = dataclasses.replace(material, num_extra=RARE)  # all images of b
    recipe = dataclasses.replace(PLAIN, extra_share=0.0, samples_per_epoch=2000)
    labels = np.concatenate([labels for _, labels in epoch_of(Batches(more, recipe, 0))])
    assert labels.mean() == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("balance", [0.0, 0.5, 1.0])
def test_the_shares_are_those_that_are_drawn(material, balance):
    batches = Batches(material, dataclasses.replace(PLAIN, balance=balance, samples_per_epoch=20_000), 0)
    labels = np.concatenate([labels for _, labels in epoch_of(batches)])
    assert batches.shares().sum() == pytest.approx(1)
    assert labels.mean() == pytest.approx(batches.shares()[1], abs=0.02)


def test_a_class_without_images_has_a_share_all_the_same(material):
    wider = dataclasses.replace(material, charset=Charset(("L", "b", "c")))
    shares = Batches(wider, PLAIN, 0).shares()
    assert shares == pytest.approx(np.array([90, 10, 1]) / 101)


@pytest.mark.parametrize("step", [0, 2, 4])
def test_the_iterator_that_works_ahead_yields_what_direct_calls_give(material, step):
    batches, direct = Batches(material, BENT, 1), Batches(material, BENT, 1)
    ahead = list(batches.from_step(1, step))
    assert len(ahead) == 4 - step
    for place, batch in enumerate(ahead, start=step):
        assert same(batch, direct.batch(1, place))


def test_the_material_is_not_touched(material):
    before = material.glyphs.copy()
    epoch_of(Batches(material, BENT, 0))
    np.testing.assert_array_equal(material.glyphs, before)
