"""What k-fold cross-validation says: accuracy with its intervals, calibration, confusions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, stdev
from typing import Any

import numpy as np
import numpy.typing as npt

from inkread.evaluation.fold_result import FitResult
from inkread.evaluation.intervals import wilson_interval
from inkread.evaluation.metrics import (
    Confusion,
    confusion_matrix,
    confusion_pairs,
    expected_calibration_error,
    hits,
    macro_recall,
    recalls,
    top_k_accuracy,
)
from inkread.evaluation.metrics_csv import Row
from inkread.evaluation.out_of_fold import OutOfFold
from inkread.evaluation.resampling import interval_of_mean
from inkread.evaluation.temperature import fit_temperature

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Crossval:
    """The figures of one k-fold cross-validation; shares are from 0 to 1.

    Attributes:
        source: what was cross-validated.
        recipe: the recipe's name.
        seed: that the folds were drawn with.
        n: images, each held out once.
        graphemes: the classes, in the order of their labels.
        by_writer: whether no writer is in two folds.
        fits: one a fold.
        curves: each fold's rows of metrics.csv.
        mean: of the folds' accuracies.
        deviation: their sample standard deviation.
        interval: Student's 95 % interval of the mean, too narrow, as folds share training images.
        corrected: the same, corrected for that (Nadeau and Bengio 2003); the one to quote.
        pooled: accuracy over all out-of-fold predictions.
        pooled_interval: Wilson's 95 % interval of it; only the images' number is in it.
        top_2: share of images whose truth is among the two most probable.
        macro_recall: mean over the classes of the share read right.
        recalls: of each class, in the order of `graphemes`.
        temperature: fitted on all out-of-fold logits.
        ece: expected calibration error in 15 bins at temperature 1.
        ece_calibrated: the same with each fold's probabilities at the temperature of the other folds.
        confusions: the commonest, most frequent first.
    """

    source: str
    recipe: str
    seed: int
    n: int
    graphemes: tuple[str, ...]
    by_writer: bool
    fits: tuple[FitResult, ...]
    curves: tuple[tuple[Row, ...], ...]
    mean: float
    deviation: float
    interval: Interval
    corrected: Interval
    pooled: float
    pooled_interval: Interval
    top_2: float
    macro_recall: float
    recalls: tuple[float, ...]
    temperature: float
    ece: float
    ece_calibrated: float
    confusions: tuple[Confusion, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready values."""
        return asdict(self)


def summarise(
    predictions: OutOfFold, fits: Sequence[FitResult], curves: Sequence[Sequence[Row]], *, by_writer: bool
) -> Crossval:
    """Return what the folds came to, from their results and the out-of-fold predictions of all of them."""
    table = predictions.probabilities()
    labels = predictions.labels
    accuracies = [fit.accuracy for fit in fits]
    num_right = int(hits(table, labels).sum())
    ratio = fmean(fit.num_held / fit.num_training for fit in fits)
    return Crossval(
        source=predictions.source,
        recipe=predictions.recipe,
        seed=predictions.seed,
        n=len(labels),
        graphemes=predictions.charset.graphemes,
        by_writer=by_writer,
        fits=tuple(fits),
        curves=tuple(tuple(rows) for rows in curves),
        mean=fmean(accuracies),
        deviation=stdev(accuracies),
        interval=interval_of_mean(accuracies),
        corrected=interval_of_mean(accuracies, held_per_trained=ratio),
        pooled=num_right / len(labels),
        pooled_interval=wilson_interval(num_right, len(labels)),
        top_2=top_k_accuracy(table, labels, k=2),
        macro_recall=macro_recall(table, labels),
        recalls=tuple(float(value) for value in recalls(table, labels)),
        temperature=fit_temperature(predictions.logits, labels),
        ece=expected_calibration_error(table, labels),
        ece_calibrated=expected_calibration_error(cross_calibrated(predictions), labels),
        confusions=confusion_pairs(table, labels, predictions.charset),
    )


def cross_calibrated(predictions: OutOfFold) -> npt.NDArray[np.float64]:
    """Return probabilities, axes (n, c), each fold's at the temperature that the other folds ask for.

    A temperature judged on the images it was fitted on looks better than it is.
    """
    table = predictions.probabilities()
    for fold in range(predictions.folds):
        own = predictions.fold == fold
        others = predictions.predicted & ~own
        if own.any() and others.any():
            temperature = fit_temperature(predictions.logits[others], predictions.labels[others])
            table[own] = predictions.probabilities(temperature)[own]
    return table


def counts_of(predictions: OutOfFold) -> npt.NDArray[np.int64]:
    """Return the confusion matrix of the out-of-fold predictions, axes (c true, c predicted)."""
    return confusion_matrix(predictions.probabilities(), predictions.labels)
