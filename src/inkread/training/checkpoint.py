"""Checkpoints from which a killed run goes on to the very same weights.

One file holds every variable — weights, optimiser, the seeds of dropout — and where the run was. It is
written whole or not at all, and the one before is kept in case the disk spoils the last.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.errors import TrainingError
from inkread.training.architectures import Model

KEPT = 2  # the newest, and one to fall back on
NAME = "checkpoint-{:09d}.npz"
PATTERN = "checkpoint-*.npz"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a run stands.

    Attributes:
        recipe: digest of the recipe.
        data: digest of the training data.
        seed: the run's seed.
        epoch: the epoch under way, from 0.
        step: the next step in it, from 0.
        steps_done: steps since the start of the run.
        seen: images of this epoch so far.
        sums: each metric of this epoch, times the images it was taken on, summed.
        rows: the metrics of the epochs that are done.
    """

    recipe: str
    data: str
    seed: int
    epoch: int = 0
    step: int = 0
    steps_done: int = 0
    seen: int = 0
    sums: dict[str, float] = field(default_factory=dict)
    rows: tuple[dict[str, float], ...] = ()

    def means(self) -> dict[str, float]:
        """Return the metrics of this epoch so far."""
        return {name: total / self.seen for name, total in self.sums.items()}

    def after(self, metrics: Mapping[str, float], num_images: int) -> "Position":
        """Return the position after one more step."""
        sums = {name: self.sums.get(name, 0.0) + value * num_images for name, value in metrics.items()}
        return replace(
            self, step=self.step + 1, steps_done=self.steps_done + 1, seen=self.seen + num_images, sums=sums
        )

    def next_epoch(self, row: dict[str, float]) -> "Position":
        """Return the start of the next epoch, this one's metrics kept as a row."""
        return replace(self, epoch=self.epoch + 1, step=0, seen=0, sums={}, rows=(*self.rows, row))


def save(folder: Path, model: Model, position: Position) -> Path:
    """Write a checkpoint of the compiled `model` into `folder` and drop all but the newest two."""
    arrays: dict[str, Any] = {
        f"v{place:05d}": np.asarray(variable) for place, variable in enumerate(_variables(model))
    }
    header = np.frombuffer(json.dumps(asdict(position)).encode(), dtype=np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, header=header, **arrays)
    path = folder / NAME.format(position.steps_done)
    atomic.write_bytes(path, buffer.getvalue())
    for old in sorted(folder.glob(PATTERN))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def restore(folder: Path, model: Model) -> Position | None:
    """Fill `model` from the newest whole checkpoint in `folder`; None where there is none.

    Raises:
        TrainingError: when there are checkpoints but none is whole, or they are of another network.
    """
    paths = sorted(folder.glob(PATTERN), reverse=True)
    for path in paths:
        arrays = _read(path)
        if arrays is not None:
            return _fill(model, arrays, path)
    if paths:
        raise TrainingError(
            f"{paths[0]}: expected a whole checkpoint, got a damaged one;"
            " remove the run's folder and train again"
        )
    return None


def _variables(model: Model) -> list[npt.ArrayLike]:
    """Return every variable that the next step depends on, in a fixed order: also dropout's seeds."""
    return [*model.variables, *model.optimizer.variables]


def _read(path: Path) -> dict[str, npt.NDArray[np.generic]] | None:
    """Return the arrays of a checkpoint, or None where the file is damaged; each carries a CRC."""
    try:
        with zipfile.ZipFile(path) as opened:
            # Read whole, and so checked, before NumPy sees it: a spoilt shape would read too little.
            contents = {name.removesuffix(".npy"): opened.read(name) for name in opened.namelist()}
        return {name: np.load(io.BytesIO(content), allow_pickle=False) for name, content in contents.items()}
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None


def _fill(model: Model, arrays: dict[str, npt.NDArray[np.generic]], path: Path) -> Position:
    """Assign the arrays to the model's variables and return the position."""
    variables = _variables(model)
    values = [arrays[name] for name in sorted(arrays) if name != "header"]
    shapes = [tuple(variable.shape) for variable in variables]  # type: ignore[union-attr]
    if [value.shape for value in values] != shapes:
        raise TrainingError(
            f"{path}: expected a checkpoint of this network, got one of another; use the run's own recipe"
        )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)  # type: ignore[union-attr]
    fields = json.loads(arrays["header"].tobytes())
    return Position(**{**fields, "rows": tuple(fields["rows"])})
