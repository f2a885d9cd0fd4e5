"""Plants swapped labels in sets and counts how many of them inkread finds, by the road that a person takes.

    python benchmarks/label_errors.py [--data FOLDER] [--sets digits mnist] [--seeds 3] [--jobs 1] [--json]

One label in a hundred is swapped for another class, both drawn by the seed. Then `inkread crossval` trains
five networks, and `inkread data label-errors` ranks the images by their out-of-fold predictions. Goal: at
least 80 % of the swapped labels are among the 2 % most suspicious. Of MNIST 10,000 training images are taken,
others for each seed. The sets have wrong labels of their own, MNIST few: they count as not found.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from inkread.datasets.formats import write_npz
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples

PLANTED = 0.01  # of the labels
SEARCHED = 2.0  # per cent of the images, the most suspicious
GOAL = 0.8  # of the planted ones found among them
RUN = "from inkread.cli.main import run; run()"


@dataclass(frozen=True)
class Plan:
    """A set, how many of its images are taken, and how its networks are trained."""

    source: str
    split: str | None
    most_images: int
    recipe: str
    epochs: int


PLANS = {
    "digits": Plan("digits", None, 10_000, "classic-16-32", 10),
    "mnist": Plan("mnist", "train", 10_000, "classic-16-32", 4),
}


def main():
    """Print one row a set."""
    arguments = _arguments()
    rows = []
    for name in arguments.sets:
        plan = PLANS[name]
        source = plan.source if plan.split is None else str(arguments.data / plan.source)
        samples = open_samples(source, split=plan.split)
        found = []
        for seed in range(arguments.seeds):
            print(f"{name}, seed {seed}", file=sys.stderr)
            with tempfile.TemporaryDirectory() as folder:
                found.append(measure(plan, samples, Path(folder), seed=seed, jobs=arguments.jobs))
        rows.append({"what": name, "recipe": plan.recipe, "epochs": plan.epochs, **summary(found)})
    report = {**machine(), "planted_share": PLANTED, "searched_per_cent": SEARCHED, "goal": GOAL}
    report["rows"] = rows
    print(json.dumps(report, indent=2) if arguments.json else table(report))


def measure(plan, samples, folder, *, seed, jobs):
    """Return what the commands find of the labels swapped in `samples`."""
    planted, swapped = plant(samples, seed, most_images=plan.most_images)
    path = folder / "planted.npz"
    write_npz(path, {"train": planted})
    how = ["--recipe", plan.recipe, "--epochs", plan.epochs, "--seed", seed, "--jobs", jobs]
    inkread("crossval", "--data", f"{path}:train", *how, "--run", folder / "run", "--json")
    asked = ["label-errors", path, "--split", "train", "--oof", folder / "run" / "oof.npz", "--json"]
    top = inkread("data", *asked, "--top", SEARCHED)
    likely = {suspect["row"] for suspect in inkread("data", *asked)["suspects"]}
    suggested = {suspect["row"]: suspect["suggested"] for suspect in top["suspects"]}
    hit = [row for row in swapped if row in suggested]
    return {
        "seed": seed,
        "num_images": len(planted),
        "num_planted": len(swapped),
        "num_searched": len(suggested),
        "found": len(hit) / len(swapped),
        "put_right": sum(suggested[row] == swapped[row] for row in hit) / max(1, len(hit)),
        "num_likely": len(likely),
        "found_among_likely": sum(row in likely for row in swapped) / len(swapped),
    }


def plant(samples, seed, *, most_images):
    """Return the images with some labels swapped, and the right grapheme of each row that was."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(len(samples), min(most_images, len(samples)), replace=False))
    labels = np.array(samples.labels[rows])
    names = samples.charset.graphemes
    chosen = rng.choice(len(rows), round(PLANTED * len(rows)), replace=False)
    right = {int(row): names[labels[row]] for row in chosen}
    labels[chosen] = (labels[chosen] + rng.integers(1, len(names), len(chosen))) % len(names)
    return Samples(samples.name, np.asarray(samples.images[rows]), labels, samples.charset), right


def inkread(*words):
    """Return what a command prints as JSON; it must succeed."""
    command = [sys.executable, "-c", RUN, *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"expected {' '.join(map(str, words))} to succeed, got:\n{done.stderr}")
    return json.loads(done.stdout)


def summary(found):
    """Return the figures of one set over its seeds."""
    shares = [one["found"] for one in found]
    return {
        "num_images": found[0]["num_images"],
        "num_planted": found[0]["num_planted"],
        "found": statistics.fmean(shares),
        "deviation": statistics.stdev(shares) if len(shares) > 1 else None,
        "least": min(shares),
        "met": min(shares) >= GOAL,
        "seeds": found,
    }


def machine():
    """Return what the figures depend on."""
    packages = {name: version(name) for name in ("inkread", "numpy", "keras", "cleanlab")}
    return {"python": platform.python_version(), "cores": os.cpu_count(), "packages": packages}


def table(report):
    """Return the report as lines for a terminal."""
    lines = [f"{PLANTED:.0%} of the labels swapped; found among the {SEARCHED:g} % most suspicious:"]
    for row in report["rows"]:
        spread = "" if row["deviation"] is None else f" ± {100 * row['deviation']:.1f}"
        lines.append(
            f"{row['what']:<8} {100 * row['found']:5.1f}{spread} %, least {100 * row['least']:.1f} %, of"
            f" {row['num_planted']} among {row['num_images']:,} images ({len(row['seeds'])} seeds)"
        )
    return "\n".join(lines)


def _arguments():
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("INKREAD_DATA") or beside, help="holds mnist/"
    )
    parser.add_argument("--sets", nargs="+", choices=PLANS, default=list(PLANS), help="to plant in")
    parser.add_argument("--seeds", type=int, default=3, help="how often, each time other labels")
    parser.add_argument("--jobs", type=int, default=1, help="networks trained side by side")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
