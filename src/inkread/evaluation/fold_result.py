"""What one network of a cross-validation came to, as its run folder keeps it."""

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.datasets.samples import Labels
from inkread.errors import DataError
from inkread.evaluation.metrics_csv import METRICS, Row, read_metrics

RESULT = "result.json"
PREDICTIONS = "held-out.npz"


@dataclass(frozen=True, slots=True)
class FitResult:
    """One network, judged on images that it has not seen.

    Attributes:
        name: of its folder, such as `fold-1`.
        number: of the fold, hold-out or draw, from 0.
        num_training: images it was trained on.
        num_held: images it was judged on.
        num_leaks: training images left out because they show a held-out image's writing.
        accuracy: on the held-out images, 0 to 1.
        loss: mean cross entropy on them, in nats.
        images_trained: images that went through it in training, each as often as it did: what it cost,
            whatever the machine.
        seconds: of training on this machine, or None where a kill left too little to tell by.
    """

    name: str
    number: int
    num_training: int
    num_held: int
    num_leaks: int
    accuracy: float
    loss: float
    images_trained: int
    seconds: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON-ready values."""
        return asdict(self)


def read_result(folder: Path) -> FitResult:
    """Return the result in a fit's folder.

    Raises:
        DataError: when there is none, or a damaged one.
    """
    path = folder / RESULT
    try:
        return FitResult(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise DataError(
            f"{path}: expected what a fit came to, got no such file ({error}); remove {folder} and resume"
        ) from error


def read_curves(folder: Path) -> tuple[Row, ...]:
    """Return the rows of a fit's `metrics.csv`, without the time of day.

    Raises:
        DataError: when it is missing or damaged.
    """
    rows = read_metrics(folder / METRICS, remedy=f"remove {folder} and resume")
    return tuple({name: value for name, value in row.items() if name != "finished_at"} for row in rows)


def write_predictions(
    path: Path, rows: npt.NDArray[np.int64], logits: npt.NDArray[np.float32], *, whole: bool
) -> None:
    """Write what a network made of `rows`: its answers, and with `whole` its logits too."""
    arrays: dict[str, Any] = {"rows": rows, "predicted": logits.argmax(axis=1)}
    if whole:
        arrays["logits"] = logits
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    atomic.write_bytes(path, buffer.getvalue())


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """What a network made of the images that it had not seen.

    Attributes:
        rows: in the pool, axes (m,).
        predicted: the label it answered, axes (m,).
        logits: axes (m, c), or None where only answers were kept.
    """

    rows: npt.NDArray[np.int64]
    predicted: Labels
    logits: npt.NDArray[np.float32] | None


def read_predictions(folder: Path) -> HeldOut:
    """Return the predictions in a fit's folder.

    Raises:
        DataError: when they are missing or damaged.
    """
    path = folder / PREDICTIONS
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as opened:
            logits = opened["logits"] if "logits" in opened.files else None
            return HeldOut(opened["rows"], opened["predicted"], logits)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(
            f"{path}: expected what a fit answered, got no such file ({error}); remove {folder} and resume"
        ) from error
