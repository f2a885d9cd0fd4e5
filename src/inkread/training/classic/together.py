"""All seeds of a recipe as one reader: the mean of what each makes of the test part."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inkread.charset import NAMED
from inkread.errors import TrainingError
from inkread.evaluation.evaluate import score_of
from inkread.evaluation.metrics import Probabilities
from inkread.training.classic.cells import Cell, CellResult
from inkread.training.classic.protocol import Plan
from inkread.training.classic.sets import CLASSIC_SETS
from inkread.training.classic.test_part import figures_of, kept_answers


@dataclass(frozen=True, slots=True)
class Together:
    """The seeds of a recipe on a set as one; none of them was chosen, all are in it.

    Attributes:
        set: the set's name.
        recipe: the recipe's name.
        digest: of the recipe.
        seeds: whose probabilities are averaged.
        parameters: weights that training changes, of all of them.
        test: figures of the test part.
    """

    set: str
    recipe: str
    digest: str
    seeds: tuple[int, ...]
    parameters: int
    test: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready values."""
        return asdict(self)


def read_together(plan: Plan, results: Sequence[CellResult]) -> Iterator[Together]:
    """Yield the figures of each recipe's seeds as one, from what each made of the test part when it was read.

    Nothing comes of a single seed, of seeds whose test part was not read, and of those of which an earlier
    version kept the figures alone.

    Args:
        plan: carried out.
        results: of its cells.

    Raises:
        TrainingError: when the seeds were not shown the same images.
        DataError: when what was kept is damaged.
    """
    for name in plan.sets:
        for recipe in plan.recipes:
            digest = recipe.digest()
            mine = [one for one in results if (one.set, one.digest) == (name, digest)]
            folders = [Cell(name, recipe, one.seed).folder(plan.folder) for one in mine]
            test = _averaged(CLASSIC_SETS[name].charset, folders)
            if test is not None:
                seeds = tuple(one.seed for one in mine)
                parameters = sum(one.parameters for one in mine)
                yield Together(name, recipe.name, digest, seeds, parameters, test)


def _averaged(charset: str, folders: Sequence[Path]) -> dict[str, Any] | None:
    """Return the figures of the mean of what the cells in some folders answered, or None; see there."""
    found = [kept for kept in map(kept_answers, folders) if kept is not None]
    if len(found) < max(2, len(folders)):
        return None
    (_, labels), *others = found
    for folder, (_, theirs) in zip(folders[1:], others, strict=True):
        if not np.array_equal(theirs, labels):
            raise TrainingError(
                f"{folder}: expected the same test images as of the other seeds, got others;"
                " remove the folder and train it again"
            )
    table: Probabilities = np.stack([table for table, _ in found]).mean(axis=0, dtype=np.float64)
    return figures_of(score_of(charset, NAMED[charset], table, labels))
