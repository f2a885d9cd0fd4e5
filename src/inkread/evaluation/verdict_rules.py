"""The rules by which a run is judged: each says its verdict, or nothing where it does not hold.

Every limit is a convention, named so that it can be argued with.
"""

from inkread.evaluation.curve_traits import SURE, Traits
from inkread.evaluation.curves import Curves
from inkread.evaluation.verdict import Diagnosis, Evidence

LEAST_EPOCHS = 3  # of which a slope can be doubted
GAP = 0.01  # accuracy that must not be lost between training and validation …
GAP_SHARE = 0.15  # … or this share of the validation error, where that is more: at 50 % one point is nothing
LOSS_RISE = 0.10  # share by which the validation loss may rise above its least
BLOW_UP = 1.5  # times its least: a training loss above has diverged …
LEAST_BLOW_UP = 0.1  # … if it is by so many nats too: from 0.001 to 0.002 is nothing
GUESSING = 0.1  # of the way from guessing to certainty: accuracy below is that of guessing
NEARLY = 0.95  # of the loss of guessing
STILL_GAINING = 0.10  # share of the error that the last quarter of a run may still have taken off
LEAST_GAIN = 0.002
FLAWLESS_FROM = 1000  # validation images without one error that nobody believes: MNIST itself has mislabelled
BETTER_THAN_TRAINING = 0.005  # accuracy by which unseen images may do better than those trained on


def stuck(traits: Traits, num_classes: int) -> Diagnosis | None:
    """Return that the run diverged where its loss blew up, or it never left guessing."""
    chance = 1 / num_classes
    limit = chance + GUESSING * (1 - chance)
    if (
        traits.epochs >= LEAST_EPOCHS
        and traits.loss >= NEARLY * traits.chance_loss
        and traits.accuracy < limit
    ):
        said = (
            f"Diverged: after {traits.epochs} epochs the training loss is {traits.loss:.2f}, and guessing"
            f" among {num_classes} classes has {traits.chance_loss:.2f}. Nothing is learned."
        )
        evidence = (
            Evidence("training loss", traits.loss, NEARLY * traits.chance_loss),
            Evidence("training accuracy", traits.accuracy, limit),
        )
        return Diagnosis("diverged", said, evidence)
    if traits.loss - traits.least_loss <= max((BLOW_UP - 1) * traits.least_loss, LEAST_BLOW_UP):
        return None
    said = (
        f"Diverged: the training loss rose from {traits.least_loss:.3f} to {traits.loss:.3f}, so the"
        " steps are too large."
    )
    limit = max(BLOW_UP * traits.least_loss, traits.least_loss + LEAST_BLOW_UP)
    return Diagnosis("diverged", said, (Evidence("last training loss", traits.loss, limit),))


def too_few_epochs(traits: Traits) -> Diagnosis | None:
    """Return that there are too few epochs for any other verdict."""
    if traits.epochs >= LEAST_EPOCHS:
        return None
    said = f"Too short: {traits.epochs} of the {LEAST_EPOCHS} epochs it takes to see where the curves lead."
    return Diagnosis("too-short", said, (Evidence("epochs", traits.epochs, LEAST_EPOCHS),))


def too_good(traits: Traits, curves: Curves) -> Diagnosis | None:
    """Return that validation is too good to be true: its images may have been trained on."""
    num = curves.num_validation
    if num >= FLAWLESS_FROM and traits.validation_accuracy * num > num - 0.5:
        said = (
            f"Too good to be true: not one error on {num:,} validation images. Look for images that are in"
            " training as well."
        )
        return Diagnosis("too-good", said, (Evidence("validation errors", 0, 0.5),))
    limit = max(BETTER_THAN_TRAINING, 2 * SURE * traits.noise)
    # An epoch's training accuracy is the mean over the epoch: it lags while the network still learns.
    settled = not traits.gain.exceeds(STILL_GAINING * (1 - traits.accuracy))
    if curves.hardened or not settled or -traits.gap <= limit:
        return None
    said = (
        f"Too good to be true: validation accuracy {_percent(traits.validation_accuracy)} lies above training"
        f" accuracy {_percent(traits.accuracy)}, though nothing made training harder. The validation"
        " images are easier than the training images, or among them."
    )
    return Diagnosis("too-good", said, (Evidence("validation above training", -traits.gap, limit),))


