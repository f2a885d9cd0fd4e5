"""The numbers that a verdict on a run rests on: gap, noise, what is still gained, how far the loss rose."""

import math
from dataclasses import dataclass

import numpy as np

from inkread.evaluation.curves import Curve, Curves

TAIL_SHARE = 4  # the last quarter of the epochs tells where a run stands …
LEAST_TAIL = 3  # … but never fewer than three: two points have no slope that could be doubted
LEAST_FOR_JITTER = 5  # epochs; fewer give too few second differences to measure noise by
FEW_BENDS = 6
MAD_TO_DEVIATION = 1.4826  # of a normal distribution (Rousseeuw & Croux 1993)
SURE = 2.5  # standard errors: one verdict in a hundred may be luck


@dataclass(frozen=True, slots=True)
class Gain:
    """How much a curve has changed over the tail, by a straight line through it, and the error of that."""

    change: float
    error: float

    def exceeds(self, limit: float) -> bool:
        """Return whether the curve surely rises, and by more than `limit`."""
        return self.change > max(limit, SURE * self.error)


@dataclass(frozen=True, slots=True)
class Traits:
    """What the end of a run looks like.

    Attributes:
        epochs: how many there were.
        tail: how many of the last were looked at for slopes.
        accuracy: on training images, mean of the last epochs.
        validation_accuracy: likewise.
        last_accuracy: on training images, of the last epoch alone: where the run ended.
        last_validation_accuracy: likewise.
        gap: accuracy - validation_accuracy.
        noise: standard error of the gap: images to count on, and jumps from epoch to epoch.
        gain: of the accuracy over the tail.
        validation_gain: of the validation accuracy over the tail.
        loss: last training loss.
        least_loss: the least training loss.
        chance_loss: ln(classes), the loss of guessing.
        validation_loss: at the end.
        least_validation_loss: the least, each epoch averaged with its neighbours.
        best_epoch: where that was, from 1.
        loss_noise: jumps of the validation loss from epoch to epoch, a standard deviation.
        loss_since_best: training loss at the end minus at the best epoch.
    """

    epochs: int
    tail: int
    accuracy: float
    validation_accuracy: float
    last_accuracy: float
    last_validation_accuracy: float
    gap: float
    noise: float
    gain: Gain
    validation_gain: Gain
    loss: float
    least_loss: float
    chance_loss: float
    validation_loss: float
    least_validation_loss: float
    best_epoch: int
    loss_noise: float
    loss_since_best: float


def traits_of(curves: Curves) -> Traits:
    """Return the traits of a run's curves, all of them finite."""
    epochs = len(curves)
    tail = min(epochs, max(LEAST_TAIL, epochs // TAIL_SHARE))
    last = min(epochs, LEAST_TAIL)
    accuracy = float(curves.accuracy[-last:].mean())
    held_out = float(curves.validation_accuracy[-last:].mean())
    sampling = _sampling_error(held_out, curves.num_validation)
    jitter = _jitter(curves.validation_accuracy, default=sampling)
    training_error = _sampling_error(accuracy, curves.num_training)
    smooth = _smoothed(curves.validation_loss)
    best = int(smooth.argmin())
    return Traits(
        epochs=epochs,
        tail=tail,
        accuracy=accuracy,
        validation_accuracy=held_out,
        last_accuracy=float(curves.accuracy[-1]),
        last_validation_accuracy=float(curves.validation_accuracy[-1]),
        gap=accuracy - held_out,
        noise=math.hypot(sampling, training_error, jitter / math.sqrt(last)),
        # A few differences can come out small by luck; what counting allows is the floor.
        gain=_gain(curves.accuracy[-tail:], max(_jitter(curves.accuracy, default=0.0), training_error)),
        validation_gain=_gain(curves.validation_accuracy[-tail:], max(jitter, sampling)),
        loss=float(curves.loss[-1]),
        least_loss=float(curves.loss.min()),
        chance_loss=math.log(curves.num_classes),
        validation_loss=float(smooth[-1]),
        least_validation_loss=float(smooth[best]),
        best_epoch=best + 1,
        loss_noise=_jitter(curves.validation_loss, default=0.0),
        loss_since_best=float(curves.loss[-1] - curves.loss[best]),
    )


def _sampling_error(share: float, num: int) -> float:
    """Return the standard error of a share counted on `num` images, never 0 (Agresti & Coull 1998)."""
    centred = (share * num + 2) / (num + 4)
    return math.sqrt(centred * (1 - centred) / (num + 4))


def _jitter(curve: Curve, *, default: float) -> float:
    """Return by how much a curve jumps about its own trend, as a standard deviation.

    From second differences, in which a straight trend cancels; each is a sum of noises of weights 1, -2 and
    1, so of √6 times their deviation. Their root mean square, but of fewer than six their median: a run so
    short still bends upwards where they begin, and that is no noise.
    """
    late = curve[-max(LEAST_FOR_JITTER, len(curve) // 2) :]
    if len(late) < LEAST_FOR_JITTER:
        return default
    bends = np.diff(late, 2)
    if np.all(bends <= 0) or np.all(bends >= 0):
        return default  # noise turns to and fro; this is a curve that still bends towards its end
    if len(bends) < FEW_BENDS:
        return float(MAD_TO_DEVIATION * np.median(np.abs(bends)) / math.sqrt(6))
    return float(np.sqrt(np.mean(bends**2) / 6))


def _gain(curve: Curve, jitter: float) -> Gain:
    """Return the change along the straight line of least squares, and its standard error."""
    num = len(curve)
    if num < LEAST_TAIL:
        return Gain(0.0, math.inf)
    places = np.arange(num) - (num - 1) / 2
    spread = float((places**2).sum())
    slope = float(places @ curve) / spread
    return Gain(slope * (num - 1), jitter / math.sqrt(spread) * (num - 1))


def _smoothed(curve: Curve) -> Curve:
    """Return each epoch averaged with its two neighbours, the first and last with their only one.

    Of fewer than six epochs each stands for itself: averaging would hide the valley that is looked for.
    """
    if len(curve) < 2 * LEAST_TAIL:
        return curve
    sums = np.convolve(curve, np.ones(3), mode="same")
    counts = np.convolve(np.ones(len(curve)), np.ones(3), mode="same")
    smooth: Curve = sums / counts
    return smooth
