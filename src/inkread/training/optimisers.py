"""A recipe's optimiser and its learning rate over the run."""

from typing import Any

import keras

from inkread.training.recipes import Recipe

RISE = 0.1  # share of a one-cycle run in which the rate rises
FIRST_RATE = 0.05  # of the peak
MOMENTUM = (
    0.9  # of SGD, Nesterov's: Sutskever et al. 2013, "On the importance of initialization and momentum"
)


def optimiser(recipe: Recipe, steps_per_epoch: int) -> Any:  # noqa: ANN401 - Keras ships no types
    """Return the recipe's optimiser; weight decay is taken off apart from the gradient, as in AdamW."""
    rate = _rate(recipe, steps_per_epoch)
    decay = recipe.weight_decay or None
    if recipe.optimiser == "adadelta":
        return keras.optimizers.Adadelta(rate, weight_decay=decay)
    if recipe.optimiser == "sgd":
        return keras.optimizers.SGD(rate, momentum=MOMENTUM, nesterov=True, weight_decay=decay)
    return keras.optimizers.Adam(rate, weight_decay=decay)


def _rate(recipe: Recipe, steps_per_epoch: int) -> Any:  # noqa: ANN401 - a number or a Keras schedule
    """Return the learning rate over the run."""
    if recipe.schedule == "constant":
        return recipe.learning_rate
    steps = steps_per_epoch * recipe.epochs
    rise = max(1, int(RISE * steps))
    return keras.optimizers.schedules.CosineDecay(
        FIRST_RATE * recipe.learning_rate,
        max(1, steps - rise),
        warmup_target=recipe.learning_rate,
        warmup_steps=rise,
    )