def over_fitted_by_gap(traits: Traits) -> Diagnosis | None:
    """Return that the run over-fitted, where it is sure to do worse on unseen images."""
    limit = max(_allowed(traits), SURE * traits.noise)
    if traits.gap <= limit:
        return None
    said = (
        f"Over-fitted: accuracy is {_percent(traits.accuracy)} on training images and"
        f" {_percent(traits.validation_accuracy)} on validation images; {100 * traits.gap:.1f} points are"
        f" lost on unseen images, where {100 * limit:.1f} would pass."
    )
    return Diagnosis("over-fitted", said, (Evidence("gap", traits.gap, limit), _noise(traits)))


def over_fitted_by_loss(traits: Traits) -> Diagnosis | None:
    """Return that the run over-fitted, where its validation loss rose while the training loss fell."""
    rise = traits.validation_loss - traits.least_validation_loss
    limit = max(LOSS_RISE * traits.least_validation_loss, 1.5 * SURE * traits.loss_noise)
    if rise <= limit or traits.loss_since_best >= 0:
        return None
    said = (
        f"Over-fitted: the validation loss was least, {traits.least_validation_loss:.3f}, at epoch"
        f" {traits.best_epoch} and has risen to {traits.validation_loss:.3f} by epoch {traits.epochs}, while"
        " the training loss fell on: the network grows surer of what it reads wrong."
    )
    evidence = (
        Evidence("rise of the validation loss", rise, float(limit)),
        Evidence("epoch of least validation loss", traits.best_epoch),
    )
    return Diagnosis("over-fitted", said, evidence)


def still_learning(traits: Traits, *, hardened: bool) -> Diagnosis | None:
    """Return that the run was cut off while it still got better."""
    limit = max(LEAST_GAIN, STILL_GAINING * (1 - traits.validation_accuracy))
    own_limit = max(LEAST_GAIN, STILL_GAINING * (1 - traits.accuracy))
    unseen, seen = traits.validation_gain.exceeds(limit), traits.gain.exceeds(own_limit)
    # Training images bent anew each time can hardly be learned by heart: what is gained there is real.
    widening = traits.gap > SURE * traits.noise and not hardened
    if not unseen and (not seen or widening):
        return None
    what, gain, bar, end = (
        ("validation", traits.validation_gain.change, limit, traits.last_validation_accuracy)
        if unseen
        else ("training", traits.gain.change, own_limit, traits.last_accuracy)
    )
    said = (
        f"Too short: {what} accuracy still rose by {100 * gain:.1f} points over the last {traits.tail}"
        f" epochs, to {_percent(end)}."
    )
    return Diagnosis("too-short", said, (Evidence(f"gain of the {what} accuracy", gain, bar),))


def under_fitted(traits: Traits, target: float) -> Diagnosis | None:
    """Return that the network cannot even do what it was trained on."""
    reached = max(traits.accuracy, traits.validation_accuracy)
    if reached + SURE * traits.noise >= target:
        return None
    said = (
        f"Under-fitted: accuracy has settled at {_percent(traits.accuracy)} on the training images themselves"
        f" ({_percent(traits.validation_accuracy)} on validation images), below {_percent(target)}. The"
        " network or its training is too weak, or the classes cannot be told apart by shape, as 0 and O."
    )
    return Diagnosis("under-fitted", said, (Evidence("accuracy reached", reached, target), _noise(traits)))


def too_noisy(traits: Traits, num_validation: int) -> Diagnosis | None:
    """Return that a gap too large to pass could hide in the noise."""
    allowed = _allowed(traits)
    if max(traits.gap, 0.0) + SURE * traits.noise <= 2 * allowed:
        return None
    said = (
        f"Too noisy to say: the gap between training and validation is {100 * traits.gap:.1f} ±"
        f" {100 * SURE * traits.noise:.1f} points, judged on {num_validation:,} validation images; more than"
        f" {100 * allowed:.1f} would be over-fitted."
    )
    return Diagnosis("too-noisy", said, (Evidence("gap", traits.gap, allowed), _noise(traits)))


def well_fitted(traits: Traits) -> Diagnosis:
    """Return that nothing is wrong."""
    said = (
        f"Well-fitted: accuracy is {_percent(traits.accuracy)} on training images and"
        f" {_percent(traits.validation_accuracy)} on validation images, and neither still rises."
    )
    return Diagnosis("well-fitted", said, (Evidence("gap", traits.gap, _allowed(traits)), _noise(traits)))


def _allowed(traits: Traits) -> float:
    """Return the gap that passes."""
    return max(GAP, GAP_SHARE * (1 - traits.validation_accuracy))


def _noise(traits: Traits) -> Evidence:
    """Return the standard error of the gap as evidence."""
    return Evidence("standard error of the gap", traits.noise)


def _percent(share: float) -> str:
    """Return a share for a sentence.

    Example:
        >>> _percent(0.9871)
        '98.7 %'
    """
    return f"{100 * share:.1f} %"
