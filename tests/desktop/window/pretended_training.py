"""Leaves the files of `inkread train` without Keras: slow rounds, and the rest at once when resumed."""

import csv
import json
import shutil
import sys
import threading
from pathlib import Path

from inkread.desktop.learning import INTERRUPTED
from inkread.desktop.tether import hold

PAUSE = 0.05  # seconds of a round
NUMBERS = ("loss", "accuracy", "validation_loss", "validation_accuracy")


def train(bundle):
    """Do as `inkread train` would with the program's words; the model is a copy of `bundle`."""
    hold()
    named = {sys.argv[at]: sys.argv[at + 1] for at in range(2, len(sys.argv) - 1)}
    folder, epochs, is_resumed = Path(named["--run"]), int(named["--epochs"]), "--resume" in sys.argv
    try:
        if not is_resumed:
            begin(folder, named, epochs)
        for epoch in range(num_rounds(folder) + 1, epochs + 1):
            with (folder / "metrics.csv").open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow([epoch, *(0.9**epoch for _ in NUMBERS), epoch])
            threading.Event().wait(0 if is_resumed else PAUSE)
        shutil.copytree(bundle, folder / "bundle")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def begin(folder, named, epochs):
    """Write what a run begins with."""
    recipe = {
        "name": named["--recipe"],
        "epochs": epochs,
        "samples_per_epoch": int(named["--samples-per-epoch"]),
    }
    numbers = {"seed": 0, "num_training": 72, "num_validation": 8}
    config = {"recipe": recipe, "sources": [named["--data"]], "charset": "17", **numbers}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    (folder / "metrics.csv").write_text(",".join(("epoch", *NUMBERS, "finished_at")) + "\n", "utf-8")


def num_rounds(folder):
    """Return how many rounds are done."""
    return len((folder / "metrics.csv").read_text("utf-8").splitlines()) - 1
