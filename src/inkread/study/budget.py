"""A study fitted to the time there is: how long each run may train, from how fast each network trains."""

import statistics
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import count, islice

import numpy as np

from inkread.study.inquiries import Experiment
from inkread.training.batches import Batch, Batches
from inkread.training.fit import compiled
from inkread.training.material import Material
from inkread.training.recipes import Recipe
from inkread.training.recipes.settings import changed

LEAST_EPOCHS = 4  # fewer points make no curve
MOST_EPOCHS = 30
ROUNDS = 3
UNTIMED_STEPS = 2  # of a turn: the first one builds the graph, and the next batch was made in the pause
TIMED_STEPS = 4

Rates = Mapping[str, float]
"""Images trained on a second, by the digest of a recipe."""


def measure_rates(
    experiments: Sequence[Experiment], material: Material, *, tell: Callable[[int, int], None]
) -> dict[str, float]:
    """Return how many images a second each recipe trains on, here and now.

    The recipes take turns, and each one's median step counts: another program at work for a while slows a
    few steps of all, instead of making one network look slow.

    Args:
        experiments: the runs to come; each recipe is timed once.
        material: what they will train on.
        tell: called with the number of turns taken and their total.
    """
    recipes = {experiment.recipe.digest(): experiment.recipe for experiment in experiments}
    seen: dict[str, list[float]] = {digest: [] for digest in recipes}
    with ExitStack() as stack:
        paces = {
            digest: stack.enter_context(closing(_paces(recipe, material)))
            for digest, recipe in recipes.items()
        }
        turns = [digest for _ in range(ROUNDS) for digest in paces]
        for number, digest in enumerate(turns):
            tell(number, len(turns))
            steps = list(islice(paces[digest], UNTIMED_STEPS + TIMED_STEPS))
            seen[digest] += steps[UNTIMED_STEPS:]
        tell(len(turns), len(turns))
    return {digest: statistics.median(rates) for digest, rates in seen.items()}


def fit_to(
    experiments: Sequence[Experiment], seconds: float, *, rates: Rates, num_images: int
) -> tuple[Experiment, ...]:
    """Return the experiments, each shown as many images as `seconds` for all of them allow.

    All are shown the same number, however fast each is: what is compared is then the network, not the
    clock. With less than four passes' time, an epoch is made of fewer images, so that there is a curve.

    Args:
        experiments: the runs that share the time.
        seconds: for all of them.
        rates: images a second of each recipe.
        num_images: training images there are.

    Example:
        >>> from inkread.study.inquiries import usual_inquiries
        >>> runs = usual_inquiries()[0].experiments
        >>> rates = {run.recipe.digest(): 1000.0 for run in runs}
        >>> [run.recipe.epochs for run in fit_to(runs, 200.0, rates=rates, num_images=10_000)]
        [10, 10]
    """
    images_each = seconds / sum(1.0 / rates[experiment.recipe.digest()] for experiment in experiments)
    epochs = int(np.clip(images_each // num_images, LEAST_EPOCHS, MOST_EPOCHS))
    shown = round(images_each / epochs)
    return tuple(Experiment(one.name, _sized(one.recipe, epochs, shown, num_images)) for one in experiments)


def fit_each_to(
    experiments: Sequence[Experiment], seconds: float, *, rates: Rates, num_images: int
) -> tuple[Experiment, ...]:
    """Return the experiments, each shown as many images as an equal part of `seconds` allows it.

    Args:
        experiments: the runs that share the time.
        seconds: for all of them.
        rates: images a second of each recipe.
        num_images: training images there are.
    """
    share = seconds / len(experiments)
    return tuple(
        fitted
        for experiment in experiments
        for fitted in fit_to([experiment], share, rates=rates, num_images=num_images)
    )


def _sized(recipe: Recipe, epochs: int, shown: int, num_images: int) -> Recipe:
    """Return `recipe` with so many epochs of so many images, each image once where there is time for all."""
    drawn = None if shown >= num_images else max(recipe.batch_size, shown)
    return changed(recipe, {"epochs": epochs, "samples_per_epoch": drawn})


def _paces(recipe: Recipe, material: Material) -> Generator[float, None, None]:
    """Yield images a second, step by step, the next batch made while one is trained on, as in a run."""
    batches = Batches(material, changed(recipe, {"samples_per_epoch": None}), seed=0)
    model = compiled(recipe, batches, 0)
    then = time.perf_counter()
    for glyphs, labels in _endless(batches):
        model.train_on_batch(glyphs, labels)
        now = time.perf_counter()
        yield len(labels) / (now - then)
        then = time.perf_counter()  # after a pause: others have had their turns


def _endless(batches: Batches) -> Iterator[Batch]:
    """Yield the batches of one epoch after the other: a small set has few of them."""
    for epoch in count():
        yield from batches.from_step(epoch, 0)
