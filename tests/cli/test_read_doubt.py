"""`inkread read` with a least confidence and another coverage."""

import itertools
import json

import pytest

from inkread.bundle import write_bundle


@pytest.fixture
def calibrated(calibrated_bundle, tmp_path):
    write_bundle(calibrated_bundle, tmp_path / "calibrated.zip")
    return tmp_path / "calibrated.zip"


def test_an_answer_below_the_least_confidence_is_refused_in_words_and_as_a_code(inkread, images, calibrated):
    answer = inkread("read", "T.png", "X.png", "--bundle", calibrated, "--abstain-below", 1, "--json")
    assert answer.code == 0
    told = json.loads(answer.out)
    assert [one["refusal"]["code"] for one in told] == ["not_sure", "not_sure"]
    assert [one["text"] for one in told] == ["T", "X"]
    assert "refused; at best T" in inkread("read", "T.png", "--bundle", calibrated, "--abstain-below", 1).out


def test_without_a_least_confidence_nothing_is_refused_for_it(inkread, images, calibrated):
    answer = inkread("read", "T.png", "--bundle", calibrated, "--json")
    assert json.loads(answer.out)[0]["refusal"] is None


def test_a_higher_coverage_makes_no_smaller_sets(inkread, images, calibrated):
    sizes = []
    for coverage in (0.9, 0.95, 0.99):
        answer = inkread("read", ".", "--bundle", calibrated, "--coverage", coverage, "--json")
        sizes.append([len(one["set"]) for one in json.loads(answer.out)])
    for fewer, more in itertools.pairwise(sizes):
        assert all(low <= high for low, high in zip(fewer, more, strict=True))


def test_a_coverage_that_was_not_calibrated_is_one_line(inkread, images, calibrated):
    answer = inkread("read", "T.png", "--bundle", calibrated, "--coverage", 0.5)
    assert answer.code == 1
    assert "expected a coverage of 0.9, 0.95" in answer.err
