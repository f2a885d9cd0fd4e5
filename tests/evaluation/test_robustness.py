"""Counts of trials: shares, means, the worst, and back from JSON."""

import json

import pytest

from inkread.evaluation.robustness import Counts, Robustness, Trial, robustness_from_dict


def trial(kind, *rights, strength=None, straight=None):
    runs = tuple(Counts(right, 10, 5, straight) for right in rights)
    return Trial(kind, strength, 100, runs)


def robustness(*trials):
    return Robustness("mnist-c", "mnist-test", "digits", 100, 0, trial("plain", 99), trials)


def test_a_count_is_a_share_of_the_images_over_the_readers():
    figure = trial("fog", 90, 94).accuracy
    assert (figure.mean, figure.num_seeds, figure.n) == (pytest.approx(0.92), 2, 100)
    assert figure.deviation == pytest.approx(0.0283, abs=1e-4)


def test_what_was_not_counted_is_no_figure():
    assert trial("fog", 90).figure("straight") is None
    assert trial("fog", 90).percents == ("90.00", "10.00", "5.00")
    assert trial("fog", 90, straight=70).percents == ("90.00", "10.00", "5.00", "70.00")


def test_the_mean_is_taken_over_the_trials_of_each_reader():
    found = robustness(trial("fog", 80, 84), trial("stripe", 60, 60))
    mean = found.mean()
    assert (mean.mean, mean.deviation) == (pytest.approx(0.71), pytest.approx(0.0141, abs=1e-4))
    assert found.mean("straight") is None


def test_the_worst_has_the_fewest_right():
    assert robustness(trial("fog", 80), trial("stripe", 60), trial("scale", 70)).worst().kind == "stripe"


def test_strengths_have_no_mean():
    found = robustness(trial("blur", 90, strength=1), trial("blur", 50, strength=2.5))
    assert found.graded
    assert found.mean() is None
    assert found.worst().name == "blur 2.5"
    assert found.kinds == ("blur",)
    assert [one.strength for one in found.of("blur")] == [1, 2.5]


def test_it_comes_back_from_json():
    found = robustness(trial("fog", 80, straight=3), trial("blur", 90, strength=1))
    fields = json.loads(json.dumps(found.to_dict()))
    assert robustness_from_dict(fields) == found
    assert fields["worst"] == "fog"


def test_json_of_something_else_is_no_robustness():
    with pytest.raises(KeyError):
        robustness_from_dict({"suite": "mnist-c"})
