"""Sentences about a study hold for its figures: chance is named where it may be chance."""

from dataclasses import replace

import numpy as np
import pytest

from inkread.evaluation.curves import Curves
from inkread.evaluation.study_result import FinalModel, StudyFacts, StudyInquiry, StudyRun
from inkread.reporting.html import render
from inkread.reporting.page import Page, Section
from inkread.reporting.study_words import (
    choice_sentence,
    conclusion,
    final_sentence,
    merits,
    parts_sentence,
    together_sentence,
)
from inkread.reporting.workflow import workflow


def run(name, accuracy, *, parameters=1000, rate=100.0, n=10_000):
    ramp = np.linspace(0.3, accuracy, 8)
    return StudyRun(name, parameters, rate, Curves(ramp, 1 - ramp, ramp, 1 - ramp, 5 * n, n, 10))


def inquiry(*runs):
    return StudyInquiry("depth", "What does depth buy?", runs)


def test_a_clear_gain_is_called_more_than_chance():
    said = conclusion(inquiry(run("shallow", 0.95), run("deep", 0.98)))
    assert "“deep” did best: 98.00 %, 3.00 points above “shallow”" in said
    assert "more than chance explains" in said


def test_a_gain_within_chance_is_called_so():
    said = conclusion(inquiry(run("shallow", 0.95, n=200), run("deep", 0.96, n=200)))
    assert "chance alone makes ± 4.06 points" in said
    assert "do not part them" in said


@pytest.mark.parametrize(("second", "kind"), [(0.90, "more than chance"), (0.9699, "no more than chance")])
def test_where_nothing_helps_it_is_said(second, kind):
    said = conclusion(inquiry(run("as it comes", 0.97), run("changed", second)))
    assert "Nothing here did better than “as it comes”" in said
    assert kind in said


def test_merits_and_demerits_are_what_was_measured():
    shallow = run("shallow", 0.95, parameters=4000, rate=1000.0)
    deep = run("deep", 0.98, parameters=1000, rate=400.0)
    same = run("same", 0.951, parameters=4000, rate=1000.0)
    good, bad = merits(inquiry(shallow, deep, same))
    assert good == ("deep: 3.00 points more accuracy", "deep: 0.25 times the weights")
    assert bad == ("deep: trains 0.40 times as fast",)


def test_the_final_sentence_has_n_and_spread_where_there_is_one():
    three = FinalModel(
        "deep", (0, 1, 2), (0.99,) * 3, (0.98, 0.99, 1.0), 5000, 1.0, 0.0, ("0",), np.zeros((1, 1), np.int64)
    )
    assert final_sentence(three) == (
        "99.00 ± 1.00 % of 5,000 test images, read once (mean and standard deviation of 3 seeds)."
    )
    one = FinalModel("deep", (0,), (0.99,), (0.98,), 5000, 1.0, 0.0, ("0",), np.zeros((1, 1), np.int64))
    assert final_sentence(one) == "98.00 % of 5,000 test images, read once (one seed)."


def test_the_workflow_shows_every_question_and_escapes_names():
    facts = StudyFacts("a<b", 5.0, 0, 100, 10, 10, 0, "inkread study digits")
    figure = workflow(facts, [inquiry(run("x & y", 0.9))])
    page = render(Page("t", "s", (Section("w", (figure,)),)))
    assert "What does depth buy?" in page
    assert "x &amp; y" in page
    assert "a<b" not in page


def test_writers_in_several_parts_are_told():
    facts = StudyFacts("a", 5.0, 0, 1000, 10, 10, 7, "inkread study a")
    assert parts_sentence(facts).startswith("1,000 images trained, 10 chose, 10 tested; 7 training images")
    assert "writers" not in parts_sentence(facts)
    assert "some are in several parts" in parts_sentence(replace(facts, shared_writers=True))


def test_a_final_model_says_among_which_networks_it_was_chosen():
    final = FinalModel("deep", (3,), (0.99,), (0.98,), 50, 1.0, 0.0, ("0",), np.zeros((1, 1), np.int64))
    wide, deep = run("wide", 0.985), run("deep", 0.99)
    assert choice_sentence(inquiry(wide, deep), final).endswith("from seed 3: wide 98.50 %; deep 99.00 %.")
    assert choice_sentence(inquiry(deep), final) == ""


def test_the_networks_together_are_one_figure_beside_the_mean_of_the_seeds():
    alone = FinalModel(
        "d", (0, 1), (0.9, 0.9), (0.98, 0.97), 50, 1.0, 0.0, ("0",), np.zeros((1, 1), np.int64)
    )
    assert together_sentence(alone) == ""
    said = together_sentence(replace(alone, together=0.985))
    assert "The 2 networks together" in said
    assert "98.50 % of the same test images" in said
