"""The folder of a cross-validation: what it began with, so that it goes on with nothing else."""

import json
from pathlib import Path
from typing import Any

from inkread import atomic
from inkread.datasets.folds import tie
from inkread.errors import TrainingError
from inkread.study.crossval.options import CrossvalOptions
from inkread.study.crossval.plan import make_plan
from inkread.training.crossval.memory import num_cores
from inkread.training.crossval.pool import Pool, gather_pool, open_pool, save_pool
from inkread.training.material import Progress

CONFIG = "crossval.json"
FORMAT = 1


def begin(options: CrossvalOptions, gathering: Progress) -> Pool:
    """Return the run's images: those that it began with, where it goes on."""
    path = options.folder / CONFIG
    if options.resume:
        if not path.is_file():
            raise TrainingError(
                f"{options.folder}: expected a cross-validation to go on with, got none; check the name, or"
                " start without resume"
            )
        _refuse_another(options, _config(path))
        atomic.sweep(options.folder)
        return open_pool(options.folder / "pool")
    if path.exists():
        raise TrainingError(
            f"{options.folder}: expected a new folder, got one with a cross-validation in it; resume it, or"
            " name another folder"
        )
    pool = gather_pool(options.source, progress=gathering)
    make_plan(options, pool, tie(pool.glyphs, pool.writers))  # what cannot be dealt leaves no folder behind
    save_pool(pool, options.folder / "pool")
    record = _described(options) | {
        "format": FORMAT,
        "threads": max(1, num_cores() // options.jobs),
        "data": pool.digest(),
        "settings": options.recipe.to_dict(),
    }
    atomic.write_text(path, json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    return pool


def num_threads(folder: Path) -> int:
    """Return the threads of each network's process, which the run keeps as it began with."""
    return int(_config(folder / CONFIG)["threads"])


def _described(options: CrossvalOptions) -> dict[str, Any]:
    """Return what decides the figures of the folds, and so has to stay the same."""
    return {
        "source": options.source,
        "recipe": options.recipe.digest(),
        "folds": options.folds,
        "seed": options.seed,
        "leak_check": options.leak_check,
    }


def _config(path: Path) -> dict[str, Any]:
    """Return what the run began with."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise TrainingError(f"{path}: expected JSON, got {error}; start a new run") from error
    return record


def _refuse_another(options: CrossvalOptions, began: dict[str, Any]) -> None:
    """Refuse to go on with other settings than the run began with."""
    for name, value in _described(options).items():
        if began.get(name) != value:
            got = "another" if name == "recipe" else repr(value)
            was = "the recipe" if name == "recipe" else f"{name} {began.get(name)!r}"
            raise TrainingError(
                f"{options.folder}: expected {was} that the run began with, got {got};"
                " name the run's own, or start a new run"
            )
