"""A plan names every network once, and trains none twice for two purposes."""

from pathlib import Path

import numpy as np
import pytest

from inkread.charset import Charset
from inkread.datasets.folds import tie
from inkread.errors import DataError
from inkread.study.crossval.options import CrossvalOptions
from inkread.study.crossval.plan import make_plan
from inkread.training.crossval.pool import Pool
from inkread.training.recipes import find_recipe


@pytest.fixture
def pool():
    """Forty images of two classes, all different."""
    glyphs = np.arange(40, dtype=np.uint8)[:, None, None] * np.ones((1, 28, 28), np.uint8)
    return Pool(Charset(("A", "B")), glyphs, np.arange(40) % 2, np.arange(40), None, "made", 0)


def plan_of(pool, **changes):
    options = CrossvalOptions("made", find_recipe("mlp"), Path("nowhere"), **changes)
    return make_plan(options, pool, tie(pool.glyphs))


def test_folds_alone_are_a_network_each(pool):
    plan = plan_of(pool, folds=4)
    assert [fit.name for fit in plan.all()] == ["fold-1", "fold-2", "fold-3", "fold-4"]
    assert all(fit.keep for fit in plan.all())


def test_the_folds_are_a_repeat_of_their_own_k(pool):
    plan = plan_of(pool, folds=5, repeats=2)
    assert plan.by_k[5][0] is plan.main
    assert len(plan.all()) == 2 * (3 + 5 + 10)
    assert len({fit.name for fit in plan.all()}) == 36


def test_repeats_are_dealt_anew(pool):
    first, second = plan_of(pool, repeats=2).by_k[3]
    assert not np.array_equal(first[0].held, second[0].held)


def test_hold_outs_and_draws_are_added_with_the_network_on_all_images(pool):
    names = [fit.name for fit in plan_of(pool, folds=2, hold_outs=2, draws=2).all()]
    assert names == ["fold-1", "fold-2", "holdout-1", "holdout-2", "whole", "bootstrap-1", "bootstrap-2"]


def test_the_same_options_plan_alike(pool):
    one, two = (plan_of(pool, repeats=2, hold_outs=2, draws=2, seed=5).all() for _ in range(2))
    assert all(np.array_equal(a.held, b.held) and a.seed == b.seed for a, b in zip(one, two, strict=True))


def test_more_folds_than_images_of_a_class_are_refused(pool):
    with pytest.raises(DataError, match="expected at least 21 different images of each class, got 20 of 'A'"):
        plan_of(pool, folds=21)
