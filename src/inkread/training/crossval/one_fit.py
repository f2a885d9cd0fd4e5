"""One network of a cross-validation: trained in its own run folder, judged on what it has not seen.

`result.json` comes last. A fit without it is gone on with, one that has it is never trained again.
"""

import json
import time
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.datasets.samples import Labels
from inkread.datasets.split import RowNumbers
from inkread.evaluation.fold_result import PREDICTIONS, RESULT, FitResult, write_predictions
from inkread.evaluation.leaks import near_duplicates
from inkread.evaluation.metrics_csv import METRICS, read_metrics
from inkread.training import checkpoint
from inkread.training.architectures import Model
from inkread.training.crossval.draws import Fit
from inkread.training.crossval.pool import Pool
from inkread.training.fit import EVALUATION_BATCH, Watcher, train
from inkread.training.keras_file import save_keras
from inkread.training.material import Material
from inkread.training.recipes import Recipe
from inkread.training.run_folder import CONFIG, RunOptions


def carry_out(
    fit: Fit, pool: Pool, recipe: Recipe, folder: Path, *, leak_check: bool, watch: Watcher
) -> None:
    """Train `fit` in `folder`, going on where it stood, and write what it made of its held-out images."""
    if (folder / RESULT).is_file():
        return
    material, num_leaks = _material(fit, pool, leak_check=leak_check and fit.leaks_matter)
    options = RunOptions(folder, seed=fit.seed, resume=(folder / CONFIG).is_file())
    clock = _Clock(watch)
    model = train(recipe, material, options, watch=clock)
    logits = _logits(model, material.validation_glyphs)
    write_predictions(folder / PREDICTIONS, fit.held, logits, whole=fit.keep)
    if fit.keep:
        save_keras(model, folder / "model.keras")
    result = FitResult(
        fit.name,
        fit.number,
        num_training=len(material.labels),
        num_held=len(fit.held),
        num_leaks=num_leaks,
        accuracy=float((logits.argmax(axis=1) == material.validation_labels).mean()),
        loss=_loss(logits, material.validation_labels),
        images_trained=_images_trained(recipe, len(material.labels), folder),
        seconds=clock.seconds(),
    )
    atomic.write_text(folder / RESULT, json.dumps(result.to_dict(), indent=2) + "\n")
    for path in folder.glob(checkpoint.PATTERN):
        path.unlink(missing_ok=True)  # fifty fits would fill a disk with what nobody goes on from
    keras.backend.clear_session()


class _Clock:
    """Watches a fit and tells how long all its steps take, also where a kill parted them."""

    def __init__(self, watch: Watcher) -> None:
        self._watch = watch
        self._first: tuple[int, float] | None = None
        self._last = (0, 0.0)

    def __call__(self, position: checkpoint.Position, num_steps: int) -> None:
        self._last = (position.steps_done, time.monotonic())
        # Counted from the first step on: that one also traces the graph.
        self._first = self._first or self._last
        self._watch(position, num_steps)

    def seconds(self) -> float | None:
        """Return the seconds of all steps at this session's pace, or None where it made not two."""
        if self._first is None or self._last[0] <= self._first[0]:
            return None
        pace = (self._last[1] - self._first[1]) / (self._last[0] - self._first[0])
        return pace * self._last[0]


def _material(fit: Fit, pool: Pool, *, leak_check: bool) -> tuple[Material, int]:
    """Return what the fit trains on and is judged on, and how many training images were left out."""
    rows, num_leaks = fit.train, 0
    if leak_check:
        rows = _without_leaks(fit.train, fit.held, pool)
        num_leaks = len(fit.train) - len(rows)
    made = Material(
        pool.charset,
        np.asarray(pool.glyphs[rows]),
        pool.labels[rows],
        np.asarray(pool.glyphs[fit.held]),
        pool.labels[fit.held],
        sources=(pool.source,),
        num_leaks=num_leaks,
        num_blank=pool.num_blank,
        leak_check=leak_check,
    )
    return made, num_leaks


def _without_leaks(train_rows: RowNumbers, held_rows: RowNumbers, pool: Pool) -> RowNumbers:
    """Return the training rows that show no held-out image's writing."""
    different = np.unique(train_rows)  # a bootstrap draw repeats some
    found = near_duplicates(np.asarray(pool.glyphs[different]), np.asarray(pool.glyphs[held_rows]))
    return train_rows[~np.isin(train_rows, different[found.train_rows])]


def _logits(model: Model, glyphs: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Return the network's logits, axes (n, c)."""
    starts = range(0, len(glyphs), EVALUATION_BATCH)
    parts = [model.predict_on_batch(glyphs[start : start + EVALUATION_BATCH, ..., None]) for start in starts]
    return np.concatenate([np.asarray(part, np.float32) for part in parts])


def _loss(logits: npt.NDArray[np.float32], labels: Labels) -> float:
    """Return the mean cross entropy, in nats."""
    from scipy.special import log_softmax  # type: ignore[import-untyped]

    rows = log_softmax(logits.astype(np.float64), axis=1)
    return float(-rows[np.arange(len(labels)), labels].mean())


def _images_trained(recipe: Recipe, num_training: int, folder: Path) -> int:
    """Return how many images went through the network in training, each as often as it did."""
    return len(read_metrics(folder / METRICS)) * (recipe.samples_per_epoch or num_training)
