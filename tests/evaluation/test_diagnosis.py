"""Verdicts on curves whose nature is known, because they were made so, noise and all."""

from functools import partial

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.curves import Curves, mean_curves
from inkread.evaluation.diagnosis import diagnose

SEEDS = range(40)
ALMOST_ALWAYS = 0.9  # noise misleads now and then, whoever judges


def towards(start, end, epochs, pace):
    """A curve that goes from `start` to `end`, two thirds of the way in `pace` epochs."""
    return end + (start - end) * np.exp(-np.arange(epochs) / pace)


def curves(accuracy, validation, *, seed=0, num_validation=6000, loss=None, validation_loss=None, **changes):
    """Curves as counted on so many images; losses that go with the accuracies unless given."""
    rng = np.random.default_rng(seed)
    num_training = changes.pop("num_training", 50_000)
    validation = rng.binomial(num_validation, np.clip(validation, 0, 1)) / num_validation
    accuracy = rng.binomial(num_training, np.clip(accuracy, 0, 1)) / num_training
    epochs = len(accuracy)
    loss = 3 * (1 - accuracy) + 0.01 if loss is None else loss
    validation_loss = 3 * (1 - validation) + 0.01 if validation_loss is None else validation_loss
    shake = rng.normal(1, 0.01, (2, epochs))
    return Curves(
        accuracy,
        np.asarray(loss) * shake[0],
        validation,
        np.asarray(validation_loss) * shake[1],
        num_training=num_training,
        num_validation=num_validation,
        num_classes=changes.pop("num_classes", 10),
        **changes,
    )


def settled(end, validation_end, *, epochs=20, pace=2.0, seed=0, **changes):
    """Curves that have come to rest."""
    start = changes.pop("start", 0.5)
    return curves(
        towards(start, end, epochs, pace), towards(start, validation_end, epochs, pace), seed=seed, **changes
    )


def how_often(verdict, make, **judged):
    """The share of noise seeds under which `make(seed)` gets the verdict."""
    return sum(diagnose(make(seed), **judged).verdict == verdict for seed in SEEDS) / len(SEEDS)


@pytest.mark.parametrize(("end", "held_out"), [(0.995, 0.992), (0.985, 0.983), (0.97, 0.965), (0.96, 0.955)])
def test_two_high_curves_close_together_are_well_fitted(end, held_out):
    assert how_often("well-fitted", lambda seed: settled(end, held_out, seed=seed)) >= ALMOST_ALWAYS


@pytest.mark.parametrize(("end", "held_out"), [(1.0, 0.97), (0.999, 0.93), (0.95, 0.8), (0.7, 0.5)])
def test_a_wide_gap_is_over_fitted(end, held_out):
    assert how_often("over-fitted", lambda seed: settled(end, held_out, seed=seed)) == 1
    gap = diagnose(settled(end, held_out)).evidence[0]
    assert gap.name == "gap"
    assert gap.value == pytest.approx(end - held_out, abs=0.02)
    assert gap.value > gap.limit


@pytest.mark.parametrize("rise", [0.3, 0.8, 3.0])
def test_a_validation_loss_that_rises_again_is_over_fitted_even_where_accuracy_holds(rise):
    losses = {
        "loss": towards(1.2, 0.002, 20, 2.0),
        "validation_loss": towards(1.2, 0.03, 20, 1.5) * (1 + rise * np.clip((np.arange(20) - 8) / 11, 0, 1)),
    }
    assert how_often("over-fitted", lambda seed: settled(0.999, 0.9915, seed=seed, **losses)) >= ALMOST_ALWAYS
    found = diagnose(settled(0.999, 0.9915, **losses))
    assert "risen to" in found.sentence
    assert {e.name: e.value for e in found.evidence}["epoch of least validation loss"] in range(7, 14)


@pytest.mark.parametrize("end", [0.9, 0.8, 0.6, 0.4])
def test_curves_that_settle_low_together_are_under_fitted(end):
    made = partial(settled, end, end - 0.005, start=0.3)
    assert how_often("under-fitted", lambda seed: made(seed=seed)) >= ALMOST_ALWAYS


def test_what_the_task_allows_is_not_under_fitted():
    hard = partial(settled, 0.88, 0.87, num_classes=62)
    assert how_often("under-fitted", lambda seed: hard(seed=seed)) >= ALMOST_ALWAYS
    assert how_often("well-fitted", lambda seed: hard(seed=seed), target=0.87) >= ALMOST_ALWAYS


