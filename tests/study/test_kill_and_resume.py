"""A study killed with kill -9 at several moments, and resumed, ends at the tables of the unbroken one."""

import csv
import re
import shutil
from functools import partial

import pytest

pytestmark = [pytest.mark.train, pytest.mark.timeout(2400)]

# The command itself, its questions few and small: a whole study takes minutes.
RUN = """
import inkread.study.carry_out as study
from inkread.study.inquiries import Experiment, Inquiry
from inkread.study.scaling import ScalingOptions
from inkread.training.recipes import find_recipe

runs = [Experiment(f"{units} units", find_recipe("mlp", network={"units": [units]})) for units in (8, 64)]
study.usual_inquiries = lambda: (Inquiry("baseline", "Do more units help?", 0.01, tuple(runs)),)
study.BASE, study.CROSSVAL_SHARE = "mlp", 0.005
study.SCALING = ScalingOptions(1, 60, (0,), ("sgd",))

from inkread.cli.main import run

run()
"""
OPTIONS = ("study", "digits", "--budget", "1", "--folds", "2", "--final-seeds", "1", "--run")
MOMENTS = (
    "material/*.npy",  # while the images are written
    "runs/baseline-1/config.json",  # in a run
    "crossval/fold-1/result.json",  # in the cross-validation, between its folds
    "runs/final-seed-0/bundle/*",  # while the bundle is written
)
EXACT = (
    "results.json",
    *("steps/scaling.json", "steps/baseline-0.json", "steps/baseline-1.json", "steps/test.json"),
    *("crossval/oof.npz", "crossval/oof.json"),
)


def all_but_rates(_folder, names):
    return set(names) - {"rates.json"}


def is_there(folder, pattern):
    return any(folder.glob(pattern))


@pytest.fixture(scope="module")
def studies(processes, tmp_path_factory):
    """The folders of an unbroken study and of one that was killed at every moment of `MOMENTS`."""
    whole, broken = (tmp_path_factory.mktemp("studies") / name for name in ("whole", "broken"))
    processes.finish(RUN, *OPTIONS, whole)
    for moment in MOMENTS:
        resume = ["--resume"] if broken.is_dir() else []
        processes.kill_when(partial(is_there, broken, moment), RUN, *OPTIONS, broken, *resume)
        assert not (broken / "report.html").exists()
        # The machine's pace decides how long a run trains, and no two measurements of it agree.
        shutil.copytree(whole / "steps", broken / "steps", ignore=all_but_rates, dirs_exist_ok=True)
    processes.finish(RUN, *OPTIONS, broken, "--resume")
    return whole, broken


def epochs(path):
    with path.open(encoding="utf-8") as file:
        return [{**row, "finished_at": ""} for row in csv.DictReader(file)]


def tables(folder):
    """Return the tables of the report."""
    return re.findall(r"<table.*?</table>", (folder / "report.html").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("name", EXACT)
def test_figures_and_predictions_are_the_same_bytes(studies, name):
    whole, broken = studies
    assert (broken / name).read_bytes() == (whole / name).read_bytes()


def test_every_epoch_is_the_same_but_for_the_time_of_day(studies):
    whole, broken = studies
    paths = [path.relative_to(whole) for path in sorted(whole.rglob("metrics.csv"))]
    assert len(paths) == 5  # two runs, the better one again as the final model, two folds
    assert [epochs(broken / path) for path in paths] == [epochs(whole / path) for path in paths]


def test_the_tables_of_the_report_are_the_same(studies):
    whole, broken = studies
    assert tables(broken) == tables(whole)
    assert len(tables(whole)) > 3


def test_nothing_half_written_is_left(studies):
    _, broken = studies
    assert [path for path in broken.rglob(".*") if path.suffix == ".tmp"] == []
