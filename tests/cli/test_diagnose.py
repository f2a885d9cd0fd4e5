"""`inkread diagnose` from the command line."""

import json

import pytest
from typer.testing import CliRunner

from inkread.cli.diagnose import diagnose
from inkread.cli.main import app
from inkread.errors import DataError
from inkread.training.recipes import RECIPES

RISING = (0.3, 0.6, 0.8, 0.9, 0.95)


def write_run(folder, accuracies, held_out, *, num_validation=6000, recipe=None, **others):
    folder.mkdir(parents=True)
    config = {
        "recipe": RECIPES["mlp"].to_dict() | {"epochs": len(accuracies)} | (recipe or {}),
        "sources": ["digits"],
        "seed": 0,
        "charset": "0123456789",
        "num_training": 50_000,
        "num_validation": num_validation,
        **others,
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    rows = [
        f"{epoch},{seen},{2 * (1 - seen)},{unseen},{2 * (1 - unseen)},0.001,0"
        for epoch, (seen, unseen) in enumerate(zip(accuracies, held_out, strict=True), 1)
    ]
    header = "epoch,accuracy,loss,validation_accuracy,validation_loss,learning_rate,finished_at"
    (folder / "metrics.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return folder


def run(*arguments):
    result = CliRunner().invoke(app, ["diagnose", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_person_reads_verdict_numbers_and_next_run(tmp_path):
    printed = run(write_run(tmp_path / "run", RISING, RISING)).stdout
    assert printed.startswith("Too short: ")
    assert "gain of the validation accuracy: 0.15 (limit" in printed
    assert printed.splitlines()[-1].startswith(
        "Next: inkread train --data digits --recipe mlp --set epochs=10"
    )


def test_a_run_that_was_killed_is_to_go_on(tmp_path):
    given = {"seed": 7, "avoid": ["mnist:test"], "leak_check": True}
    folder = write_run(tmp_path / "run", [0.3], [0.3], recipe={"epochs": 4}, **given)
    printed = run(folder).stdout
    assert printed.startswith("Stopped after 1 of 4 epochs. So far: Too short: ")
    assert printed.splitlines()[-1] == (
        "Next: inkread train --data digits --avoid mnist:test --recipe mlp --set epochs=4 --seed 7"
        f" --run {folder} --resume"
    )
    assert json.loads(run(folder, "--json").stdout)["epochs_left"] == 3


def test_a_run_that_stopped_at_its_accuracy_is_no_killed_one(tmp_path):
    early = {"epochs": 50, "stop_at_accuracy": 0.94}
    made = json.loads(run(write_run(tmp_path / "run", RISING, RISING, recipe=early), "--json").stdout)
    assert "epochs_left" not in made
    assert "--resume" not in made["next_run"]


def test_a_program_reads_json(tmp_path):
    made = json.loads(run(write_run(tmp_path / "run", RISING, RISING), "--json").stdout)
    assert made["verdict"] == "too-short"
    assert made["epochs"] == 5
    assert set(made["evidence"][0]) == {"name", "value", "limit"}


def test_a_folder_of_folds_is_judged_as_a_whole_and_fold_by_fold(tmp_path):
    high = (0.5, 0.9, 0.98, 0.99, 0.99, 0.99)
    for number in range(3):
        write_run(tmp_path / "cv" / f"fold-{number}", high, high)
    write_run(tmp_path / "cv" / "fold-3", high, (0.5, 0.7, 0.8, 0.8, 0.8, 0.8))
    made = json.loads(run(tmp_path / "cv", "--json").stdout)
    assert made["verdict"] == "over-fitted"
    assert [fold["verdict"] for fold in made["folds"]] == ["well-fitted"] * 3 + ["over-fitted"]
    assert "of the folds: 3 well-fitted, 1 over-fitted" in run(tmp_path / "cv").stdout


def test_runs_that_belong_to_no_cross_validation_are_refused_and_listed(tmp_path):
    write_run(tmp_path / "runs" / "mlp-1", RISING, RISING)
    write_run(tmp_path / "runs" / "other-1", RISING, RISING, charset="AB", sources=["mine"])
    with pytest.raises(DataError, match=r"got 2 runs of other .* \(mlp-1, other-1\); name one"):
        diagnose(tmp_path / "runs")
    (tmp_path / "runs" / "crossval.json").write_text("{}", "utf-8")
    assert len(json.loads(run(tmp_path / "runs", "--json").stdout)["folds"]) == 2


def test_hold_outs_beside_the_folds_are_left_out(tmp_path):
    high = (0.5, 0.9, 0.98, 0.99, 0.99, 0.99)
    for name in ("fold-1", "fold-2"):
        write_run(tmp_path / "cv" / name, high, high)
    write_run(tmp_path / "cv" / "holdout-1", high, [0.1] * 6)
    made = json.loads(run(tmp_path / "cv", "--json").stdout)
    assert (made["verdict"], len(made["folds"])) == ("well-fitted", 2)


def test_the_target_decides_what_is_under_fitted(tmp_path):
    folder = write_run(tmp_path / "run", [0.88] * 6, [0.88] * 6)
    assert run(folder).stdout.startswith("Under-fitted")
    assert run(folder, "--target", "0.85").stdout.startswith("Well-fitted")


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"expected a run's folder with a metrics\.csv, got none"):
        diagnose(tmp_path)
