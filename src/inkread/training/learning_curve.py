"""Accuracy against training-set size: one recipe trained on nested parts of its material, resumable."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inkread import atomic
from inkread.datasets.samples import Labels
from inkread.errors import TrainingError
from inkread.evaluation.curves import read_curves
from inkread.evaluation.power_law import LEAST_SIZES
from inkread.training.fit import Watcher, train
from inkread.training.material import Material
from inkread.training.recipes import Recipe
from inkread.training.run_folder import CONFIG, RunOptions

PLAN = "learning-curve.json"
POINT = "point.json"
NUM_SIZES = 6  # each half of the next, so that the least is a thirty-second of all
LEAST_PER_CLASS = 2

Rows = npt.NDArray[np.int64]
"""Places in the training material, axes (n,)."""

Watching = Callable[[int], Watcher]
"""Called with a number of training images; returns what watches the run on them."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One size of a learning curve.

    Attributes:
        size: training images.
        accuracy: on them, over the last epoch.
        validation_accuracy: at its end, on the same images at every size.
    """

    size: int
    accuracy: float
    validation_accuracy: float


def learning_curve(
    recipe: Recipe,
    material: Material,
    options: RunOptions,
    *,
    sizes: Sequence[int],
    watching: Watching | None = None,
) -> tuple[CurvePoint, ...]:
    """Return the accuracy that the recipe reaches at each size, smallest first.

    Each size is a run in a folder of its own; killed and resumed, the curve is the same to the last digit.

    Args:
        recipe: as it is: what a person would train with on so many images. Its passes stay as many, so that
            fewer images are also fewer steps, unless it draws a fixed number an epoch.
        material: the whole; every size takes the first rows of one order, see `nested_rows`.
        options: where, with which seed, and whether to go on.
        sizes: training images of each point.
        watching: makes a watcher for each size.

    Raises:
        TrainingError: when a size is out of range, there is nothing to judge on, or the folder holds
            another curve.
    """
    if not len(material.validation_labels):
        raise TrainingError("expected validation images to judge on, got none; name more data")
    wanted = sorted(set(sizes))
    parts = nested_rows(material.labels, wanted, seed=options.seed)
    _claim(recipe, material, options)
    points = []
    for size, rows in zip(wanted, parts, strict=True):
        part = replace(material, glyphs=material.glyphs[rows], labels=material.labels[rows])
        watch = watching(size) if watching else None
        points.append(_point(recipe, part, options, watch))
    return tuple(points)


def usual_sizes(num: int, num_classes: int) -> tuple[int, ...]:
    """Return sizes that halve from `num` down, as long as two images a class are left, smallest first.

    Where these are too few for a law, as many as it needs are spread evenly.

    Raises:
        TrainingError: when there are too few images for so many sizes.

    Example:
        >>> usual_sizes(1000, 10), usual_sizes(36, 5)
        ((31, 62, 125, 250, 500, 1000), (10, 19, 27, 36))
    """
    halves = [num >> place for place in range(NUM_SIZES)]
    sizes = tuple(size for size in reversed(halves) if size >= LEAST_PER_CLASS * num_classes)
    if len(sizes) >= LEAST_SIZES:
        return sizes
    for least in (LEAST_PER_CLASS * num_classes, num_classes):
        if num >= least + LEAST_SIZES - 1:
            return tuple(np.linspace(least, num, LEAST_SIZES).round().astype(int).tolist())
    raise TrainingError(
        f"expected {num_classes + LEAST_SIZES - 1} training images or more, for {LEAST_SIZES} sizes with one"
        f" of each of {num_classes} classes, got {num}; give each class more images"
    )


def nested_rows(labels: Labels, sizes: Sequence[int], *, seed: int) -> tuple[Rows, ...]:
    """Return the rows of each size: all are the first rows of one order, so each size holds the one before.

    In that order the classes advance together, each by its share, so that every part is stratified; as many
    rows as there are classes hold one of each.

    Raises:
        TrainingError: when a size is not between the number of classes and the number of rows.
    """
    classes, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
    for size in sizes:
        if not len(classes) <= size <= len(labels):
            raise TrainingError(
                f"expected sizes from {len(classes)}, one image a class, to {len(labels)}, got {size};"
                " change it"
            )
    draws = np.random.default_rng(seed).random(len(labels))
    by_class = np.lexsort((draws, places))
    starts = np.cumsum(counts) - counts
    ranks = np.empty(len(labels), np.int64)
    ranks[by_class] = np.arange(len(labels)) - np.repeat(starts, counts)
    order = np.lexsort((draws, ranks / counts[places]))
    return tuple(np.sort(order[:size]) for size in sizes)


def _claim(recipe: Recipe, material: Material, options: RunOptions) -> None:
    """Make the folder this curve's, or see that it is.

    Raises:
        TrainingError: when it holds a curve and none was to be resumed, or another one.
    """
    path = options.folder / PLAN
    plan = {"recipe": recipe.digest(), "data": material.digest(), "seed": options.seed}
    if path.is_file():
        if not options.resume:
            raise TrainingError(
                f"{options.folder}: expected a new folder, got a learning curve's; resume it, or name another"
            )
        try:
            found = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise TrainingError(f"{path}: expected a plan, got a damaged one; start anew") from error
        changed = [what for what in plan if found.get(what) != plan[what]]
        if changed:
            raise TrainingError(
                f"{options.folder}: expected the same {changed[0]} as when the curve began, got another;"
                " name its own, or another folder"
            )
        return
    if options.resume:
        raise TrainingError(f"{options.folder}: expected a learning curve to go on with, got none; start it")
    options.folder.mkdir(parents=True, exist_ok=True)
    atomic.write_text(path, json.dumps(plan, indent=2) + "\n")


def _point(recipe: Recipe, part: Material, options: RunOptions, watch: Watcher | None) -> CurvePoint:
    """Return the point of one size: as an earlier run found it, or trained, begun anew or gone on with."""
    folder = options.folder / f"images-{len(part.labels)}"
    kept = _kept(folder / POINT)
    if kept is not None:
        return kept
    resume = (folder / CONFIG).is_file()
    train(recipe, part, replace(options, folder=folder, resume=resume), watch=watch)
    curves = read_curves(folder)
    made = CurvePoint(len(part.labels), float(curves.accuracy[-1]), float(curves.validation_accuracy[-1]))
    atomic.write_text(folder / POINT, json.dumps(asdict(made)) + "\n")
    return made


def _kept(path: Path) -> CurvePoint | None:
    """Return the point that an earlier run left, or None."""
    if not path.is_file():
        return None
    try:
        return CurvePoint(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise TrainingError(f"{path}: expected a point, got a damaged one; delete it and resume") from error
