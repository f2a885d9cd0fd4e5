"""The runs that the window trained: a folder each, told from the files that `inkread train` leaves there."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inkread.data_folder import data_folder

FOLDER = "runs"
CONFIG, METRICS, BUNDLE = "config.json", "metrics.csv", "bundle"
MANIFEST = "bundle.json"
LARGEST = 4 << 20  # bytes of a file read here; those of a run are some kilobytes
MOST_RUNS = 200

Row = dict[str, float]
"""An epoch's numbers by name, as `metrics.csv` has them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a run began with.

    Attributes:
        recipe: its name.
        epochs: of the whole run, at most.
        samples_per_epoch: images drawn an epoch, or None for each once.
        sources: what is learnt from.
        seed: of the run.
        num_training: images that are learnt from.
        num_validation: images that are only looked at, to see how well it reads what it never saw.
        graphemes: the characters.
    """

    recipe: str
    epochs: int
    samples_per_epoch: int | None
    sources: tuple[str, ...]
    seed: int
    num_training: int
    num_validation: int
    graphemes: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run's folder.

    Attributes:
        folder: where it is.
        is_finished: whether there is a bundle in it.
    """

    folder: Path
    is_finished: bool

    @property
    def bundle(self) -> Path:
        """The bundle's folder."""
        return self.folder / BUNDLE


def runs_folder() -> Path:
    """Return where the window trains."""
    return data_folder() / FOLDER


def new_run(home: Path, recipe: str) -> Path:
    """Return the first folder `RECIPE-1`, `-2` … of `home` that is not there yet, made.

    Raises:
        OSError: when it cannot be made.
    """
    home.mkdir(parents=True, exist_ok=True)
    number = 1
    while (home / f"{recipe}-{number}").exists():
        number += 1
    folder = home / f"{recipe}-{number}"
    folder.mkdir()
    return folder


def earlier_runs(home: Path) -> tuple[Run, ...]:
    """Return the runs in `home`, the newest first; a folder that holds none is passed over."""
    try:
        begun = [(path.stat().st_mtime, path.parent) for path in home.glob(f"*/{CONFIG}")]
    except OSError:  # one that goes while it is looked at
        return ()
    return tuple(run_of(folder) for _, folder in sorted(begun, reverse=True)[:MOST_RUNS])


def run_of(folder: Path) -> Run:
    """Return the run in a folder."""
    return Run(folder, (folder / BUNDLE / MANIFEST).is_file())


def facts_of(folder: Path) -> Facts | None:
    """Return what the run in `folder` began with, or None where that is not known, or not yet."""
    try:
        config: Any = json.loads(_text(folder / CONFIG))
        recipe = config["recipe"]
        return Facts(
            recipe=str(recipe["name"]),
            epochs=int(recipe["epochs"]),
            samples_per_epoch=recipe.get("samples_per_epoch"),
            sources=tuple(map(str, config["sources"])),
            seed=int(config["seed"]),
            num_training=int(config["num_training"]),
            num_validation=int(config["num_validation"]),
            graphemes=str(config["charset"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def rows_of(folder: Path) -> tuple[Row, ...]:
    """Return the epochs that are done; none of a file that is missing or damaged.

    A cell that is left empty stands for no number of that epoch.
    """
    try:
        lines = csv.DictReader(_text(folder / METRICS).splitlines())
        return tuple({name: float(cell) for name, cell in line.items() if name and cell} for line in lines)
    except (OSError, ValueError, TypeError, csv.Error):
        return ()


def _text(path: Path) -> str:
    """Return a file's text.

    Raises:
        OSError: when it cannot be read.
        ValueError: when it is no text, or too large to be one of ours.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"{path}: expected at most {LARGEST:,} bytes, got more; is it a run's file?")
    return content.decode("utf-8")
