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
BOTH = """
import sys
from pathlib import Path
from inkread.scale.train import Where, workers_beside
from inkread.training.fit import train
from inkread.training.material import gather
from inkread.training.recipes import find_recipe
from inkread.training.run_folder import RunOptions

recipe, material = find_recipe("mlp", epochs=2), gather(["digits"], leak_check=False)
one, two = (RunOptions(Path(sys.argv[1]) / name) for name in ("1", "2"))
train(recipe, material, one)
with workers_beside(recipe, material, two, Where(2)) as prepare:
    train(recipe, material, two, prepare=prepare)
"""
"""Trains alone, then with a second process."""
TOLERANCE = 1e-5
"""Of a weight after two epochs: sums are taken in another order, in float32."""


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


def test_two_workers_train_the_network_of_one(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", BOTH, str(tmp_path)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    one, two = weights(tmp_path / "1"), weights(tmp_path / "2")
    assert one.keys() == two.keys()
    assert max(np.abs(one[name].astype(float) - two[name]).max() for name in one) < TOLERANCE
    alone, together = rows(tmp_path / "1"), rows(tmp_path / "2")
    assert len(alone) == len(together) == 2
    for first, second in zip(alone, together, strict=True):
        assert second == pytest.approx(first, abs=1e-4)


def test_ray_with_one_worker_is_refused_before_anything_is_trained(tmp_path):
    words = ["train", "--data", "digits", "--recipe", "mlp", "--run", str(tmp_path / "run"), "--ray", "local"]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "expected --workers with --ray" in done.stderr
    assert not (tmp_path / "run" / "config.json").exists()
