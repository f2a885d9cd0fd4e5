"""A study's record says what the study said, in JSON that any reader takes, and a damaged one is refused."""

import json
from dataclasses import replace

import numpy as np
import pytest

from inkread.errors import DataError
from inkread.evaluation.curves import Curves
from inkread.evaluation.scaling_result import SCALES, ScalingResult, ScalingRun
from inkread.evaluation.study_record import Folds, StudyRecord, read_study_record, record_text
from inkread.evaluation.study_result import FinalModel, StudyFacts, StudyInquiry, StudyRun


def run(name, accuracy):
    ramp = np.linspace(0.3, accuracy, 4)
    return StudyRun(name, 1000, 812.345, Curves(ramp, 1 - ramp, ramp, 1 - ramp, 900, 100, 2))


@pytest.fixture
def record():
    """The figures of a made study."""
    scaling = [ScalingRun(scale, "sgd", 0, (0.5, 2 / 3), (1.0, float("inf"))) for scale in SCALES]
    return StudyRecord(
        StudyFacts("digits", 1.0, 0, 900, 100, 50, 2, "inkread study digits --budget 1"),
        ScalingResult("one layer", tuple(scaling), 75, 25),
        (StudyInquiry("depth", "What does depth buy?", (run("1 convolution", 0.9), run("2", 0.95))),),
        Folds("mlp", (0.9, 0.92), 1000, 0.91, 0.0141421356, (0.8, 1.0)),
        FinalModel("2", (0, 1), (0.95, 0.96), (0.94, 0.95), 50, 0.99, 0.01, ("a", "b"), np.eye(2, dtype=int)),
        {"python": "3.13"},
    )


def written(record, tmp_path):
    path = tmp_path / "results.json"
    path.write_text(record_text(record.to_dict()), "utf-8")
    return path


def test_what_is_read_says_what_was_written(record, tmp_path):
    again = read_study_record(written(record, tmp_path))
    assert again.to_dict() == record.to_dict()
    assert (again.facts, again.environment) == (record.facts, record.environment)
    assert again.final.mean == pytest.approx(0.945)
    assert again.scaling.final("raw", "sgd")[0] == pytest.approx(2 / 3, abs=1e-6)
    assert again.inquiries[0].best.accuracy == 0.95


def test_a_program_in_any_language_reads_it(record):
    def refuse(constant):
        raise ValueError(constant)

    text = record_text(record.to_dict())
    told = json.loads(text, parse_constant=refuse)
    assert told["scaling"]["runs"][0]["validation_loss"] == [1.0, None]
    assert told["inquiries"][0]["runs"][1]["verdict"]
    assert "[0.5, 0.666667]" in text


def test_a_run_that_fell_apart_is_kept(record, tmp_path):
    ramp = np.linspace(0.3, 0.9, 4)
    burst = np.array([1.0, 2.0, np.inf, np.nan])
    fallen = StudyRun("fast", 1000, 10.0, Curves(ramp, burst, ramp, burst, 900, 100, 2))
    inquiry = replace(record.inquiries[0], runs=(run("slow", 0.9), fallen))
    again = read_study_record(written(replace(record, inquiries=(inquiry,)), tmp_path))
    assert again.inquiries[0].runs[1].diagnosis.verdict == "diverged"
    assert again.inquiries[0].runs[1].curves.loss[:2].tolist() == [1.0, 2.0]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', '{"format": 2}'])
def test_what_is_no_record_is_refused_by_its_name(content, tmp_path):
    path = tmp_path / "results.json"
    path.write_text(content, "utf-8")
    with pytest.raises(DataError, match=r"results\.json: expected"):
        read_study_record(path)
