"""What the protocol came to: a row for each recipe on each set, over its seeds."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, stdev
from typing import Any

from inkread.training.classic.cells import CellResult
from inkread.training.classic.sets import CLASSIC_SETS
from inkread.training.classic.together import Together
from inkread.training.run_folder import environment


@dataclass(frozen=True, slots=True)
class Row:
    """A recipe on a set; shares are from 0 to 1.

    Attributes:
        set: the set's name.
        recipe: the recipe's name.
        digest: of the recipe.
        seeds: trained.
        parameters: weights that training changes.
        epochs: passes.
        validation: mean accuracy of the validation part, of `num_validation` images.
        validation_deviation: sample standard deviation over the seeds, or None of a single one.
        num_validation: images.
        test: mean accuracy of the test part, or None where it has not been read for every seed.
        test_deviation: likewise.
        num_test: images, or None.
        images_per_second: trained, the mean over the seeds, or None where unknown.
    """

    set: str
    recipe: str
    digest: str
    seeds: tuple[int, ...]
    parameters: int
    epochs: int
    validation: float
    validation_deviation: float | None
    num_validation: int
    test: float | None
    test_deviation: float | None
    num_test: int | None
    images_per_second: float | None


def rows(results: Iterable[CellResult]) -> tuple[Row, ...]:
    """Return a row for each recipe and set among `results`, in their order.

    Example:
        >>> made = [CellResult("mnist", "a", "d", seed, 9, 1, 5, 4, 0.5 + seed / 4, None) for seed in (0, 1)]
        >>> [(row.seeds, row.validation, row.test) for row in rows(made)]
        [((0, 1), 0.625, None)]
    """
    grouped: dict[tuple[str, str], list[CellResult]] = {}
    for result in results:
        grouped.setdefault((result.set, result.digest), []).append(result)
    return tuple(_row(cells) for cells in grouped.values())


def summary(results: Sequence[CellResult], together: Sequence[Together] = ()) -> dict[str, Any]:
    """Return rows, cells, seeds as one and what they were made with as JSON-ready values."""
    names = dict.fromkeys(result.set for result in results)
    return {
        "sets": {name: CLASSIC_SETS[name].about for name in names},
        "environment": environment(),
        "rows": [asdict(row) for row in rows(results)],
        "cells": [result.to_dict() for result in results],
        "together": [one.to_dict() for one in together],
    }


def _row(cells: Sequence[CellResult]) -> Row:
    """Return the row of one recipe's seeds on one set."""
    first = cells[0]
    validation, validation_deviation = _spread([cell.validation_accuracy for cell in cells])
    read = [cell.test for cell in cells if cell.test is not None]
    whole = len(read) == len(cells)
    test, test_deviation = _spread([figures["accuracy"] for figures in read]) if whole else (None, None)
    rates = [cell.images_per_second for cell in cells if cell.images_per_second is not None]
    return Row(
        first.set,
        first.recipe,
        first.digest,
        tuple(cell.seed for cell in cells),
        first.parameters,
        max(cell.epochs for cell in cells),
        validation,
        validation_deviation,
        first.num_validation,
        test,
        test_deviation,
        read[0]["n"] if whole else None,
        fmean(rates) if rates else None,
    )


def _spread(values: Sequence[float]) -> tuple[float, float | None]:
    """Return mean and sample standard deviation, None of a single value."""
    return fmean(values), stdev(values) if len(values) > 1 else None
