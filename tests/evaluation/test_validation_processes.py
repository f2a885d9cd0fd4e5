"""Which K is best, and what the other ways to validate say, on made results with known answers."""

from dataclasses import replace

import pytest

from inkread.evaluation.fold_result import FitResult
from inkread.evaluation.resampling import Bootstrap632
from inkread.evaluation.validation_processes import (
    bootstrap_process,
    choose_k,
    fold_process,
    hold_out_process,
)


def repeat(k, accuracy, *, n=1000, seconds=2.0):
    """Return the fits of K folds of n images, all of one accuracy."""
    held = n // k
    return [FitResult(f"fold-{i}", i, n - held, held, 0, accuracy, 0.1, n - held, seconds) for i in range(k)]


def measured(**means):
    """Return results of K = 3, 5, 10 from the mean accuracies of their repeats."""
    return {int(k[1:]): [repeat(int(k[1:]), value) for value in values] for k, values in means.items()}


def test_the_cheapest_k_wins_where_none_differs():
    found = choose_k(measured(k3=(0.950, 0.951), k5=(0.951, 0.950), k10=(0.951, 0.951)), n=1000)
    assert found.best == 3
    assert found.margin == pytest.approx(0.0135, abs=0.001)  # Wilson's for 951 of 1,000
    assert "K = 3 is the cheapest" in " ".join(found.why)


def test_a_k_that_is_too_pessimistic_is_passed_over():
    found = choose_k(measured(k3=(0.90, 0.90), k5=(0.948, 0.950), k10=(0.951, 0.951)), n=1000)
    assert found.best == 5
    three = found.scores[0]
    assert (three.bias, three.deviation) == (pytest.approx(-0.051), 0.0)
    assert "beyond two standard errors" in found.why[1]


def test_a_k_that_scatters_is_passed_over():
    found = choose_k(measured(k3=(0.92, 0.98), k5=(0.949, 0.951), k10=(0.95, 0.95)), n=1000)
    assert found.best == 5


def test_where_none_is_steady_the_steadiest_is_named_and_more_images_advised():
    found = choose_k(measured(k3=(0.6, 0.9), k5=(0.7, 0.9), k10=(0.72, 0.88)), n=10_000)
    assert found.best == 10
    assert "More images would help more than more folds" in " ".join(found.why)


def test_a_k_costs_what_its_networks_saw():
    found = choose_k(measured(k3=(0.95, 0.95), k5=(0.95, 0.95), k10=(0.95, 0.95)), n=1000)
    three, five, ten = found.scores
    assert (three.images_trained, five.images_trained, ten.images_trained) == (3 * 667, 5 * 800, 10 * 900)
    assert (three.seconds, ten.seconds) == (6.0, 20.0)
    assert (ten.bias, ten.bias_error) == (0.0, 0.0)


def test_hold_out_has_the_mean_and_an_interval_for_shared_images():
    fits = [fit for value in (0.94, 0.96) for fit in repeat(5, value)[:1]]
    found = hold_out_process(fits)
    assert found.accuracy == pytest.approx(0.95)
    assert found.interval[0] < 0.94 < 0.96 < found.interval[1]
    assert (found.num_fits, found.note.split(";")[0]) == (2, "20 % held out each time")


def test_the_share_held_out_is_of_all_images_also_of_those_left_out_as_alike():
    fits = [replace(fit, num_training=700, num_leaks=100) for fit in repeat(5, 0.9)[:2]]
    assert hold_out_process(fits).note.startswith("20 % held out")


def test_the_bootstrap_interval_lies_around_its_estimate():
    found = Bootstrap632(0.06, 0.0, 0.08, 0.9, 0.09, 0.653)
    draws = [fit for value in (0.924, 0.925, 0.926) for fit in repeat(5, value)[:1]]
    process = bootstrap_process(repeat(5, 1.0)[0], draws, found)
    assert process.accuracy == pytest.approx(0.94)
    assert sum(process.interval) / 2 == pytest.approx(0.94)
    assert process.num_fits == 4


def test_seconds_that_a_kill_took_are_made_up_from_the_others():
    fits = repeat(3, 0.9, seconds=4.0)[:2] + repeat(3, 0.9, seconds=None)[:1]
    assert fold_process(fits, 0.9, (0.8, 1.0)).seconds == 12.0
    assert fold_process(repeat(3, 0.9, seconds=None), 0.9, (0.8, 1.0)).seconds is None
