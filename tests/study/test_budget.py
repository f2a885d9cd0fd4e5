"""Runs are fitted to the time there is: all alike within an inquiry, and never above the budget."""

from itertools import pairwise

import numpy as np
import pytest

from inkread.study import budget
from inkread.study.budget import LEAST_EPOCHS, MOST_EPOCHS, ROUNDS, fit_each_to, fit_to, measure_rates
from inkread.study.inquiries import Experiment, usual_inquiries
from inkread.training.recipes import find_recipe

RUNS = (Experiment("quick", find_recipe("mlp")), Experiment("slow", find_recipe("classic-16-32")))
RATES = {RUNS[0].recipe.digest(): 10_000.0, RUNS[1].recipe.digest(): 1_000.0}


def seconds_of(runs, num_images):
    """Return how long the runs take at `RATES`."""
    shown = [run.recipe.epochs * (run.recipe.samples_per_epoch or num_images) for run in runs]
    return sum(images / rate for images, rate in zip(shown, RATES.values(), strict=True))


@pytest.mark.parametrize("num_images", [500, 10_000, 100_000])
@pytest.mark.parametrize("seconds", [30.0, 120.0, 1000.0])
def test_all_runs_are_shown_the_same_and_the_time_is_kept(seconds, num_images):
    runs = fit_to(RUNS, seconds, rates=RATES, num_images=num_images)
    assert len({(run.recipe.epochs, run.recipe.samples_per_epoch) for run in runs}) == 1
    assert LEAST_EPOCHS <= runs[0].recipe.epochs <= MOST_EPOCHS
    assert seconds_of(runs, num_images) <= seconds * 1.01
    if runs[0].recipe.epochs < MOST_EPOCHS:  # and used
        assert seconds_of(runs, num_images) > seconds / 2


@pytest.mark.parametrize("seconds", [30.0, 120.0])
def test_runs_may_each_be_given_the_same_time(seconds):
    num_images = 10_000
    runs = fit_each_to(RUNS, seconds, rates=RATES, num_images=num_images)
    for run, rate in zip(runs, RATES.values(), strict=True):
        taken = run.recipe.epochs * (run.recipe.samples_per_epoch or num_images) / rate
        assert taken <= seconds / 2 * 1.01
        if run.recipe.epochs < MOST_EPOCHS:
            assert taken > seconds / 4


def test_little_time_makes_short_epochs_but_never_less_than_a_batch():
    runs = fit_to(RUNS, 0.01, rates=RATES, num_images=10_000)
    assert [run.recipe.samples_per_epoch for run in runs] == [128, 128]


def test_nothing_but_the_length_is_changed():
    before, after = RUNS[1].recipe, fit_to(RUNS, 10.0, rates=RATES, num_images=10_000)[1].recipe
    changed = {key for key, value in after.to_dict().items() if value != before.to_dict()[key]}
    assert changed <= {"epochs", "samples_per_epoch"}


@pytest.mark.parametrize("inquiry", usual_inquiries(), ids=lambda inquiry: inquiry.slug)
def test_an_inquiry_compares_runs_that_differ(inquiry):
    digests = [experiment.recipe.digest() for experiment in inquiry.experiments]
    assert len(set(digests)) == len(digests) >= 2
    assert len({experiment.name for experiment in inquiry.experiments}) == len(digests)
    assert inquiry.question.endswith("?")


@pytest.mark.train
def test_a_study_s_parts_share_its_time():
    from inkread.study.carry_out import CROSSVAL_SHARE

    shares = [CROSSVAL_SHARE, *(inquiry.share for inquiry in usual_inquiries())]
    assert sum(shares) == pytest.approx(1.0)


@pytest.mark.train
def test_each_recipe_is_timed_once(few_digits):
    told = []
    twice = (RUNS[0], Experiment("the same", RUNS[0].recipe))
    rates = measure_rates(twice, few_digits, tell=lambda done, total: told.append((done, total)))
    assert list(rates) == [RUNS[0].recipe.digest()]
    assert np.isfinite(rates[RUNS[0].recipe.digest()])
    assert rates[RUNS[0].recipe.digest()] > 0
    assert told == [(turn, ROUNDS) for turn in range(ROUNDS + 1)]


@pytest.mark.train
def test_recipes_take_turns_so_that_another_program_slows_them_alike(few_digits, monkeypatch):
    turns = []

    def paces(recipe, _material):
        while True:
            turns.append(recipe.name)
            yield 100.0 if len(turns) % 5 else 1.0  # now and then something else is at work

    monkeypatch.setattr(budget, "_paces", paces)
    rates = measure_rates(RUNS, few_digits, tell=lambda _done, _total: None)
    assert set(rates.values()) == {100.0}
    changes = sum(one != other for one, other in pairwise(turns))
    assert changes == 2 * ROUNDS - 1
