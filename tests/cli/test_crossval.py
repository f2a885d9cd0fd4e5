"""`inkread crossval`: wrong mixes are refused before anything is trained, and figures are printed."""

import json

import pytest

SMALL = ("--data", "digits", "--recipe", "mlp", "--epochs", "1", "--folds", "2", "--no-leak-check")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--resume"], "expected --resume with --run, got no folder"),
        (["--repeats", "4"], "expected --repeats with --choose-k"),
        (["--choose-k", "--repeats", "1"], "expected repeats of 2 or more, got 1"),
        (["--folds", "1"], "expected at least 2 folds, got 1"),
        (["--holdout", "1"], "expected hold-outs of 2 or more, got 1"),
        (["--bootstrap", "1"], "expected draws of 2 or more, got 1"),
        (["--recipe", "mpl"], "did you mean 'mlp'?"),
        (["--resume", "--run", "mistyped"], "mistyped: expected a cross-validation to go on with, got none"),
        (["--folds", "900"], "expected at least 900 different images of each class"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(arguments, said, inkread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = inkread("crossval", "--data", "digits", "--no-leak-check", *arguments)
    assert (result.code, result.out) == (1, "")
    assert said in result.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.train
def test_a_run_prints_its_figures_and_keeps_them(inkread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = inkread("crossval", *SMALL, "--json")
    assert result.code == 0, result.err
    told = json.loads(result.out)
    assert [fit["num_held"] for fit in told["crossval"]["fits"]] == [809, 809]
    assert result.err.startswith("fold-1 epoch 1/1 loss ")
    folder = tmp_path / "runs" / "crossval-1"
    assert json.loads((folder / "summary.json").read_text("utf-8")) == told
    assert "<h1" in (folder / "report.html").read_text("utf-8")

    again = inkread("crossval", *SMALL, "--run", folder)
    assert "expected a new folder, got one with a cross-validation in it" in again.err
    other = inkread("crossval", *SMALL, "--run", folder, "--resume", "--seed", "1")
    assert "expected seed 0 that the run began with, got 1" in other.err
    shown = inkread("crossval", *SMALL, "--run", folder, "--resume", "-o", tmp_path / "page.html")
    assert shown.code == 0, shown.err
    assert f"{100 * told['crossval']['mean']:.2f}" in shown.out
    assert (tmp_path / "page.html").is_file()
