"""A cross-validation killed with kill -9 and resumed ends at the same tables, byte for byte."""

import csv
import json
from functools import partial

import pytest

pytestmark = [pytest.mark.train, pytest.mark.timeout(2400)]

RUN = "from inkread.cli.main import run; run()"
OPTIONS = (
    *("crossval", "--data", "digits", "--recipe", "mlp", "--epochs", "5", "--folds", "2"),
    *("--no-leak-check", "--jobs", "1", "--run"),
)
MOMENTS = {
    "in a fold's middle": "fold-1/checkpoint-*.npz",
    "between two folds": "fold-1/result.json",
    "before the tables are made": "fold-2/result.json",
}
NOT_YET = dict(zip(MOMENTS.values(), [*list(MOMENTS.values())[1:], "summary.json"], strict=True))
EXACT = ("oof.npz", "oof.json", "fold-1/held-out.npz", "fold-2/held-out.npz", "pool/pool.json")


def is_there(folder, pattern):
    return any(folder.glob(pattern))


def figures(path):
    """Return all figures of a JSON file but the seconds, which no two runs share."""
    told = path.read_text("utf-8")
    return json.loads(told, object_hook=lambda item: {k: v for k, v in item.items() if k != "seconds"})


def epochs(path):
    with path.open(encoding="utf-8") as file:
        return [{**row, "finished_at": ""} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def runs(processes, tmp_path_factory):
    """An unbroken run, and one killed at every moment of `MOMENTS`."""
    whole, broken = (tmp_path_factory.mktemp("runs") / name for name in ("whole", "broken"))
    processes.finish(RUN, *OPTIONS, whole)
    for moment in MOMENTS.values():
        resume = ["--resume"] if broken.is_dir() else []
        processes.kill_when(partial(is_there, broken, moment), RUN, *OPTIONS, broken, *resume)
        assert not is_there(broken, NOT_YET[moment])
    processes.finish(RUN, *OPTIONS, broken, "--resume")
    return whole, broken


@pytest.mark.parametrize("name", EXACT)
def test_predictions_are_the_same_bytes(runs, name):
    whole, broken = runs
    assert (broken / name).read_bytes() == (whole / name).read_bytes()


@pytest.mark.parametrize("name", ["summary.json", "fold-1/result.json", "fold-2/result.json"])
def test_every_figure_is_the_same_but_seconds(runs, name):
    whole, broken = runs
    assert figures(broken / name) == figures(whole / name)


@pytest.mark.parametrize("fold", ["fold-1", "fold-2"])
def test_every_epoch_is_the_same_but_for_the_time_of_day(runs, fold):
    whole, broken = runs
    assert epochs(broken / fold / "metrics.csv") == epochs(whole / fold / "metrics.csv")
    assert len(epochs(whole / fold / "metrics.csv")) == 5


def test_nothing_half_written_is_left(runs):
    _, broken = runs
    assert [path for path in broken.rglob(".*") if path.suffix == ".tmp"] == []
