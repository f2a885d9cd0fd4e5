"""One cell of the protocol: a recipe, a set and a seed, trained in a folder of its own."""

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.errors import TrainingError
from inkread.evaluation.metrics_csv import METRICS, Row, read_metrics
from inkread.training import checkpoint
from inkread.training.classic.sets import CLASSIC_SETS
from inkread.training.finish import KERAS_MODEL, finish
from inkread.training.fit import Watcher, train
from inkread.training.keras_file import save_keras
from inkread.training.material import Material
from inkread.training.recipes import Recipe
from inkread.training.run_folder import CONFIG, RunOptions

RESULT, TEST = "result.json", "test.json"
DIGEST_SHOWN = 8  # characters of a recipe's digest in a folder's name
SAVE_EVERY = 200  # steps: what a kill or the end of the time costs at most


@dataclass(frozen=True, slots=True)
class Cell:
    """What to train: a recipe on a set from a seed.

    Attributes:
        set: the set's name.
        recipe: as it is; another one of the same name has a folder of its own.
        seed: of the run.
    """

    set: str
    recipe: Recipe
    seed: int

    def folder(self, root: Path) -> Path:
        """Return the cell's folder under the folder of the protocol."""
        return (
            root
            / self.set
            / f"{self.recipe.name}-{self.recipe.digest()[:DIGEST_SHOWN]}"
            / f"seed-{self.seed}"
        )


@dataclass(frozen=True, slots=True)
class CellResult:
    """What a cell came to.

    Attributes:
        set: the set's name.
        recipe: the recipe's name.
        digest: of the recipe.
        seed: of the run.
        parameters: weights that training changes, normalisation's scales and shifts among them.
        epochs: passes made.
        num_training: images trained on.
        num_validation: images that `validation_accuracy` is of.
        validation_accuracy: of the last epoch's weights, 0-1.
        images_per_second: trained, each epoch's validation among the time; None of a single epoch.
        test: figures of the test part, or None as long as it has not been read.
    """

    set: str
    recipe: str
    digest: str
    seed: int
    parameters: int
    epochs: int
    num_training: int
    num_validation: int
    validation_accuracy: float
    images_per_second: float | None
    test: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON-ready values."""
        return asdict(self)


def train_cell(cell: Cell, material: Material, folder: Path, *, watch: Watcher | None = None) -> CellResult:
    """Return what a cell came to: as an earlier run found it, or trained, begun anew or gone on with."""
    found = read_result(folder)
    if found is not None:
        return found
    options = RunOptions(folder, cell.seed, resume=(folder / CONFIG).is_file(), save_every=SAVE_EVERY)
    model = train(cell.recipe, material, options, watch=watch)
    if CLASSIC_SETS[cell.set].framed:
        name = f"{cell.set}-{cell.recipe.name}-seed-{cell.seed}"
        finish(model, cell.recipe, material, folder, seed=cell.seed, name=name)
    else:
        save_keras(model, folder / KERAS_MODEL)
    history = read_metrics(folder / METRICS)
    drawn = cell.recipe.samples_per_epoch or len(material.labels)
    made = CellResult(
        cell.set,
        cell.recipe.name,
        cell.recipe.digest(),
        cell.seed,
        parameters=sum(math.prod(weight.shape) for weight in model.trainable_weights),
        epochs=len(history),
        num_training=len(material.labels),
        num_validation=len(material.validation_labels),
        validation_accuracy=history[-1]["validation_accuracy"],
        images_per_second=_rate(history, drawn),
    )
    atomic.write_text(folder / RESULT, json.dumps(made.to_dict(), indent=2) + "\n")
    for path in folder.glob(checkpoint.PATTERN):
        path.unlink(missing_ok=True)  # nobody goes on from a cell that is done
    return made


def read_result(folder: Path) -> CellResult | None:
    """Return what an earlier run left in a cell's folder, or None.

    Raises:
        TrainingError: when it is damaged.
    """
    if not (folder / RESULT).is_file():
        return None
    try:
        fields = json.loads((folder / RESULT).read_text("utf-8"))
        if (folder / TEST).is_file():
            fields["test"] = json.loads((folder / TEST).read_text("utf-8"))
        return CellResult(**fields)
    except (ValueError, TypeError) as error:
        raise TrainingError(
            f"{folder}: expected the result of a cell, got a damaged one ({error}); remove the folder"
        ) from error


def _rate(history: Sequence[Row], drawn: int) -> float | None:
    """Return images a second in the median epoch but the first, which also traces the graph.

    None of a single epoch, and of epochs too short for the tenths of a second in which their ends are kept.

    Example:
        >>> _rate([{"finished_at": end} for end in (10.0, 14.0, 30.0, 34.0)], 8)
        2.0
    """
    ends = [row["finished_at"] for row in history]
    seconds = [later - sooner for sooner, later in pairwise(ends)]
    return drawn / statistics.median(seconds) if seconds and statistics.median(seconds) > 0 else None
