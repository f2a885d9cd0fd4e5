"""`inkread train`: wrong mixes are refused before anything heavy starts, and a run says what it came to."""

import json

import pytest
from PIL import Image


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--resume"], "expected --resume with --run and without --load"),
        (["--resume", "--run", "x", "--load", "y.keras"], "expected --resume with --run and without --load"),
        (
            ["--teacher", "best", "--workers", "2", "--ray", "a"],
            "expected --teacher on one machine, got --ray",
        ),
        (["--no-leak-check", "--avoid", "digits"], "expected --avoid with the leak check"),
        (["--recipe", "compct"], "did you mean 'compact'?"),
        (["--samples-per-epoch", "-5"], "expected samples_per_epoch at least 1, got -5"),
        (["--set", "learning_rte=1"], "did you mean 'learning_rate'?"),
        (["--set", "augmentation.rotation=far"], "expected a number for augmentation.rotation, got 'far'"),
        (["--set", "epochs=2", "--epochs", "3"], "expected epochs to be set once, got it twice"),
        (["--config", "gone.toml"], "gone.toml: expected a TOML file, got no such file"),
        pytest.param(["--teacher", "nobody"], "expected a bundle's folder", marks=pytest.mark.train),
    ],
)
def test_a_mix_that_cannot_work_is_one_line(arguments, said, inkread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = inkread("train", "--data", "digits", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (1, "", 1)
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.train
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
def test_a_run_prints_json_and_keeps_the_rest_on_standard_error(inkread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text('recipe = "mlp"\nsamples_per_epoch = 128\n', "utf-8")
    options = ("--config", "mine.toml", "--set", "epochs=1", "--no-leak-check", "--tensorboard", "--json")
    result = inkread("train", "--data", "digits", *options)
    assert result.code == 0, result.err
    told = json.loads(result.out)
    assert told["metrics"]["epoch"] == 1
    assert told["images"] == {
        "training": 1438,
        "validation": 180,
        "left_out_alike": 0,
        "left_out_blank": 0,
    }
    assert (tmp_path / told["bundle"] / "bundle.json").is_file()
    assert told["run"].endswith("mlp-1")
    assert any((tmp_path / told["run"] / "tensorboard" / "train").iterdir())
    assert result.err.startswith("epoch 1/1 loss ")
    assert result.err.count("\n") == 1


@pytest.mark.train
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
def test_a_set_whose_writers_cannot_be_kept_apart_is_told(inkread, tmp_path, drawing):
    for number in range(40):
        path = tmp_path / "set" / "17"[number % 2] / f"writer{number % 4 // 2}-{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(drawing("17"[number % 2], pen=4 + number // 4)).save(path)
    options = ("--recipe", "mlp", "--epochs", 1, "--no-leak-check", "--run", tmp_path / "run")
    result = inkread("train", "--data", tmp_path / "set", *options)
    assert result.code == 0, result.err
    assert result.err.startswith(f"{tmp_path / 'set'}: its writers are too few, or too uneven")
    assert json.loads((tmp_path / "run" / "config.json").read_text("utf-8"))["shared_writers"] == [
        str(tmp_path / "set")
    ]


@pytest.mark.train
def test_a_run_to_resume_that_is_not_there_is_one_line(inkread, tmp_path):
    result = inkread("train", "--data", "digits", "--run", tmp_path / "mistyped", "--resume")
    assert result.code == 1
    assert "mistyped: expected a run to go on with, got none" in result.err
    assert result.err.count("\n") == 1
