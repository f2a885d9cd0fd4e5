"""Ways to validate side by side: what K costs and misses, repeated hold-out, the bootstrap's .632+."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, stdev
from typing import Any

from inkread.evaluation.fold_result import FitResult
from inkread.evaluation.intervals import wilson_interval
from inkread.evaluation.resampling import (
    DRAWN_BY_BOOTSTRAP,
    HELD_BY_BOOTSTRAP,
    Bootstrap632,
    interval_of_mean,
)

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Process:
    """One way to validate, and what it says of the same recipe and images.

    Attributes:
        title: such as `5 folds`.
        accuracy: its estimate, 0 to 1.
        interval: 95 %, corrected for the images that its fits share (Nadeau and Bengio 2003).
        num_fits: networks trained.
        images_trained: images that went through a network in training.
        seconds: of training, or None where a kill left too little to tell by.
        note: what to know of it.
    """

    title: str
    accuracy: float
    interval: Interval
    num_fits: int
    images_trained: int
    seconds: float | None
    note: str


@dataclass(frozen=True, slots=True)
class KScore:
    """What K folds say, repeated with new deals.

    Attributes:
        num_folds: K.
        means: the mean accuracy of each repeat.
        num_training: images that one of its networks is trained on, on average.
        bias: mean accuracy less that of the largest K, which trains on most; below 0 it is pessimistic.
        bias_error: standard error of the bias, from the spread over repeats.
        deviation: standard deviation over the repeats.
        images_trained: by one repeat.
        seconds: of one repeat, or None.
    """

    num_folds: int
    means: tuple[float, ...]
    num_training: float
    bias: float
    bias_error: float
    deviation: float
    images_trained: float
    seconds: float | None

    @property
    def error(self) -> float:
        """How far the choice of K moves the estimate: the root of bias² + deviation²."""
        return math.hypot(self.bias, self.deviation)


@dataclass(frozen=True, slots=True)
class KChoice:
    """Which K is best here.

    Attributes:
        best: K.
        scores: of each K, ascending.
        margin: half of Wilson's 95 % interval for as many images: what no K can know.
        why: sentences for a person, each on a figure.
    """

    best: int
    scores: tuple[KScore, ...]
    margin: float
    why: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the choice as JSON-ready values."""
        return asdict(self)


def choose_k(results: Mapping[int, Sequence[Sequence[FitResult]]], *, n: int) -> KChoice:
    """Return the K to use, from the fits of each repeat of each K.

    The cheapest K wins whose choice moves the estimate (bias against the largest K, and spread over repeats)
    by less than the number of images leaves open anyway; where none does, the one that moves it least.

    Args:
        results: for each K, for each repeat (two at least), the fits of its folds.
        n: images in all.
    """
    most = max(results)
    best_known = [_mean(fits) for fits in results[most]]
    scores = tuple(_score(k, results[k], best_known) for k in sorted(results))
    share = fmean(best_known)
    low, high = wilson_interval(round(share * n), n)
    margin = (high - low) / 2
    good = [score for score in scores if score.error <= margin]
    best = min(good, key=lambda s: s.images_trained) if good else min(scores, key=lambda s: s.error)
    why = tuple(_reasons(best, scores, margin=margin, n=n, sure=bool(good)))
    return KChoice(best.num_folds, scores, margin, why)


def hold_out_process(fits: Sequence[FitResult]) -> Process:
    """Return what repeated hold-out says; two repeats at least."""
    values = [fit.accuracy for fit in fits]
    ratio = fmean(fit.num_held / fit.num_training for fit in fits)
    share = fmean(fit.num_held / (fit.num_held + fit.num_training + fit.num_leaks) for fit in fits)
    note = f"{100 * share:.0f} % held out each time; an image may be held out often or never."
    interval = interval_of_mean(values, held_per_trained=ratio)
    return _process(f"hold-out, {len(fits)} times", fmean(values), interval, fits, note)


