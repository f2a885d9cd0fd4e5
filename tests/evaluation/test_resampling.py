"""Intervals over fits, and the .632+ estimate, on cases with known answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from inkread.evaluation.resampling import bootstrap_632_plus, interval_of_mean


def test_the_plain_interval_is_students():
    values = [0.91, 0.93, 0.92, 0.95, 0.90]
    expected = stats.t.interval(0.95, 4, loc=np.mean(values), scale=stats.sem(values))
    assert interval_of_mean(values) == pytest.approx(expected)


def test_the_corrected_interval_of_five_folds_is_half_as_wide_again():
    values = [0.91, 0.93, 0.92, 0.95, 0.90]
    low, high = interval_of_mean(values)
    wide_low, wide_high = interval_of_mean(values, held_per_trained=1 / 4)
    assert (wide_high - wide_low) / (high - low) == pytest.approx(1.5)  # √((1/5 + 1/4) / (1/5))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=10))
def test_an_interval_holds_the_mean_and_stays_within_0_and_1(values):
    low, high = interval_of_mean(values, held_per_trained=0.25)
    assert 0 <= low <= np.mean(values) + 1e-12
    assert np.mean(values) - 1e-12 <= high <= 1


def test_one_value_has_no_interval():
    with pytest.raises(ValueError, match="expected two values at least, got 1"):
        interval_of_mean([0.9])


def labels_of(num_classes, each=50):
    return np.repeat(np.arange(num_classes), each)


def test_a_network_that_errs_alike_everywhere_keeps_its_error():
    labels = labels_of(2)
    read = labels.copy()
    read[::10] = 1 - read[::10]  # one in ten wrong, seen or not
    draws = [(rows, read[rows]) for rows in np.array_split(np.arange(100), 5)]
    found = bootstrap_632_plus(labels, read, draws, num_classes=2)
    assert found.error == pytest.approx(0.1)
    assert (found.overfitting, found.weight) == (0.0, pytest.approx(0.632))


def test_a_network_that_only_remembers_gets_the_out_of_bag_error():
    """Efron and Tibshirani's case: labels without meaning, nothing wrong on what was seen."""
    labels = labels_of(2)
    rows = np.arange(100)
    guessed = np.where(rows % 2 == 0, labels, 1 - labels)  # half wrong where it was not seen
    found = bootstrap_632_plus(labels, labels, [(rows, guessed)], num_classes=2)
    assert (found.resubstitution, found.out_of_bag, found.no_information) == (0.0, 0.5, 0.5)
    assert (found.overfitting, found.weight) == (1.0, pytest.approx(1.0))
    assert found.error == pytest.approx(0.5)


def test_between_the_two_the_weight_grows_with_overfitting():
    labels = labels_of(4, each=25)
    rows = np.arange(100)
    read = np.where(rows < 30, (labels + 1) % 4, labels)
    found = bootstrap_632_plus(labels, labels, [(rows, read)], num_classes=4)
    assert found.no_information == pytest.approx(0.75)
    assert found.overfitting == pytest.approx(0.3 / 0.75)
    assert found.weight == pytest.approx(0.632 / (1 - 0.368 * 0.4))
    assert found.error == pytest.approx(found.weight * 0.3)


@pytest.mark.parametrize("seed", range(5))
def test_the_estimate_is_that_of_the_papers_formulas_taken_image_by_image(seed):
    """Equations 17, 24, 27, 31 and 32 of Efron and Tibshirani (1997), as they are printed."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, 80)
    read = np.where(rng.random(80) < 0.1 * seed, rng.integers(0, 4, 80), labels)
    draws = [np.setdiff1d(np.arange(80), rng.integers(0, 80, 80)) for _ in range(12)]
    answers = [(rows, np.where(rng.random(len(rows)) < 0.4, 0, labels[rows])) for rows in draws]
    wrong = [[] for _ in range(80)]
    for rows, told in answers:
        for row, answer in zip(rows, told, strict=True):
            wrong[row].append(answer != labels[row])
    left_out = np.mean([np.mean(one) for one in wrong if one])
    seen = np.mean(read != labels)
    chance = np.mean([[told != truth for told in read] for truth in labels])
    capped = min(left_out, chance)
    rate = (capped - seen) / (chance - seen) if left_out > seen and chance > seen else 0.0
    plain = 0.368 * seen + 0.632 * left_out
    expected = plain + (capped - seen) * 0.368 * 0.632 * rate / (1 - 0.368 * rate)
    found = bootstrap_632_plus(labels, read, answers, num_classes=4)
    assert found.error == pytest.approx(expected)
    assert (found.out_of_bag, found.no_information) == (pytest.approx(left_out), pytest.approx(chance))


def test_an_image_is_averaged_over_the_draws_that_left_it_out():
    labels = np.array([0, 1])
    draws = [(np.array([0, 1]), np.array([1, 1])), (np.array([0]), np.array([0]))]
    assert bootstrap_632_plus(labels, labels, draws, num_classes=2).out_of_bag == pytest.approx(0.25)


def test_draws_that_leave_nothing_out_are_refused():
    with pytest.raises(ValueError, match="expected draws that leave images out"):
        bootstrap_632_plus(labels_of(2), labels_of(2), [], num_classes=2)
