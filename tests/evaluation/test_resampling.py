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


def test_an_image_is_averaged_over_the_draws_that_left_it_out():
    labels = np.array([0, 1])
    draws = [(np.array([0, 1]), np.array([1, 1])), (np.array([0]), np.array([0]))]
    assert bootstrap_632_plus(labels, labels, draws, num_classes=2).out_of_bag == pytest.approx(0.25)


def test_draws_that_leave_nothing_out_are_refused():
    with pytest.raises(ValueError, match="expected draws that leave images out"):
        bootstrap_632_plus(labels_of(2), labels_of(2), [], num_classes=2)
