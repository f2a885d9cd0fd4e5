"""`inkread classic`: a table of what is trained and what is left, the same as JSON, mistakes in a line."""

import json

import pytest

from inkread.datasets.formats.idx import write_idx
from inkread.datasets.sources import open_samples

pytestmark = [
    pytest.mark.train,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]


@pytest.fixture
def sets_folder(tmp_path):
    """A folder with a tiny `mnist` of the bundled digits."""
    digits = open_samples("digits")
    (tmp_path / "mnist").mkdir()
    for name, rows in (("train", slice(0, 100)), ("t10k", slice(100, 140))):
        write_idx(tmp_path / "mnist" / f"{name}-images-idx3-ubyte", digits.images[rows])
        write_idx(tmp_path / "mnist" / f"{name}-labels-idx1-ubyte", digits.labels[rows].astype("uint8"))
    return tmp_path


def test_runs_are_trained_listed_and_judged(inkread, sets_folder):
    options = ("--recipe", "mlp", "--epochs", "1", "--data-root", sets_folder, "--run", sets_folder / "runs")
    spent = inkread("classic", *options, "--budget", "0")
    assert spent.code == 0, spent.err
    assert "Runs left to train: 1; the same command goes on with them." in spent.out
    done = inkread("classic", *options, "--read-test", "--json", "--output", sets_folder / "new" / "all.json")
    assert done.code == 0, done.err
    assert done.err.splitlines()[0] == "mlp on mnist, seed 0"
    told = json.loads(done.out)
    assert told == json.loads((sets_folder / "new" / "all.json").read_text("utf-8"))
    (row,) = told["rows"]
    assert (row["recipe"], row["epochs"], row["num_test"]) == ("mlp", 1, 40)
    table = inkread("classic", *options, "--read-test").out.splitlines()
    assert table[0].split() == ["set", "recipe", "weights", "seeds", "validation", "test", "images/s"]
    assert table[1].split()[:2] == ["mnist", "mlp"]
    assert table[1].endswith(f"{100 * row['test']:.2f} % of 40")
    assert len(table) == 2


def test_seeds_as_one_have_a_row_of_their_own(inkread, sets_folder):
    options = ("--recipe", "mlp", "--epochs", "1", "--data-root", sets_folder, "--run", sets_folder / "runs")
    output = sets_folder / "all.json"
    twice = ("--recipe", "mlp", "--data", "mnist", "--data", "mnist")
    done = inkread("classic", *options, *twice, "--seeds", "2", "--read-test", "--output", output)
    assert done.code == 0, done.err
    _headings, mean, together = done.out.splitlines()
    assert "±" in mean
    (told,) = json.loads(output.read_text("utf-8"))["together"]
    assert told["seeds"] == [0, 1]
    assert "2 as one" in together
    assert together.endswith(f"{100 * told['test']['accuracy']:.2f} % of 40")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--recipe", "tinny-2500"], "did you mean 'tiny-2500'?"),
        (
            ["--recipe", "mlp", "--data", "cifar"],
            "a set among mnist, mnist-pixels, letters, balanced, byclass",
        ),
        (["--recipe", "mlp", "--data-root", "gone"], "gone"),
    ],
)
def test_what_cannot_be_trained_is_one_line(arguments, said, inkread, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = inkread("classic", *arguments)
    assert (result.code, result.out) == (1, "")
    assert said in result.err.splitlines()[-1]
