"""Folds, hold-outs and bootstrap draws never hold out what they train on."""

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.folds import tie
from inkread.errors import TrainingError
from inkread.training.crossval.draws import WHOLE, bootstrap_draws, hold_outs, k_folds
from inkread.training.crossval.pool import Pool


def make_pool(labels, writers=None):
    glyphs = np.arange(len(labels), dtype=np.uint8)[:, None, None] * np.ones((1, 28, 28), np.uint8)
    rows = np.arange(len(labels))
    return Pool(Charset(("A", "B")), glyphs, np.asarray(labels, np.int64), rows, writers, "made", 0)


@pytest.fixture
def pool():
    return make_pool([0, 1] * 30)


@pytest.fixture
def ties(pool):
    return tie(pool.glyphs)


def apart(fit):
    return not set(fit.train) & set(fit.held)


def test_folds_hold_out_every_image_once(pool, ties):
    fits = k_folds(pool, ties, num_folds=4, seed=3)
    assert sorted(np.concatenate([fit.held for fit in fits])) == list(range(60))
    assert all(apart(fit) and len(fit.train) == 45 for fit in fits)
    assert [fit.name for fit in fits] == ["fold-1", "fold-2", "fold-3", "fold-4"]
    assert [fit.seed for fit in fits] == [3, 4, 5, 6]


def test_hold_outs_differ_and_hold_out_a_fifth(pool, ties):
    first, second = hold_outs(pool, ties, num_folds=5, repeats=2, seed=0)
    assert all(apart(fit) and len(fit.held) == 12 for fit in (first, second))
    assert set(first.held) != set(second.held)


def test_a_bootstrap_draw_is_as_large_as_the_set_and_leaves_out_a_third(pool, ties):
    whole, *draws = bootstrap_draws(pool, ties, draws=40, seed=0)
    assert whole.name == WHOLE
    assert not whole.leaks_matter
    assert whole.train.tolist() == whole.held.tolist() == list(range(60))
    assert all(apart(fit) and len(fit.train) == 60 for fit in draws)
    assert np.mean([len(fit.held) for fit in draws]) / 60 == pytest.approx(0.364, abs=0.03)  # (1 - 1/60)^60


def test_a_bootstrap_draw_parts_no_writer():
    writers = tuple(f"w{row // 6}" for row in range(60))
    pool = make_pool([0, 1] * 30, writers)
    for fit in bootstrap_draws(pool, tie(pool.glyphs, writers), draws=5, seed=1)[1:]:
        assert not {writers[row] for row in fit.train} & {writers[row] for row in fit.held}


def test_the_same_seed_draws_alike(pool, ties):
    one, two = (bootstrap_draws(pool, ties, draws=2, seed=7)[2].train for _ in range(2))
    assert np.array_equal(one, two)


def test_a_class_that_no_draw_can_hold_beside_another_is_refused():
    pool = make_pool([0, 1], ("a", "b"))
    with pytest.raises(TrainingError, match="made: expected a bootstrap draw with images of every class"):
        bootstrap_draws(pool, tie(pool.glyphs, pool.writers), draws=1, seed=0)
