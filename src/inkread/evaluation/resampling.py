"""What repeated training says of accuracy: intervals over folds and repeats, and the bootstrap's .632+."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

import numpy as np
import numpy.typing as npt

from inkread.datasets.samples import Labels
from inkread.evaluation.intervals import LEVEL

HELD_BY_BOOTSTRAP = 0.368  # share of the images that a draw of n out of n leaves out, 1/e
DRAWN_BY_BOOTSTRAP = 0.632

LIMITS = (
    "The t interval takes the folds for independent, which they are not: any two share most of their training"
    " images, so it is too narrow. The corrected interval (Nadeau and Bengio 2003) widens it by the share of"
    " held-out to training images; it is the one to quote. Neither says how a network trained on other"
    " writers' images, or photographed otherwise, would do."
)


def interval_of_mean(
    values: Sequence[float], *, held_per_trained: float = 0.0, level: float = LEVEL
) -> tuple[float, float]:
    """Return Student's interval of the mean of shares measured by several fits, kept within 0 and 1.

    With `held_per_trained` the variance is (1/J + n_held/n_trained) s² instead of s²/J, because fits on
    overlapping images are no independent draws (Nadeau and Bengio 2003, "Inference for the Generalization
    Error", Machine Learning 52:239, section 3).

    Args:
        values: one a fit.
        held_per_trained: held-out images for each training image, 1 / (K - 1) for K folds; 0 takes the fits
            for independent.
        level: of confidence.

    Raises:
        ValueError: when there are fewer than two values.
    """
    if len(values) < 2:
        raise ValueError(f"expected two values at least, got {len(values)}")
    from scipy.stats import t  # type: ignore[import-untyped]

    variance = (1 / len(values) + held_per_trained) * stdev(values) ** 2
    half = float(t.ppf((1 + level) / 2, len(values) - 1)) * math.sqrt(variance)
    return max(0.0, fmean(values) - half), min(1.0, fmean(values) + half)


@dataclass(frozen=True, slots=True)
class Bootstrap632:
    """The .632+ estimate of the error, with what it is made of; all are shares from 0 to 1.

    Attributes:
        error: the estimate.
        resubstitution: error of the network trained on all images, on these same images: too low.
        out_of_bag: error on images that a draw left out, averaged image by image: too high.
        no_information: error expected if images told nothing about labels.
        overfitting: how far from none (0) to entire (1) the network merely remembers.
        weight: of the out-of-bag error, 0.632 to 1.
    """

    error: float
    resubstitution: float
    out_of_bag: float
    no_information: float
    overfitting: float
    weight: float


def bootstrap_632_plus(
    labels: Labels,
    resubstituted: Labels,
    draws: Sequence[tuple[npt.NDArray[np.int64], Labels]],
    *,
    num_classes: int,
) -> Bootstrap632:
    """Return the .632+ estimate (Efron and Tibshirani 1997, JASA 92:548).

    Args:
        labels: the truth, axes (n,).
        resubstituted: what the network trained on all images takes them for, axes (n,).
        draws: for each bootstrap draw the rows that it left out, and what its network takes them for.
        num_classes: how many labels there are.

    Raises:
        ValueError: when no draw left an image out.
    """
    wrong, times = np.zeros(len(labels)), np.zeros(len(labels))
    for rows, predicted in draws:
        wrong[rows] += predicted != labels[rows]
        times[rows] += 1
    held = times > 0
    if not held.any():
        raise ValueError("expected draws that leave images out, got none")
    out_of_bag = float((wrong[held] / times[held]).mean())
    resubstitution = float((resubstituted != labels).mean())
    written = np.bincount(labels, minlength=num_classes) / len(labels)
    read = np.bincount(resubstituted, minlength=num_classes) / len(labels)
    no_information = float((written * (1 - read)).sum())
    capped = min(out_of_bag, no_information)
    overfitting = 0.0
    if capped > resubstitution and no_information > resubstitution:
        overfitting = (capped - resubstitution) / (no_information - resubstitution)
    weight = DRAWN_BY_BOOTSTRAP / (1 - HELD_BY_BOOTSTRAP * overfitting)
    error = (1 - weight) * resubstitution + weight * capped
    return Bootstrap632(error, resubstitution, out_of_bag, no_information, overfitting, weight)
