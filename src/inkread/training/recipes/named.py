"""The recipes that come with inkread, by name."""

import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from inkread.errors import ConfigError
from inkread.training.recipes.augmentation import Augmentation
from inkread.training.recipes.for_classic_sets import CLASSIC_SET_RECIPES
from inkread.training.recipes.network import Network
from inkread.training.recipes.recipe import Recipe
from inkread.training.recipes.settings import changed

TAUGHT_BY: Final = ", taught by "
"""Between a recipe's name and its teacher's, in what a bundle says of its training."""

MLP = Recipe("mlp", "Two dense layers: the baseline to beat.", Network(units=(256, 128)), epochs=10)

CLASSIC_16_32 = Recipe(
    "classic-16-32",
    "Three small convolutions and two dense layers: the first network of the tutorials.",
    Network(filters=(16, 32, 32), pool_after=(1, 2), units=(512,)),
    epochs=10,
)

CLASSIC_32_64 = Recipe(
    "classic-32-64",
    "The network of countless tutorials, twice as wide; stops once it knows 98.5 % of what it is shown.",
    Network(filters=(32, 64, 64), pool_after=(1, 2), units=(512,)),
    epochs=20,
    stop_at_accuracy=0.985,
)

CLASSIC_32_64_DROPOUT = Recipe(
    "classic-32-64-dropout",
    "The same with half of the dense layer of 512 left out at each step, so that it learns less by heart.",
    Network(filters=(32, 64, 64), pool_after=(1, 2), units=(512,), dropout=0.5),
    epochs=20,
    stop_at_accuracy=0.985,
)

# github.com/keras-team/keras, examples/mnist_cnn.py at 2.3: 12 epochs of 128, Adadelta as Keras then set it.
# Its rate was 1.0, the one of Zeiler's paper; the 0.001 of later Keras leaves this network half trained.
ADADELTA = Recipe(
    "adadelta",
    "The network of Keras's own MNIST example: one-hot labels, Adadelta, saved as digit_classifier.h5 too.",
    Network(filters=(32, 64), pool_after=(2,), units=(128,), map_dropout=0.25, dropout=0.5),
    epochs=12,
    learning_rate=1.0,
    optimiser="adadelta",
    labels="one-hot",
    keras_file="digit_classifier.h5",
)

# Pooled before the second 5×5: on 28×28 maps of 32 channels that one alone would cost seven times the
# whole of classic-32-64.
DEEPER = Recipe(
    "deeper",
    "Six convolutions, the first two with larger kernels, pooled three times: what depth buys.",
    Network(
        filters=(32, 32, 64, 64, 128, 128),
        kernel_sizes=(5, 5, 3, 3, 3, 3),
        padding="same",
        pool_after=(1, 2, 4),
        units=(256,),
        map_dropout=0.1,
        dropout=0.5,
    ),
    epochs=10,
)

# The first convolution halves the maps at once, with a kernel wide enough to see a whole stroke: on a CPU
# maps of 28×28 cost most, in memory traffic rather than in arithmetic. The last, widest one works on maps
# of 4×4 for the same reason: of 7×7 it alone would cost as much as all before it.
# It is meant to be trained on images and, by `--extra`, on handwriting fonts: of people's own drawings, 36
# classes, 89.2 % were read without fonts and blemishes, 91.8 % with them (three seeds each).
COMPACT = Recipe(
    "compact",
    "The shipped reader's: five small convolutions, writing bent and inked anew each time.",
    Network(
        filters=(32, 48, 96, 128, 224),
        kernel_sizes=(5, 3, 3, 3, 3),
        strides=(2, 1, 2, 1, 2),
        padding="same",
        norm=True,
        head="average",
        dropout=0.2,
    ),
    epochs=12,
    batch_size=256,
    learning_rate=4e-3,
    schedule="one-cycle",
    optimiser="muon",
    weight_decay=0.02,
    augmentation=Augmentation(blemished=0.15),
    balance=0.65,
    samples_per_epoch=128_000,
    extra_share=0.35,
    even_priors=True,
)

# An eleventh of compact's weights and a sixth of its arithmetic. MNIST-like digits are written whole, with
# strokes alike in width: letter traits, cut sides and other pens would be learnt in vain. Bent in grey,
# compact read 122 of 16,000 held-out MNIST digits wrong, inked anew 135, after as many images (one seed).
NIMBLE = Recipe(
    "nimble",
    "For MNIST-like digits: five convolutions of under 40,000 weights in all.",
    Network(
        filters=(16, 24, 32, 40, 40),
        kernel_sizes=(5, 3, 3, 3, 3),
        strides=(2, 1, 2, 1, 1),
        padding="same",
        norm=True,
        head="average",
    ),
    epochs=15,
    batch_size=256,
    learning_rate=6e-3,
    schedule="one-cycle",
    weight_decay=0.01,
    augmentation=Augmentation(
        rotation=7.0, shear=0.12, aspect=0.1, wobble=0.6, grey=True, shift=0.8, traits=0.0
    ),
)

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        recipe.name: recipe
        for recipe in (
            MLP,
            CLASSIC_16_32,
            CLASSIC_32_64,
            CLASSIC_32_64_DROPOUT,
            ADADELTA,
            DEEPER,
            COMPACT,
            NIMBLE,
            *CLASSIC_SET_RECIPES,
        )
    }
)


def find_recipe(name: str, **changes: object) -> Recipe:
    """Return the recipe `name` with `changes` made to it; a change to None is none.

    Raises:
        ConfigError: when there is no such recipe or setting, or a number is outside its range.

    Example:
        >>> find_recipe("mlp", epochs=2).epochs
        2
    """
    if name not in RECIPES:
        close = difflib.get_close_matches(name, RECIPES, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"choose one of {', '.join(RECIPES)}"
        raise ConfigError(f"expected a recipe, got {name!r}; {hint}")
    return changed(RECIPES[name], {key: value for key, value in changes.items() if value is not None})


def recipe_of(told: str) -> Recipe:
    """Return the recipe that a bundle names: by itself, or with the teacher that taught by it.

    Raises:
        ConfigError: when there is no such recipe.

    Example:
        >>> recipe_of("mlp, taught by inkread-62-best").name
        'mlp'
    """
    return find_recipe(told.partition(TAUGHT_BY)[0])
