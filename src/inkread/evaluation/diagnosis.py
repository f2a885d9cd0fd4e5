"""Is a run over-fitted, under-fitted or well-fitted — or can nobody tell? In words, with the numbers.

The rules are asked in a fixed order, and the first that holds is the verdict.
"""

from collections.abc import Callable

import numpy as np

from inkread.evaluation import verdict_rules as rules
from inkread.evaluation.curve_traits import traits_of
from inkread.evaluation.curves import COLUMNS, Curves
from inkread.evaluation.verdict import Diagnosis, Evidence

TARGET = 0.95  # training accuracy below it is under-fitted, unless the person names what can be had


def diagnose(curves: Curves, *, target: float = TARGET) -> Diagnosis:
    """Return the verdict on a run's curves.

    Args:
        curves: of one run, or the mean over folds.
        target: the accuracy on training images that a network able to do the task reaches.

    Example:
        >>> rising = np.array([0.5, 0.8, 0.9, 0.97, 0.98, 0.98, 0.98])
        >>> diagnose(Curves(rising, 1 - rising, rising - 0.002, 1 - rising, 9000, 9000, 10)).verdict
        'well-fitted'
    """
    found = _broken(curves)
    if found is not None:
        return found
    traits = traits_of(curves)
    asked: tuple[Callable[[], Diagnosis | None], ...] = (
        lambda: rules.stuck(traits, curves.num_classes),
        lambda: rules.too_few_epochs(traits),
        lambda: rules.too_good(traits, curves),
        lambda: rules.over_fitted_by_gap(traits),
        lambda: rules.over_fitted_by_loss(traits),
        lambda: rules.still_learning(traits, hardened=curves.hardened),
        lambda: rules.under_fitted(traits, target),
        lambda: rules.too_noisy(traits, curves.num_validation),
    )
    for rule in asked:
        found = rule()
        if found is not None:
            return found
    return rules.well_fitted(traits)


def _broken(curves: Curves) -> Diagnosis | None:
    """Return that the run diverged, where a number of it is none."""
    for epoch in range(len(curves)):
        for name in COLUMNS:
            value = float(getattr(curves, name)[epoch])
            if not np.isfinite(value):
                said = (
                    f"Diverged: {name.replace('_', ' ')} of epoch {epoch + 1} is {value}, which is no number."
                )
                return Diagnosis("diverged", said, (Evidence("epoch without a number", epoch + 1),))
    return None
