"""Several workers train the network that one trains; a worker that ends is said in one line."""

import csv
import subprocess
import sys

import numpy as np
import pytest

pytestmark = [
    pytest.mark.train,
    pytest.mark.timeout(1200),
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # raised by Keras on NumPy 2
]

RUN = "from inkread.cli.main import run; run()"
TOLERANCE = 1e-5
"""Of a weight after four epochs: sums are taken in another order, in float32."""


def rows(folder):
    """Return the metrics of each epoch, but for the time of day."""
    with (folder / "metrics.csv").open(encoding="utf-8") as file:
        return [
            {name: float(value) for name, value in row.items() if name != "finished_at"}
            for row in csv.DictReader(file)
        ]


def weights(folder):
    """Return the arrays of the newest checkpoint."""
    with np.load(max(folder.glob("checkpoint-*.npz"))) as arrays:
        return {name: arrays[name] for name in arrays.files if name != "header"}


@pytest.fixture(scope="module")
def unbroken(train, tmp_path_factory):
    """The folders of a run of one process, `1`, and of two, `2`."""
    folder = tmp_path_factory.mktemp("unbroken")
    for workers in (1, 2):
        train.finish("--run", folder / str(workers), "--workers", workers)
    return folder


def test_two_workers_train_the_network_of_one(unbroken):
    one, two = weights(unbroken / "1"), weights(unbroken / "2")
    assert one.keys() == two.keys()
    assert max(np.abs(one[name].astype(float) - two[name]).max() for name in one) < TOLERANCE
    alone, together = rows(unbroken / "1"), rows(unbroken / "2")
    assert len(alone) == len(together) == 4
    for first, second in zip(alone, together, strict=True):
        assert second == pytest.approx(first, abs=1e-4)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are found by their parent there")
def test_a_worker_and_then_the_leader_killed_the_weights_are_those_of_an_unbroken_run(
    unbroken, train, worker_of, tmp_path, lines_of
):
    run, metrics = tmp_path / "run", tmp_path / "run" / "metrics.csv"
    words = ("--run", run, "--workers", 2)
    code, complaint = train.kill_when(lambda: lines_of(metrics) > 1, *words, whom=worker_of)
    assert (code, "got one that ended; go on with --resume" in complaint) == (1, True), complaint
    train.kill_when(lambda: lines_of(metrics) > 2, *words, "--resume")
    assert 2 < lines_of(metrics) <= 4, "it was killed before its end"
    train.finish(*words, "--resume")
    broken, whole = weights(run), weights(unbroken / "2")
    assert broken.keys() == whole.keys()
    assert [name for name in whole if not np.array_equal(broken[name], whole[name])] == []
    assert rows(run) == rows(unbroken / "2")


def test_ray_with_one_worker_is_refused_before_anything_is_trained(tmp_path):
    words = ["train", "--data", "digits", "--recipe", "mlp", "--run", str(tmp_path / "run"), "--ray", "local"]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "expected --workers with --ray" in done.stderr
    assert not (tmp_path / "run" / "config.json").exists()
