"""Times an epoch of `inkread train` with several workers against one with as many threads, in turn.

    python benchmarks/data_parallel.py [--recipe classic-32-64] [--workers 2] [--pairs 3] [--json]

Each trains a few epochs on scikit-learn's digits; what is timed is the time from the end of the first epoch
to that of the last. The bytes that each worker sends and receives a step are those of the gradients.
"""

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from read_latency import machine

TRAIN = "from inkread.cli.main import run; run()"
EPOCHS = 4


def main():
    """Print one row a number of workers."""
    arguments = _arguments()
    ways = (1, arguments.workers)
    times, size = {workers: [] for workers in ways}, 0
    for _ in range(arguments.pairs):
        for workers in ways:
            seconds, size = train(arguments.recipe, workers)
            times[workers].append(seconds)
    one, several = (times[workers] for workers in ways)
    report = {
        "recipe": arguments.recipe,
        "workers": arguments.workers,
        "n": arguments.pairs,
        **machine(),
        "epoch_s": {workers: round(statistics.median(found), 3) for workers, found in times.items()},
        "times_as_fast": round(statistics.median(a / b for a, b in zip(one, several, strict=True)), 3),
        "MB_a_step": round(2 * size / 1e6, 2),
    }
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def train(recipe, workers):
    """Return the mean seconds of an epoch, and the bytes of the network's parameters."""
    with tempfile.TemporaryDirectory() as name:
        run = Path(name) / "run"
        words = ["train", "--data", "digits", "--recipe", recipe, "--epochs", EPOCHS, "--no-leak-check"]
        words += ["--set", "stop_at_accuracy=none", "--workers", workers, "--run", run, "--json"]
        subprocess.run(
            [sys.executable, "-c", TRAIN, *map(str, words)], check=True, capture_output=True, text=True
        )
        with (run / "metrics.csv").open(encoding="utf-8") as file:
            ends = [float(row["finished_at"]) for row in csv.DictReader(file)]
        manifest = json.loads((run / "bundle" / "bundle.json").read_text("utf-8"))
    return (ends[-1] - ends[0]) / (EPOCHS - 1), manifest["model"]["size"]


def table(report):
    """Return the report as lines for a terminal."""
    epochs = ", ".join(f"{seconds} s with {workers}" for workers, seconds in report["epoch_s"].items())
    return (
        f"{report['recipe']}: an epoch takes {epochs}; {report['times_as_fast']} times as fast"
        f" (n = {report['n']}); each worker sends and receives {report['MB_a_step']} MB a step"
    )


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--recipe", default="classic-32-64", help="what to train")
    parser.add_argument("--workers", type=int, default=2, help="how many train together")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is timed")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
