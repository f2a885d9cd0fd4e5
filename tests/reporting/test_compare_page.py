"""The page of a comparison says who won, whether it may be luck, and how many images would tell."""

import re

import pytest

from inkread.evaluation.compare import Contest
from inkread.reporting.compare_page import ComparedOn, RunFigures, compare_page, verdict
from inkread.reporting.html import render

IMAGES = ComparedOn("the validation part of letters", 1000, ("a", "b", "c"), (600, 400, 0))


def contest(**changes):
    usual = {
        "first": "one",
        "second": "two",
        "difference": 0.02,
        "interval": (0.005, 0.035),
        "only_first": 10,
        "only_second": 30,
        "p_value": 0.002,
        "adjusted": 0.004,
    }
    return Contest(**{**usual, **changes})


def figures(name, *recalls, **changes):
    return RunFigures(name, 0.95, (0.93, 0.96), 0.01, (*recalls, None), **changes)


def test_the_better_run_is_named_whichever_place_it_has():
    assert verdict(contest(), 1000).startswith("two reads better than one, by 2.00 points")
    swapped = contest(difference=-0.02, interval=(-0.035, -0.005), only_first=30, only_second=10)
    assert verdict(swapped, 1000).startswith("one reads better than two, by 2.00 points")


def test_what_may_be_luck_is_called_so_with_the_images_that_would_settle_it():
    said = verdict(contest(difference=0.002, only_first=10, only_second=12, adjusted=0.7), 1000)
    assert said.startswith("one and two cannot be told apart")
    assert re.search(r"about [\d,]{5,} images would show it", said)


def test_no_difference_asks_for_no_images():
    assert "would show it" not in verdict(contest(difference=0.0, only_second=10, adjusted=1.0), 1000)


@pytest.mark.parametrize("num_runs", [2, 3])
def test_a_page_is_made_of_two_runs_and_of_more(num_runs):
    runs = [figures(f"run {number}", 0.9, 0.8 + number / 20) for number in range(num_runs)]
    text = render(compare_page(runs, [contest(first="run 0", second="run 1")], IMAGES))
    assert "run 1 reads better than run 0" in text
    assert text.count("<svg") == 2
    assert "Recall of each class" in text


def test_a_bundle_that_may_have_been_trained_on_the_images_is_warned_of():
    runs = [figures("one", 0.9, 0.8), figures("two", 0.9, 0.9, known_unseen=False)]
    assert "Nobody can tell whether two was trained" in render(compare_page(runs, [contest()], IMAGES))
