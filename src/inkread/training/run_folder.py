"""A run's folder: what it takes to repeat the run, and nothing that a killed run left half written."""

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import keras

from inkread import atomic
from inkread.bundle import Bundle
from inkread.errors import TrainingError
from inkread.training import checkpoint
from inkread.training.keras_file import SUFFIXES
from inkread.training.material import Material
from inkread.training.recipes import Recipe

CONFIG = "config.json"
ENVIRONMENT = "environment.json"
UNDER_WAY = (".*.????????.keras", ".*.????????.h5")  # what `save_keras` leaves behind where it is killed
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


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is carried out; nothing here decides the weights but the seed, `load` and `teacher`.

    Attributes:
        folder: the run folder, made if it is not there.
        seed: of the weights, the order, the augmentation and dropout.
        resume: go on from the folder's newest checkpoint.
        load: a `.keras` or `.h5` file whose weights to start from, or None.
        teacher: the folder, zip or name of a bundle whose answers are learnt beside the labels, or None.
        save_every: steps between checkpoints inside an epoch; 0 saves at each epoch's end only.
        tensorboard: whether to write TensorBoard's event files too.
    """

    folder: Path
    seed: int = 0
    resume: bool = False
    load: Path | None = None
    teacher: str | None = None
    save_every: int = 0
    tensorboard: bool = False


def claim(folder: Path, *, resume: bool) -> None:
    """Make `folder` ready for a run: there, and free of what a killed run left half written.

    Raises:
        TrainingError: when it holds a run and `resume` was not asked for, or was and it holds none.
    """
    if resume:
        _expect_run(folder)
    elif any(folder.glob(checkpoint.PATTERN)):
        raise TrainingError(
            f"{folder}: expected a new folder, got one with a run in it; resume it, or name another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    atomic.sweep(folder)
    for pattern in UNDER_WAY:
        for stale in folder.glob(pattern):
            stale.unlink(missing_ok=True)


def _expect_run(folder: Path) -> None:
    if not (folder / CONFIG).is_file():
        raise TrainingError(
            f"{folder}: expected a run to go on with, got none; check the name, or start without resume"
        )


def describe(
    recipe: Recipe, material: Material, options: RunOptions, *, teacher: Mapping[str, str] | None = None
) -> None:
    """Write what is needed to repeat the run; `teacher` tells which bundle teaches it."""
    config = {
        "recipe": recipe.to_dict(),
        "seed": options.seed,
        "sources": material.sources,
        "extra": material.extra,
        "avoid": material.avoid,
        "leak_check": material.leak_check,
        "charset": "".join(material.charset.graphemes),
        "data": material.digest(),
        "num_training": len(material.labels),
        "num_validation": len(material.validation_labels),
        "num_leaks_left_out": material.num_leaks,
        "num_blank_left_out": material.num_blank,
        "shared_writers": material.shared_writers,
        "load": weights_named(options.load),
        "teacher": None if teacher is None else dict(teacher),
    }
    atomic.write_text(options.folder / ENVIRONMENT, json.dumps(environment(), indent=2) + "\n")
    text = json.dumps(config, indent=2, ensure_ascii=False) + "\n"
    atomic.write_text(options.folder / CONFIG, text)  # last: with it the folder holds a run


def started_from(folder: Path) -> Path | None:
    """Return the file whose weights the run in `folder` started from, or None.

    Raises:
        TrainingError: when the file has changed since.
    """
    return next(iter(starts_of(folder)), None)


def starts_of(folder: Path) -> tuple[Path, ...]:
    """Return the files or bundles whose weights the run in `folder` started from.

    Raises:
        TrainingError: when one of them has changed since.
    """
    kept = json.loads((folder / CONFIG).read_text(encoding="utf-8")).get("load") or []
    starts = kept if isinstance(kept, list) else [kept]
    for start in starts:
        path = Path(start["path"])
        if weights_named(path) != start:
            raise TrainingError(
                f"{path}: expected the file that the run in {folder} began with, got another; start a new run"
            )
    return tuple(Path(start["path"]) for start in starts)


def taught_by(folder: Path) -> dict[str, str] | None:
    """Return source, name, SHA-256 and temperature of the teacher of the run in `folder`, or None.

    Raises:
        TrainingError: when no run is there.
    """
    _expect_run(folder)
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    kept: dict[str, str] | None = config.get("teacher")
    return kept


def environment() -> dict[str, Any]:
    """Return what a run is made with: versions, backend and machine."""
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


def weights_named(path: Path | None) -> dict[str, str] | None:
    """Return which weights a run starts from, so that it can be told later whether they are the same.

    Raises:
        TrainingError: when there is no such file.
        BundleError: when it is no Keras file, and no bundle either.
    """
    if path is None:
        return None
    if path.suffix not in SUFFIXES:
        return {"path": str(path), "sha256": Bundle.open(str(path)).digest}
    if not path.is_file():
        raise TrainingError(f"{path}: expected a Keras model, got no such file; check the path")
    return {"path": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