def bootstrap_process(whole: FitResult, draws: Sequence[FitResult], found: Bootstrap632) -> Process:
    """Return what the bootstrap says; two draws at least.

    Its interval is that of the out-of-bag accuracies, moved to the .632+ estimate.
    """
    values = [fit.accuracy for fit in draws]
    low, high = interval_of_mean(values, held_per_trained=HELD_BY_BOOTSTRAP / DRAWN_BY_BOOTSTRAP)
    accuracy, moved = 1 - found.error, 1 - found.error - fmean(values)
    interval = (max(0.0, low + moved), min(1.0, high + moved))
    note = (
        f"Error {100 * found.resubstitution:.2f} % on images seen, {100 * found.out_of_bag:.2f} % on images"
        f" left out, weighed {1 - found.weight:.3f} to {found.weight:.3f}; a draw holds some 63 % of the"
        " images."
    )
    return _process(f"bootstrap .632+, {len(draws)} draws", accuracy, interval, [whole, *draws], note)


def fold_process(fits: Sequence[FitResult], accuracy: float, interval: Interval) -> Process:
    """Return the k-fold cross-validation as one process among the others."""
    return _process(f"{len(fits)} folds", accuracy, interval, fits, "Every image is held out once.")


def _process(
    title: str, accuracy: float, interval: Interval, fits: Sequence[FitResult], note: str
) -> Process:
    """Return a process with what its fits cost."""
    cost = sum(fit.images_trained for fit in fits)
    return Process(title, accuracy, interval, len(fits), cost, _seconds(fits), note)


def _score(k: int, repeats: Sequence[Sequence[FitResult]], best_known: Sequence[float]) -> KScore:
    """Return the figures of one K beside the means of the largest."""
    means = [_mean(fits) for fits in repeats]
    fits = [fit for repeat in repeats for fit in repeat]
    spread, spread_of_most = stdev(means), stdev(best_known)
    own = means == list(best_known)
    error = math.hypot(spread / math.sqrt(len(means)), spread_of_most / math.sqrt(len(best_known)))
    seconds = _seconds(fits)
    return KScore(
        num_folds=k,
        means=tuple(means),
        num_training=fmean(fit.num_training for fit in fits),
        bias=fmean(means) - fmean(best_known),
        bias_error=0.0 if own else error,
        deviation=spread,
        images_trained=sum(fit.images_trained for fit in fits) / len(repeats),
        seconds=None if seconds is None else seconds / len(repeats),
    )


def _mean(fits: Sequence[FitResult]) -> float:
    """Return the mean accuracy of the folds of one repeat."""
    return fmean(fit.accuracy for fit in fits)


def _seconds(fits: Sequence[FitResult]) -> float | None:
    """Return the seconds of all fits; those that do not know count as the mean of the others."""
    known = [fit.seconds for fit in fits if fit.seconds is not None]
    return fmean(known) * len(fits) if known else None


def _reasons(best: KScore, scores: Sequence[KScore], *, margin: float, n: int, sure: bool) -> "list[str]":
    """Return why `best` is best, in sentences."""
    most = scores[-1]
    points = "percentage points"
    said = [
        f"With {n:,} images any estimate near {100 * fmean(most.means):.2f} % is uncertain by"
        f" ±{100 * margin:.2f} {points}, whatever K is."
    ]
    said += [_sentence(score, most) for score in scores]
    if sure:
        said.append(
            f"K = {best.num_folds} is the cheapest whose bias and spread together"
            f" ({100 * best.error:.2f} {points}) stay below that; more folds would buy nothing that these"
            " images can show."
        )
    else:
        said.append(
            f"No K keeps its bias and spread below that; K = {best.num_folds} comes closest, with"
            f" {100 * best.error:.2f} {points}. More images would help more than more folds."
        )
    said.append(
        f"The spreads rest on {len(best.means)} repeats: take them as rough, and differences within two"
        " standard errors as none."
    )
    return said


def _sentence(score: KScore, most: KScore) -> str:
    """Return what one K costs and misses."""
    if score is most:
        return (
            f"K = {score.num_folds} trains on {score.num_training:,.0f} images, the most, and is what the"
            f" others are measured against; its mean moves by {100 * score.deviation:.2f} between repeats."
        )
    tells = "within" if abs(score.bias) <= 2 * score.bias_error else "beyond"
    return (
        f"K = {score.num_folds} trains on {score.num_training:,.0f} images and lies"
        f" {100 * score.bias:+.2f} from K = {most.num_folds}, {tells} two standard errors"
        f" (±{200 * score.bias_error:.2f}); its mean moves by {100 * score.deviation:.2f} between repeats;"
        f" it costs {100 * score.images_trained / most.images_trained:.0f} % of K = {most.num_folds}."
    )
