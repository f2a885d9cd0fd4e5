"""Trains a recipe on MNIST's own pixels and tells after each pass what was reached, after how much work.

    python benchmarks/quick_mnist.py FOLDER RECIPE EPOCHS SEED

The last tenth of the training images is held out, as by Keras's example; nothing is framed anew. The last
line is that of the final weights, which are the run's: earlier ones, under a high rate, are a stage only.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from inkread.datasets.formats import read_mnist
from inkread.training.fit import train
from inkread.training.material import Material
from inkread.training.recipes import find_recipe
from inkread.training.run_folder import RunOptions

HELD_OUT = 6000


def main():
    """Train, and tell."""
    folder, name, epochs, seed = sys.argv[1:]
    digits = read_mnist(Path(folder), "train")
    parts = (digits.images[:-HELD_OUT], digits.labels[:-HELD_OUT])
    held = (digits.images[-HELD_OUT:], digits.labels[-HELD_OUT:])
    material = Material(digits.charset, *parts, *held, sources=("mnist",), num_leaks=0, num_blank=0)
    told = 0

    def watch(position, _num_steps):
        nonlocal told
        if len(position.rows) > told:
            told = len(position.rows)
            row = position.rows[-1]
            line = {"epoch": told, "accuracy": row["validation_accuracy"], "cpu_s": time.process_time()}
            print(json.dumps(line), flush=True)

    with tempfile.TemporaryDirectory() as run:
        recipe = find_recipe(name, epochs=int(epochs))
        train(recipe, material, RunOptions(Path(run) / "run", seed=int(seed)), watch=watch)


if __name__ == "__main__":
    main()
