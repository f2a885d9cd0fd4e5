"""`inkread data explore` tells a person in sentences, a program in JSON, and writes one page."""

import json

import numpy as np
import pytest

from inkread.charset import NAMED
from inkread.datasets.formats import write_npz
from inkread.datasets.samples import Samples
from inkread.evaluation.out_of_fold import OutOfFold


@pytest.fixture
def few(tmp_path):
    """A set of 40 images of four digits, in two splits that share one."""
    images = np.random.default_rng(0).integers(0, 120, (40, 28, 28), np.uint8)
    images[30] = images[3]
    whole = Samples("few", images, np.arange(40) % 4, NAMED["digits"])
    write_npz(
        tmp_path / "few.npz", {"train": whole.take(np.arange(24)), "test": whole.take(np.arange(24, 40))}
    )
    return tmp_path / "few.npz"


def test_a_person_reads_findings_warnings_first(inkread, few):
    done = inkread("data", "explore", few)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0] == "few.npz: 24 (train) and 16 (test) images of 10 classes"
    assert [line[0] for line in lines[1:-1]] == sorted((line[0] for line in lines[1:-1]), key="!-+".index)
    assert "Images of train that show the same writing as one of test: 1 (1 byte for byte)." in done.out
    assert lines[-1] == "For pictures and charts: --output report.html"


def test_a_program_gets_json_alone(inkread, few):
    told = json.loads(inkread("data", "explore", few, "--json").out)
    assert [part["split"] for part in told["parts"]] == ["train", "test"]
    assert told["overlaps"][0]["exact"] == [[3, 6]]


def test_the_report_is_one_page_without_a_path_of_this_machine(inkread, few, tmp_path):
    report = tmp_path / "new" / "report.html"
    done = inkread("data", "explore", few, "--split", "train", "--output", report)
    assert done.out.splitlines()[-1] == f"The report is in {report}."
    page = report.read_text("utf-8")
    assert "inkread data explore few.npz --split train --output report.html" in page
    assert str(tmp_path) not in page


def test_what_is_not_there_ends_in_one_line(inkread, tmp_path):
    done = inkread("data", "explore", tmp_path / "nothing")
    assert (done.code, len(done.err.splitlines())) == (1, 1)
    assert "expected a data set's name or a path" in done.err


@pytest.mark.train
def test_the_scaling_experiment_is_told_and_shown_where_asked_for(inkread, few, tmp_path, monkeypatch):
    from inkread.study import scaling

    short = scaling.ScalingOptions(epochs=1, seeds=(0,), optimisers=("sgd",))
    monkeypatch.setattr(scaling, "ScalingOptions", lambda: short)
    report = tmp_path / "report.html"
    done = inkread("data", "explore", few, "--scaling", "--output", report, "--json")
    assert len(json.loads(done.out)["scaling"]["runs"]) == 3
    assert "Why scaling matters" in report.read_text("utf-8")


def test_likely_label_errors_of_a_cross_validation_are_shown(inkread, few, tmp_path):
    labels = np.arange(16) % 4
    logits = np.where(np.arange(10) == labels[:, None], 8.0, 0.0).astype(np.float32)
    logits[[5, 6]] = logits[[6, 5]]  # two images that the network takes for one another
    predictions = OutOfFold(
        labels, logits, labels // 2, np.arange(16), NAMED["digits"], "few:test", "mlp", folds=2, seed=0
    )
    predictions.save(tmp_path / "oof.npz")
    report = tmp_path / "report.html"
    asked = ("--split", "test", "--oof", tmp_path / "oof.npz", "--output", report)
    done = inkread("data", "explore", few, *asked, "--json")
    assert json.loads(done.out)["label_errors"]["rows"] == [5, 6], done.err
    page = report.read_text("utf-8")
    assert "Likely label errors" in page
    assert "row 5: 1 → 2" in page.replace("\u00a0", " ")
    assert "--oof oof.npz --output report.html" in page
