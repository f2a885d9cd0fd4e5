"""The curves of one run as drawings: what it learned, and what it had not seen."""

import numpy as np

from inkread.evaluation.curves import Curves
from inkread.reporting.figures import Curve, curves
from inkread.reporting.page import Figure, Section
from inkread.reporting.style import Words


def run_curves(run: Curves, *, title: str = "Curves") -> Section:
    """Return accuracy and loss by epoch, each on training and on validation images."""
    return Section(title, (_figure(run, "accuracy"), _figure(run, "loss")))


def _figure(run: Curves, metric: str) -> Figure:
    """Return one metric by epoch."""
    seen, unseen = getattr(run, metric), getattr(run, f"validation_{metric}")
    epochs = np.arange(1, len(run) + 1)
    last = f"{seen[-1]:.3f} on training images, {unseen[-1]:.3f} on validation images"
    words = Words(
        f"{metric.capitalize()} by epoch. After the last: {last}.",
        f"{metric.capitalize()} goes from {unseen[0]:.3f} on validation images to {last}.",
        "epoch",
        metric,
    )
    return curves([Curve("training", epochs, seen), Curve("validation", epochs, unseen)], words)
