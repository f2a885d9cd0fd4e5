"""Conformal limits, class by class, and what the sets made with them cover and measure.

Class-conditional (Mondrian) conformal prediction: every character's own images are covered, not only the
average over easy and hard ones (Vovk 2012, Machine Learning 92:349; Sadinle, Lei & Wasserman 2019, Journal of
the American Statistical Association 114:223). The promise holds for images like the calibration's.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.bundle import SetLimits
from inkread.charset import Charset
from inkread.datasets.samples import Labels
from inkread.errors import DataError
from inkread.evaluation.metrics import Probabilities
from inkread.recognition.sets import members

ROUNDING = 1e-9
# A limit that the one or two oddest images make puts its character into nearly every set: with 1 here, sets
# of letters at 0.99 had 2.8 characters, with 3 they have 1.2 (validation images), and cover as many.
LEAST_PLACE = 3
WITHIN = 0.01  # how much less than meant a class may be covered


@dataclass(frozen=True, slots=True)
class SetFigures:
    """What sets of one level did on samples that their limits were not taken from.

    Attributes:
        n: samples.
        mean_size: characters a set, on average.
        coverage: share of the samples whose set holds the truth, 0 to 1.
        single: share of the samples whose set is one character.
        num_classes: classes with samples.
        share_within: of these, classes covered as often as meant, or less than a point less often.
        worst: the least covered class, and its coverage.
    """

    n: int
    mean_size: float
    coverage: float
    single: float
    num_classes: int
    share_within: float
    worst: tuple[str, float]


def set_limits(
    probabilities: Probabilities, labels: Labels, charset: Charset, *, coverage: float
) -> SetLimits:
    """Return the limits at which a set holds the truth for `coverage` of each character's images or more.

    The limit of a character is the k-th smallest probability that its own n images gave it, with
    k = floor((1 - coverage) (n + 1)). Where k is below 3, for a character has too few images, all such
    characters share the limit of their images together; and where even these are too few, that of all images.

    Args:
        probabilities: axes (n, c), of samples that the network was not trained on.
        labels: axes (n,).
        charset: what the columns stand for.
        coverage: 0 to 1.

    Raises:
        DataError: when all the samples together are too few.
    """
    own = probabilities[np.arange(len(labels)), labels]
    counts = np.bincount(labels, minlength=len(charset))
    is_rare = np.array([_place(int(count), coverage) < LEAST_PLACE for count in counts])
    of_rare = own[is_rare[labels]]
    pool = of_rare if _place(len(of_rare), coverage) else own
    if is_rare.any() and not enough_for(len(pool), coverage=coverage):
        raise DataError(
            f"expected at least {math.ceil(1 / (1 - coverage)) - 1} samples for sets of {coverage:.0%},"
            f" got {len(pool)}; give more, or a lower coverage"
        )
    limits = [
        _quantile(pool if is_rare[label] else own[labels == label], coverage) for label in range(len(charset))
    ]
    pooled = tuple(grapheme for grapheme, rare in zip(charset.graphemes, is_rare, strict=True) if rare)
    return SetLimits(coverage, tuple(limits), pooled)


def enough_for(num: int, *, coverage: float) -> bool:
    """Return whether so many images are enough for a limit."""
    return _place(num, coverage) > 0


def set_figures(
    probabilities: Probabilities, labels: Labels, charset: Charset, limits: SetLimits
) -> SetFigures:
    """Return what sets with these limits, as the reader makes them, cover and measure."""
    held = np.zeros(probabilities.shape, np.bool_)
    least = np.asarray(limits.limits)
    for row, mask in zip(probabilities, held, strict=True):
        mask[list(members(row, least, coverage=limits.coverage))] = True
    sizes = held.sum(axis=1)
    covered = held[np.arange(len(labels)), labels]
    counts = np.bincount(labels, minlength=len(charset))
    present = np.flatnonzero(counts)
    shares = np.bincount(labels[covered], minlength=len(charset))[present] / counts[present]
    worst = int(shares.argmin())
    return SetFigures(
        n=len(labels),
        mean_size=float(sizes.mean()),
        coverage=float(covered.mean()),
        single=float((sizes == 1).mean()),
        num_classes=len(present),
        share_within=float((shares >= limits.coverage - WITHIN).mean()),
        worst=(charset.decode(int(present[worst])), float(shares[worst])),
    )


def _quantile(own: npt.NDArray[np.float64], coverage: float) -> float:
    """Return the probability that all but a share of `own` reach."""
    place = _place(len(own), coverage)
    return float(np.partition(own, place - 1)[place - 1])


def _place(num: int, coverage: float) -> int:
    """Return which smallest of `num` probabilities is the limit, counted from 1; 0 where there is none."""
    return math.floor((1.0 - coverage) * (num + 1) + ROUNDING)
