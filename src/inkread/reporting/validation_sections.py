"""Sections on ways to validate: which K is best here, and what hold-out and bootstrap say beside it."""

from collections.abc import Sequence

import numpy as np

from inkread.evaluation.validation_processes import KChoice, KScore, Process
from inkread.reporting.figures import Curve, curves
from inkread.reporting.page import Callout, Figure, Paragraph, Section, Table
from inkread.reporting.percent import percent
from inkread.reporting.style import Words


def which_k(choice: KChoice) -> Section:
    """Return what each K measured, and which is best here."""
    rows = tuple(
        (
            f"{score.num_folds}",
            len(score.means),
            round(score.num_training),
            percent(sum(score.means) / len(score.means)),
            _bias(score, choice.scores[-1]),
            f"{100 * score.deviation:.2f}",
            round(score.images_trained),
            "?" if score.seconds is None else f"{score.seconds / 60:.1f}",
        )
        for score in choice.scores
    )
    table = Table(
        ("K", "repeats", "trained on", "accuracy", "bias", "spread", "images trained", "minutes"),
        rows,
        "What K folds say, what they miss, and what they cost.",
        "Bias: mean less that of the largest K, ± its standard error. Spread: standard deviation over"
        " repeats. Both in percentage points. Images trained and minutes are those of one repeat.",
    )
    reasons = tuple(Paragraph(sentence) for sentence in choice.why)
    best = Callout(f"Best here: K = {choice.best}.", "good")
    return Section("Which K", (best, _by_k(choice), table, *reasons))


def ways_to_validate(processes: Sequence[Process]) -> Section:
    """Return the ways to validate side by side."""
    rows = tuple(
        (
            item.title,
            percent(item.accuracy),
            percent(item.interval[0]),
            percent(item.interval[1]),
            item.num_fits,
            item.images_trained,
            "?" if item.seconds is None else f"{item.seconds / 60:.1f}",
            item.note,
        )
        for item in processes
    )
    header = ("validated by", "accuracy", "from", "to", "networks", "images trained", "minutes", "note")
    caption = "Other ways to validate the same recipe on the same images, with 95 % intervals."
    return Section("Other ways to validate", (Table(header, rows, caption),))


def _bias(score: KScore, most: KScore) -> str | None:
    """Return how far a K lies from the largest, with its standard error; of the largest itself, nothing."""
    if score is most:
        return None
    return f"{100 * score.bias:+.2f} ± {100 * score.bias_error:.2f}"


def _by_k(choice: KChoice) -> Figure:
    """Return the accuracy that each K says, its repeats as a band."""
    numbers = np.array([score.num_folds for score in choice.scores])
    means = 100.0 * np.array([score.means for score in choice.scores])  # axes (K, repeats)
    middle = means.mean(axis=1)
    told = "; ".join(f"K = {k}: {mean:.2f} %" for k, mean in zip(numbers, middle, strict=True))
    words = Words(
        "Accuracy by K: the mean of the repeats, and in the band every repeat. Besides, the number of images"
        f" leaves ±{100 * choice.margin:.2f} percentage points open, whatever K is.",
        told,
        "K",
        "held-out accuracy, %",
    )
    return curves([Curve("accuracy", numbers, middle, means.min(axis=1), means.max(axis=1))], words)
