"""Training: a recipe and its material become a run folder, and a killed run goes on where it stood."""

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import keras

from inkread import atomic
from inkread.errors import TrainingError
from inkread.training import checkpoint
from inkread.training.architectures import Model, build
from inkread.training.batches import Batches
from inkread.training.checkpoint import Position
from inkread.training.keras_file import open_keras
from inkread.training.material import Material
from inkread.training.metrics_csv import write_metrics
from inkread.training.recipes import Recipe

PACKAGES = (
    "inkread",
    "keras",
    "tensorflow-cpu",
    "tensorflow",
    "torch",
    "jax",
    "numpy",
    "opencv-python-headless",
)
EVALUATION_BATCH = 1024
RISE = 0.1  # share of a one-cycle run in which the rate rises
FIRST_RATE = 0.05  # of the peak


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is carried out; nothing here decides the weights but the seed and `load`.

    Attributes:
        folder: the run folder, made if it is not there.
        seed: of the weights, the order, the augmentation and dropout.
        resume: go on from the folder's newest checkpoint.
        load: a `.keras` or `.h5` file whose weights to start from, or None.
        save_every: steps between checkpoints inside an epoch; 0 saves at each epoch's end only.
    """

    folder: Path
    seed: int = 0
    resume: bool = False
    load: Path | None = None
    save_every: int = 0


Watcher = Callable[[Position, int], None]
"""Called after each step with the position and the number of steps an epoch."""


def train(recipe: Recipe, material: Material, options: RunOptions, *, watch: Watcher | None = None) -> Model:
    """Return the network trained by `recipe`, its weights those of the final epoch.

    Same recipe, data, seed and machine give bit-equal weights, however often the run was killed and resumed.

    Raises:
        TrainingError: when the folder holds another run, or there is nothing to resume.
    """
    begin(options.folder, recipe, material, options)
    batches = Batches(material, recipe, options.seed)
    model = compiled(recipe, len(material.charset), len(batches), options.seed)
    position = Position(recipe.digest(), material.digest(), options.seed)
    if options.resume:
        position = _resumed(options.folder, model, position)
    elif options.load is not None:
        _load(model, options.load)
    while position.epoch < recipe.epochs:
        position = _epoch(model, batches, position, options, watch or _unwatched)
        position = _close_epoch(model, material, position)
        write_metrics(options.folder / "metrics.csv", position.rows)
        checkpoint.save(options.folder, model, position)
    return model


def compiled(recipe: Recipe, num_classes: int, steps_per_epoch: int, seed: int) -> Model:
    """Return the recipe's network with its optimiser, every variable in place."""
    keras.utils.set_random_seed(seed)
    _make_deterministic()
    model = build(recipe.network, num_classes)
    optimiser = keras.optimizers.AdamW(_rate(recipe, steps_per_epoch), weight_decay=recipe.weight_decay)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimiser, loss=loss, metrics=["accuracy"])
    optimiser.build(model.trainable_variables)
    return model


def begin(folder: Path, recipe: Recipe, material: Material, options: RunOptions) -> None:
    """Make the run folder and write what is needed to repeat the run.

    Raises:
        TrainingError: when the folder holds a run and `resume` was not asked for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not options.resume and any(folder.glob(checkpoint.PATTERN)):
        raise TrainingError(
            f"{folder}: expected a new folder, got one with a run in it; resume it, or name another folder"
        )
    config = {
        "recipe": recipe.to_dict(),
        "seed": options.seed,
        "sources": material.sources,
        "charset": "".join(material.charset.graphemes),
        "data": material.digest(),
        "num_training": len(material.labels),
        "num_validation": len(material.validation_labels),
        "num_leaks_left_out": material.num_leaks,
        "num_blank_left_out": material.num_blank,
    }
    atomic.write_text(folder / "config.json", json.dumps(config, indent=2, ensure_ascii=False) + "\n")
    atomic.write_text(folder / "environment.json", json.dumps(environment(), indent=2) + "\n")


def environment() -> dict[str, Any]:
    """Return what the run was made with: versions, backend and machine."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return {
        "packages": versions,
        "python": platform.python_version(),
        "backend": keras.backend.backend(),
        "machine": platform.machine(),
        "system": platform.system(),
        "cpus": os.cpu_count(),
    }


def _epoch(
    model: Model, batches: Batches, position: Position, options: RunOptions, watch: Watcher
) -> Position:
    """Return the position at the end of the epoch under way, the steps that are left trained."""
    for glyphs, labels in batches.from_step(position.epoch, position.step):
        logs = model.train_on_batch(glyphs, labels, return_dict=True)
        position = position.after({name: float(value) for name, value in logs.items()}, len(labels))
        watch(position, len(batches))
        if options.save_every and position.step % options.save_every == 0 and position.step < len(batches):
            checkpoint.save(options.folder, model, position)
    return position


def _close_epoch(model: Model, material: Material, position: Position) -> Position:
    """Return the position at the start of the next epoch, with this one's metrics as a row."""
    row = {"epoch": position.epoch + 1, **position.means()}
    if len(material.validation_labels):
        glyphs = material.validation_glyphs[..., None]
        seen = model.evaluate(
            glyphs, material.validation_labels, batch_size=EVALUATION_BATCH, verbose=0, return_dict=True
        )
        row |= {f"validation_{name}": float(value) for name, value in seen.items()}
    row["learning_rate"] = float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
    row["finished_at"] = round(time.time(), 1)
    return position.next_epoch(row)


def _resumed(folder: Path, model: Model, fresh: Position) -> Position:
    """Return where the run in `folder` stood, `model` filled; the start, where nothing was saved yet."""
    found = checkpoint.restore(folder, model)
    if found is None:
        return fresh
    for what in ("recipe", "data", "seed"):
        if getattr(found, what) != getattr(fresh, what):
            raise TrainingError(
                f"{folder}: expected the same {what} as when the run began, got another;"
                " name the run's own, or start a new run"
            )
    return found


def _load(model: Model, path: Path) -> None:
    """Give `model` the weights of a Keras model on disk."""
    donor = open_keras(path)
    shapes = [weight.shape for weight in model.get_weights()]
    if [weight.shape for weight in donor.get_weights()] != shapes:
        raise TrainingError(
            f"{path}: expected the weights of this recipe's network, got another's; name its own recipe"
        )
    model.set_weights(donor.get_weights())


def _rate(recipe: Recipe, steps_per_epoch: int) -> Any:  # noqa: ANN401 - a number or a Keras schedule
    """Return the learning rate over the run."""
    if recipe.schedule == "constant":
        return recipe.learning_rate
    steps = steps_per_epoch * recipe.epochs
    rise = max(1, int(RISE * steps))
    return keras.optimizers.schedules.CosineDecay(
        FIRST_RATE * recipe.learning_rate,
        max(1, steps - rise),
        warmup_target=recipe.learning_rate,
        warmup_steps=rise,
    )


def _make_deterministic() -> None:
    """Ask TensorFlow for the same sums every time; the other backends are so on a CPU."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_op_determinism()


def _unwatched(_position: Position, _num_steps: int) -> None:
    """Watch nothing."""
