"""The card says what was measured, on what, and what was not."""

from dataclasses import replace

from inkread.charset import NAMED
from inkread.evaluation.evaluate import Evaluation, Score
from inkread.evaluation.metrics import Confusion
from inkread.evaluation.model_card import render
from inkread.evaluation.report import Report


def report(*accuracies: float) -> Report:
    wrong = (Confusion("4", "9", 3, 0.03, 0.25),)
    evaluations = [
        Evaluation(
            "tiny",
            "mnist-test",
            1000,
            2,
            (Score("digits", 1000, round(1000 * share), share, (0.98, 0.999), 0.999, 0.99, 0.002, wrong),),
        )
        for share in accuracies
    ]
    return Report("inkread evaluate tiny --suite standard", tuple(evaluations), ("photos62-dev",))


def test_one_run_shows_its_interval(make_bundle):
    card = render(make_bundle(), report(0.99))
    assert "| mnist-test | known digit | 1,000 | 99.00 (98.17-99.46) | 99.90 | 99.00 | 0.20 |" in card
    assert "Figures are of one run" in card


def test_several_seeds_show_their_deviation(make_bundle):
    card = render(make_bundle(), report(0.990, 0.994, 0.992))
    assert "| 99.20 ± 0.20 | 99.90 ± 0.00 |" in card
    assert "standard deviation over 3 seeds" in card


def test_it_says_what_was_not_measured_blank_or_wrong(make_bundle):
    card = render(make_bundle(), report(0.99))
    assert "- photos62-dev: not there, so not measured" in card
    assert "no ink found in 2" in card
    assert "4 as 9 3 (3.0 % of 4, 25.0 % of errors)" in card


def test_errors_that_merging_only_forgives_are_told_once(make_bundle):
    whole = report(0.99)
    (evaluation,) = whole.evaluations
    kinds = [replace(evaluation.scores[0], charset=name) for name in ("byclass", "caseless", "digits")]
    card = render(make_bundle(), replace(whole, evaluations=(replace(evaluation, scores=tuple(kinds)),)))
    told = card.partition("## What it reads wrong")[2]
    assert "mnist-test, 62 classes" in told
    assert "mnist-test, known digit" in told
    assert "36 classes" not in told


def test_look_alikes_are_a_limit_only_where_case_is_mixed(make_bundle, linear_model):
    import numpy as np

    from inkread import bundle as parts

    assert "I l 1" not in render(make_bundle(), report(0.99))
    model = linear_model(np.zeros((784, 62)))
    wide = make_bundle(model=model, charset=NAMED["byclass"], model_file=parts.ModelFile.of(model))
    assert "I l 1" in render(wide, report(0.99))


def test_the_same_figures_give_the_same_card(make_bundle):
    assert render(make_bundle(), report(0.99)) == render(make_bundle(), report(0.99))
