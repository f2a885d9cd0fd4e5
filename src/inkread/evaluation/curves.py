"""The curves of a run, an epoch a point: accuracy and loss on training and on validation images."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.errors import DataError
from inkread.evaluation.metrics_csv import METRICS, Row, read_metrics

CONFIG = "config.json"
COLUMNS = ("accuracy", "loss", "validation_accuracy", "validation_loss")
DROPOUTS = ("dropout", "map_dropout")

Curve = npt.NDArray[np.float64]
"""One number an epoch, axes (epochs,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What a run wrote down of each epoch, and what it takes to judge it.

    Attributes:
        accuracy: on training images, the mean over the epoch, 0 to 1.
        loss: likewise, in nats.
        validation_accuracy: at the epoch's end, on images not trained on.
        validation_loss: likewise.
        num_training: training images.
        num_validation: validation images, which bound how exact their accuracy can be.
        num_classes: graphemes to choose among.
        hardened: whether training images were bent, or units dropped: then training accuracy is measured on
            a harder task than validation accuracy, and may lie below it.

    Raises:
        DataError: when the curves differ in length or hold no epoch.
    """

    accuracy: Curve
    loss: Curve
    validation_accuracy: Curve
    validation_loss: Curve
    num_training: int
    num_validation: int
    num_classes: int
    hardened: bool = False

    def __post_init__(self) -> None:
        """Refuse curves that do not belong together."""
        lengths = {len(getattr(self, name)) for name in COLUMNS}
        if len(lengths) != 1 or lengths == {0}:
            raise DataError(
                f"expected curves of one length, one epoch or more, got lengths {sorted(lengths)};"
                " give the curves of one run"
            )

    def __len__(self) -> int:
        """Return the number of epochs."""
        return len(self.loss)


def mean_curves(folds: Sequence[Curves]) -> Curves:
    """Return the mean curves of several folds, over the epochs that all of them have.

    Validation images add up, as every fold has its own; the training images are those of one fold.

    Raises:
        DataError: when there is no fold.
    """
    if not folds:
        raise DataError("expected the curves of at least one fold, got none; train first")
    epochs = min(len(fold) for fold in folds)
    means = {name: np.mean([getattr(fold, name)[:epochs] for fold in folds], axis=0) for name in COLUMNS}
    return Curves(
        **means,
        num_training=min(fold.num_training for fold in folds),
        num_validation=sum(fold.num_validation for fold in folds),
        num_classes=folds[0].num_classes,
        hardened=any(fold.hardened for fold in folds),
    )


def read_curves(run: Path) -> Curves:
    """Return the curves of the run in the folder `run`.

    Raises:
        DataError: when it holds no run, or one without validation images, or a number is none.
    """
    config = read_config(run)
    rows = _with_validation(run / METRICS)
    curves = {name: np.array([row[name] for row in rows], np.float64) for name in COLUMNS}
    return Curves(
        **curves,
        num_training=int(config["num_training"]),
        num_validation=int(config["num_validation"]),
        num_classes=max(2, len(config["charset"])),
        hardened=_is_hardened(config["recipe"]),
    )


def read_config(run: Path) -> dict[str, Any]:
    """Return what the run in the folder `run` wrote down to be repeated.

    Raises:
        DataError: when there is no such record, or a damaged one.
    """
    path = run / CONFIG
    try:
        config = json.loads(path.read_text("utf-8"))
        for name in ("num_training", "num_validation", "charset", "recipe", "sources"):
            config[name]
    except OSError as error:
        raise DataError(f"{run}: expected a run folder, got no {CONFIG}; name a run's folder") from error
    except (ValueError, TypeError, KeyError) as error:
        raise DataError(
            f"{path}: expected a run's record, got a damaged one ({error}); train anew"
        ) from error
    return dict(config)


def epochs_left(config: Mapping[str, Any], curves: Curves) -> int:
    """Return how many epochs a run was still to do when it was stopped; 0 where it ended by its recipe."""
    recipe = config["recipe"]
    enough = recipe.get("stop_at_accuracy")
    if enough is not None and curves.accuracy[-1] >= enough:
        return 0
    return max(0, int(recipe.get("epochs", 0)) - len(curves))


def _with_validation(path: Path) -> tuple[Row, ...]:
    """Return the numbers of each epoch, those on validation images among them."""
    rows = read_metrics(path)
    missing = [name for name in COLUMNS if name not in rows[0]]
    if missing:
        raise DataError(
            f"{path}: expected the column {missing[0]}, got {', '.join(rows[0])};"
            " train with validation images to have a run diagnosed"
        )
    return rows


def _is_hardened(recipe: dict[str, Any]) -> bool:
    """Return whether the recipe bends images or drops units while it trains."""
    network = recipe.get("network")
    dropouts = [network.get(name) for name in DROPOUTS] if isinstance(network, dict) else []
    return bool(recipe.get("augmentation")) or any(dropouts)