@pytest.mark.parametrize(("end", "pace", "epochs"), [(0.99, 10, 12), (0.97, 30, 20), (0.995, 4, 8)])
def test_curves_that_still_rise_are_too_short(end, pace, epochs):
    made = partial(settled, end, end - 0.004, epochs=epochs, pace=pace, start=0.2)
    assert how_often("too-short", lambda seed: made(seed=seed)) >= ALMOST_ALWAYS
    assert "still rose" in diagnose(made()).sentence


def test_a_run_that_still_rises_is_told_where_it_ended_not_where_it_was_on_average():
    rising = np.array([0.1, 0.2, 0.5, 0.8])
    found = diagnose(Curves(rising, 2 - rising, rising, 2 - rising, 6000, 6000, 10))
    assert found.sentence.endswith("rose by 60.0 points over the last 3 epochs, to 80.0 %.")


@pytest.mark.parametrize("epochs", [1, 2])
def test_one_or_two_epochs_are_too_short_for_anything_else(epochs):
    assert diagnose(settled(0.99, 0.5, epochs=epochs)).verdict == "too-short"


@pytest.mark.parametrize("place", [0, 3, 9])
@pytest.mark.parametrize("name", ["loss", "validation_loss"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_loss_that_is_no_number_has_diverged(name, value, place):
    losses = np.full(10, 0.1)
    losses[place] = value
    found = diagnose(settled(0.99, 0.99, epochs=10, **{name: losses}))
    assert found.verdict == "diverged"
    assert f"epoch {place + 1}" in found.sentence


def test_a_training_loss_that_blows_up_has_diverged():
    loss = np.r_[towards(2.0, 0.2, 8, 2), 0.9, 2.5, 4.0]
    accuracy = np.r_[towards(0.3, 0.93, 8, 2), 0.7, 0.4, 0.2]
    assert how_often("diverged", lambda seed: curves(accuracy, accuracy, loss=loss, seed=seed)) == 1


@pytest.mark.parametrize("num_classes", [2, 10, 62])
def test_a_run_that_only_guesses_has_diverged(num_classes):
    guess, loss = np.full(6, 1 / num_classes), np.full(6, np.log(num_classes))
    made = partial(curves, guess, guess, loss=loss, num_classes=num_classes)
    assert how_often("diverged", lambda seed: made(seed=seed)) == 1
    assert "guessing" in diagnose(made()).sentence


def test_few_validation_images_are_too_noisy_to_say():
    few = partial(settled, 0.97, 0.97, num_validation=100)
    assert how_often("too-noisy", lambda seed: few(seed=seed)) >= ALMOST_ALWAYS
    assert how_often("well-fitted", lambda seed: settled(0.985, 0.95, num_validation=120, seed=seed)) == 0


def test_validation_that_jumps_is_too_noisy_to_say():
    jumping = 0.96 + 0.03 * (-1.0) ** np.arange(20)
    assert how_often("too-noisy", lambda seed: curves(np.full(20, 0.97), jumping, seed=seed)) >= ALMOST_ALWAYS


def test_not_one_error_on_thousands_is_too_good():
    made = partial(settled, 0.9999, 1.0, epochs=30, start=0.9)
    assert how_often("too-good", lambda seed: made(seed=seed)) == 1
    assert how_often("too-good", lambda seed: made(seed=seed, num_validation=300)) == 0


def test_validation_far_above_training_is_too_good_unless_training_was_made_harder():
    made = partial(settled, 0.95, 0.985)
    assert how_often("too-good", lambda seed: made(seed=seed)) >= ALMOST_ALWAYS
    assert how_often("well-fitted", lambda seed: made(seed=seed, hardened=True)) >= ALMOST_ALWAYS


def test_every_verdict_comes_with_numbers():
    for end, held_out in ((0.99, 0.99), (1.0, 0.9), (0.6, 0.6), (0.9, 0.99)):
        found = diagnose(settled(end, held_out))
        assert found.evidence
        assert all(np.isfinite(evidence.value) for evidence in found.evidence)
        assert found.to_dict()["verdict"] == found.verdict


def test_the_mean_of_folds_is_judged_on_the_images_of_all():
    folds = [settled(0.985, 0.98, num_validation=400, seed=seed) for seed in range(10)]
    assert diagnose(folds[0]).verdict == "too-noisy"
    together = mean_curves(folds)
    assert together.num_validation == 4000
    assert diagnose(together).verdict == "well-fitted"


def test_folds_of_other_lengths_are_cut_to_the_shortest():
    assert len(mean_curves([settled(0.9, 0.9, epochs=7), settled(0.9, 0.9, epochs=5)])) == 5


def test_no_folds_are_refused():
    with pytest.raises(DataError, match="got none"):
        mean_curves([])
