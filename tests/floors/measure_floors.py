"""Measures what the shipped bundles read of small fixed sets, and keeps it as floors that CI holds it to.

    python tests/floors/measure_floors.py          # what would change
    python tests/floors/measure_floors.py --write  # after a new bundle: floors rise
    python tests/floors/measure_floors.py --lower  # they may fall too; say why in the commit

A floor lies 1 % of the images, at least one image, below what was measured: another processor sums in
another order, and an image at the edge falls to the other side. Sets of real images need the folder that
INKREAD_DATA names, or ../shared/data; without it their floors stay as they are.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from drawn_sets import strokes, type_of_fonts

from inkread import atomic
from inkread.datasets.samples import Samples
from inkread.datasets.sources import open_samples
from inkread.evaluation.evaluate import evaluate
from inkread.evaluation.judge import JudgeOptions
from inkread.evaluation.mnist_c import mnist_c
from inkread.evaluation.redrawn import redraw
from inkread.evaluation.report import identity
from inkread.evaluation.suites import pool_part
from inkread.recognition.reader import Reader

FLOORS = Path(__file__).with_name("floors.json")
COMMAND = "python tests/floors/measure_floors.py"
DATA = Path(os.environ.get("INKREAD_DATA") or Path(__file__).parents[3] / "shared" / "data")
SLACK = 0.01  # of the images
SEED = 0
FEW, MANY = 150, 300  # images of a set


def own(name, source, *, num=FEW):
    """Return an opener of some of people's own images, or of a training split; the same ones every time."""

    def opened():
        path, _, split = source.partition(":")
        whole = open_samples(str(DATA / path), split=split or None)
        return some(whole, num, name=name)

    return opened


def some(samples, num, *, name):
    """Return `num` of the samples, chosen by the seed."""
    rows = np.random.default_rng(SEED).permutation(len(samples))[:num]
    return samples.take(np.sort(rows), name=name)


def pool_validation():
    """Return some of the EMNIST pool's validation part."""
    return some(pool_part(DATA / "emnist", "validation"), MANY, name="emnist-pool-validation")


def redrawn():
    """Return some training digits of MNIST at any place and size on a canvas of 400 px."""
    digits = some(open_samples(str(DATA / "mnist"), split="train"), MANY, name="mnist-train redrawn")
    rng = np.random.default_rng(SEED)
    images = [redraw(image, rng) for image in digits.images]
    return Samples(digits.name, images, digits.labels, digits.charset)


DRAWN = {"own strokes": (strokes, ("upper",)), "type": (type_of_fonts, ("caseless", "digits"))}
"""Name -> what makes the set, and the charsets that it is read under."""

REAL = {
    "drawn62-dev": (own("drawn62-dev", "own-images/drawn62-dev.zip"), ("caseless", "digits", "upper")),
    "photos62-dev": (own("photos62-dev", "own-images/photos62-dev.zip"), ("caseless", "digits", "upper")),
    "upper26-dev": (own("upper26-dev", "own-images/upper26-dev.zip"), ("upper",)),
    "usps-train": (own("usps-train", "usps:train", num=MANY), ("digits",)),
    "emnist-pool-validation": (pool_validation, ("caseless", "digits", "lower")),
    "mnist-train redrawn": (redrawn, ("digits",)),
}
"""Likewise, of real images; no test split is among them."""

SUREST = "best"
DRAWN |= {f"own strokes by {SUREST}": DRAWN["own strokes"]}
REAL |= {f"{name} by {SUREST}": REAL[name] for name in ("drawn62-dev", "photos62-dev")}

SPOILT = "mnist-train corrupted"
SPOILT_IMAGES = 20  # under each of the fifteen corruptions


def measured(name):
    """Return for each charset of the set `name` how many images it has, and how many are read right."""
    make, charsets = {**DRAWN, **REAL}[name]
    reader = Reader(SUREST) if name.endswith(f" by {SUREST}") else Reader()
    found = evaluate(reader, make(), charsets=charsets)
    return {score.charset: {"n": score.n, "right": score.num_right} for score in found.scores}


def spoilt():
    """Return the same of some training digits of MNIST under all corruptions of MNIST-C together."""
    digits = some(open_samples(str(DATA / "mnist"), split="train"), SPOILT_IMAGES, name=SPOILT)
    trials = mnist_c([Reader()], digits, JudgeOptions("digits")).trials
    right = sum(trial.runs[0].right for trial in trials)
    return {"digits": {"n": len(trials) * len(digits), "right": right}}


def floor_of(figure):
    """Return the least number of images that must be read right."""
    return figure["right"] - max(1, round(SLACK * figure["n"]))


def raised(old, new, *, lower):
    """Return the floors of a set: the higher ones of the record and the measurement, or the new ones."""
    made = {charset: {**figure, "floor": floor_of(figure)} for charset, figure in new.items()}
    kept = {name: old[name] for name in made if name in old and old[name]["n"] == made[name]["n"]}
    higher = {name: figure for name, figure in kept.items() if figure["floor"] > made[name]["floor"]}
    return made if lower else made | higher


def main(arguments):
    """Measure, print what changes, and write it where asked to."""
    record = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"sets": {}}
    lower = "--lower" in arguments
    names = [*DRAWN, *(REAL if DATA.is_dir() else ())]
    found = {name: measured(name) for name in names} | ({SPOILT: spoilt()} if DATA.is_dir() else {})
    sets = record["sets"] | {
        name: raised(record["sets"].get(name, {}), new, lower=lower) for name, new in found.items()
    }
    for name, figures in found.items():
        for charset, figure in figures.items():
            before = record["sets"].get(name, {}).get(charset, {}).get("floor")
            now = sets[name][charset]["floor"]
            said = f"{name}, {charset}: {figure['right']} of {figure['n']} right; floor {before} -> {now}\n"
            sys.stdout.write(said)
    if lower or "--write" in arguments:
        date = datetime.now(UTC).date().isoformat()
        models = {"model": identity(Reader()), SUREST: identity(Reader(SUREST))}
        head = {"command": COMMAND, "date": date, **models}
        atomic.write_text(FLOORS, json.dumps({**head, "sets": sets}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
