"""Figures over seeds, as JSON and as a bundle keeps them."""

import pytest

from inkread.errors import DataError
from inkread.evaluation.evaluate import Evaluation, Score
from inkread.evaluation.metrics import Confusion
from inkread.evaluation.report import Report, report_from_json


def evaluation(accuracy: float, *, name: str = "mnist-test") -> Evaluation:
    wrong = (Confusion("4", "9", 3, 0.03, 0.25),)
    score = Score("digits", 1000, round(1000 * accuracy), accuracy, (0.98, 0.999), 0.999, 0.99, 0.002, wrong)
    return Evaluation("inkread-62", name, 1000, 1, (score,))


TWO_SEEDS = Report("inkread evaluate a b --data mnist-test", (evaluation(0.990), evaluation(0.994)))


def test_runs_of_one_set_become_one_row_with_spread():
    (row,) = TWO_SEEDS.rows()
    assert str(row.figures["accuracy"]) == "99.20 ± 0.28 (n = 1,000, 2 seeds)"
    assert (row.set, row.charset, row.num_blank) == ("mnist-test", "digits", 1)


def test_sets_stay_apart():
    report = Report("", (evaluation(0.99), evaluation(0.95, name="usps-test")))
    assert [row.set for row in report.rows()] == ["mnist-test", "usps-test"]


def test_a_bundle_keeps_each_figure_with_seeds_and_command():
    scores = TWO_SEEDS.scores(seeds=[(0,), (1,)])
    assert [score.metric for score in scores] == [
        "accuracy",
        "top_2",
        "macro_recall",
        "expected_calibration_error",
    ]
    assert scores[0].value == pytest.approx(0.992)
    assert scores[0].spread == pytest.approx(0.00283, abs=1e-5)
    assert (scores[0].n, scores[0].seeds, scores[0].command) == (1000, (0, 1), TWO_SEEDS.command)


def test_every_run_needs_its_seeds():
    with pytest.raises(DataError, match="expected the seeds of each of 2 runs of inkread-62, got those of 1"):
        TWO_SEEDS.scores(seeds=[(0,)])
    with pytest.raises(DataError, match="got those of 1; evaluate bundles that say"):
        TWO_SEEDS.scores(seeds=[(0, 1), ()])


def test_networks_that_answer_together_are_one_run_of_several_seeds():
    alone = Report("inkread evaluate", (evaluation(0.99),))
    assert [score.seeds for score in alone.scores(seeds=[(0, 1, 2)])] == [(0, 1, 2)] * 4


def test_json_holds_the_whole_report():
    report = Report("inkread evaluate", (evaluation(0.99),), ("usps-test",), {"a and b": {"before": {}}})
    assert report_from_json(report.to_json(), where="report.json") == report


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "evaluations": [{"set": 1}]}']
)
def test_another_file_is_refused_by_name(text: str):
    with pytest.raises(DataError, match=r"^other\.json: expected a report of inkread evaluate"):
        report_from_json(text, where="other.json")


def test_a_newer_report_is_refused_by_its_format():
    with pytest.raises(DataError, match="expected a report of format 1, got 9"):
        report_from_json('{"format": 9}', where="report.json")
