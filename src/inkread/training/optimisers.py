"""A recipe's optimiser and its learning rate over the run."""

from typing import Any

import keras

from inkread.training.muon import Muon
from inkread.training.recipes import Recipe

RISE = 0.1  # share of a one-cycle run in which the rate rises
FIRST_RATE = 0.05  # of the peak
MOMENTUM = (
    0.9  # of SGD, Nesterov's: Sutskever et al. 2013, "On the importance of initialization and momentum"
)


def optimiser(recipe: Recipe, steps_per_epoch: int) -> Any:  # noqa: ANN401 - Keras ships no types
    """Return the recipe's optimiser; weight decay is taken off apart from the gradient, as in AdamW."""
    settings: dict[str, Any] = {
        "learning_rate": _rate(recipe, steps_per_epoch),
        "weight_decay": recipe.weight_decay or None,
        "use_ema": recipe.average is not None,
    }
    if recipe.average is not None:
        settings["ema_momentum"] = recipe.average
    if recipe.optimiser == "adadelta":
        return keras.optimizers.Adadelta(**settings)
    if recipe.optimiser == "sgd":
        return keras.optimizers.SGD(momentum=MOMENTUM, nesterov=True, **settings)
    if recipe.optimiser == "muon":
        return Muon(adam_weight_decay=recipe.weight_decay or None, **settings)
    return keras.optimizers.Adam(**settings)


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
