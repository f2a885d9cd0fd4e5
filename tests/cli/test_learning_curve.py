"""`inkread learning-curve` from the command line."""

import json

import pytest
from typer.testing import CliRunner

from inkread.cli.main import app
from inkread.errors import ConfigError


def run(*arguments):
    result = CliRunner().invoke(app, ["learning-curve", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


QUICK = ("--data", "digits", "--recipe", "mlp", "--set", "epochs=1", "--no-leak-check")


@pytest.mark.train
@pytest.mark.filterwarnings("ignore:__array__ implementation")  # raised by Keras on NumPy 2
def test_the_curve_is_told_kept_and_drawn(tmp_path):
    done = run(*QUICK, "--sizes", "50,100,200,400", "--run", tmp_path / "run")
    assert "400 images" in done.stderr
    assert "Twice as many, 800, promise" in done.stdout
    page = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "Learning curve of mlp" in page
    again = run(*QUICK, "--sizes", "50,100,200,400", "--run", tmp_path / "run", "--resume", "--json")
    made = json.loads(again.stdout)
    assert made["sizes"] == [50, 100, 200, 400]
    assert [promise["size"] for promise in made["law"]["promises"]] == [800, 1600, 4000]


@pytest.mark.parametrize("sizes", ["", "100", "1,2,3", "100,200,x,400", "5,5,5,5", "1.5,2,3,4"])
def test_sizes_that_draw_no_curve_are_refused(sizes, tmp_path):
    with pytest.raises(ConfigError, match="--sizes: expected 4 different whole numbers or more"):
        run(*QUICK, "--sizes", sizes, "--run", tmp_path / "run")


def test_resume_without_a_run_is_refused():
    with pytest.raises(ConfigError, match="expected --resume with --run"):
        run(*QUICK, "--resume")
