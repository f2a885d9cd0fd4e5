"""A running average of the weights, which reads better than the weights of any single step."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from inkread.training.architectures import Model


@contextmanager
def averaged(model: Model) -> Iterator[None]:
    """Let the compiled `model` have its averaged weights inside the block, where its optimiser keeps any.

    Averages of steps: Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging"; here
    older steps count exponentially less. Means and variances of batch normalisation are running averages
    already and stay as they are.
    """
    if not model.optimizer.use_ema:
        yield
        return
    own = [np.asarray(weight) for weight in model.trainable_variables]
    model.optimizer.finalize_variable_values(model.trainable_variables)
    try:
        yield
    finally:
        for weight, value in zip(model.trainable_variables, own, strict=True):
            weight.assign(value)
