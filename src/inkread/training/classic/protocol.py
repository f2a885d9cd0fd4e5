"""The protocol carried out: cell after cell within a time budget, killed at any moment and gone on with."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import keras

from inkread import file_lock
from inkread.errors import TrainingError
from inkread.training.checkpoint import Position
from inkread.training.classic.cells import Cell, CellResult, read_result, train_cell
from inkread.training.classic.sets import CLASSIC_SETS, framed_material
from inkread.training.classic.test_part import read_test
from inkread.training.fit import Watcher
from inkread.training.material import Material, Progress
from inkread.training.recipes import Recipe

Watching = Callable[[Cell], AbstractContextManager[Watcher]]
"""Opens what is called after each step of a cell, for as long as that is trained."""

TEST_PART = 2  # of a set's parts
LOCK = "lock"  # in a cell's folder; held by the process that trains it


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be trained, and where.

    Attributes:
        sets: names of the classic sets.
        recipes: each is trained on each set.
        num_seeds: of each recipe and set: 0, 1, 2, …
        root: the folder of the sets.
        folder: where the cells are kept.
    """

    sets: tuple[str, ...]
    recipes: tuple[Recipe, ...]
    num_seeds: int
    root: Path
    folder: Path

    def __post_init__(self) -> None:
        """Refuse a set that is not there, and seeds that make no cell."""
        for name in self.sets:
            if name not in CLASSIC_SETS:
                raise TrainingError(
                    f"expected a set among {', '.join(CLASSIC_SETS)}, got {name!r}; choose one"
                )
        if self.num_seeds < 1:
            raise TrainingError(f"expected at least one seed, got {self.num_seeds}; change it")

    def cells(self) -> Iterator[Cell]:
        """Yield the cells in the order in which they are trained: every recipe once before any seed again."""
        for name in self.sets:
            for seed in range(self.num_seeds):
                for recipe in self.recipes:
                    yield Cell(name, recipe, seed)


class Budget:
    """A stretch of time that begins now."""

    def __init__(self, seconds: float | None) -> None:
        """Take the time there is; None is no end."""
        self._end = None if seconds is None else time.monotonic() + seconds

    def is_spent(self) -> bool:
        """Return whether the time is over."""
        return self._end is not None and time.monotonic() >= self._end


def train_cells(
    plan: Plan, budget: Budget, *, watching: Watching, progress: Progress | None = None
) -> Iterator[CellResult]:
    """Yield the result of each cell that is trained by the end of the budget, at once where it was before.

    The cell under way is left where it last saved itself; the next call goes on there. A cell that another
    process trains is left to it: the same plan carried out twice at once takes its cells in turn.
    """
    material = cache(
        lambda name: framed_material(CLASSIC_SETS[name], plan.root, plan.folder / name, progress=progress)
    )
    left = list(plan.cells())
    for is_last in (False, True):  # what another process was at the first time may be done, or killed
        cells, left = left, []
        for cell in cells:
            done = read_result(cell.folder(plan.folder))
            if done is None and not budget.is_spent():
                done = _train(cell, plan, budget, material=material, watching=watching)
            if done is not None:
                yield done
            elif not is_last:
                left.append(cell)


def _train(
    cell: Cell, plan: Plan, budget: Budget, *, material: Callable[[str], Material], watching: Watching
) -> CellResult | None:
    """Return the result of a cell, or None where the time was over before its end, or another trains it."""
    images = material(cell.set)
    folder = cell.folder(plan.folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("wb") as held:
        if not file_lock.lock(held):
            return None
        try:
            with watching(cell) as watch:
                return train_cell(cell, images, folder, watch=_until(budget, watch))
        except _TimeUpError:
            return None
        finally:
            keras.backend.clear_session()  # or each network stays in memory


def read_tests(plan: Plan, *, progress: Progress | None = None) -> Iterator[CellResult]:
    """Yield each cell's result with its test figures; a test part is read once in a cell's life.

    A recipe is judged when all its seeds are trained: until then nothing of it is read.

    Raises:
        TrainingError: when a cell of the plan is not trained to its end.
    """
    left = [cell for cell in plan.cells() if read_result(cell.folder(plan.folder)) is None]
    if left:
        names = ", ".join(f"{cell.recipe.name} on {cell.set}, seed {cell.seed}" for cell in left)
        raise TrainingError(
            f"expected every cell trained before a test is read, got none of {names}; train on"
        )
    tests = cache(lambda name: CLASSIC_SETS[name].parts(plan.root)[TEST_PART])
    cells: Sequence[Cell] = list(plan.cells())
    for number, cell in enumerate(cells):
        if progress is not None:
            progress("reading test parts", number, len(cells))
        folder = cell.folder(plan.folder)
        with (folder / LOCK).open("wb") as held:
            file_lock.wait_for_lock(held)  # the same command in a second terminal reads it, or has read it
            yield read_test(folder, CLASSIC_SETS[cell.set], partial(tests, cell.set))


class _TimeUpError(Exception):
    """Ends a training whose time is over."""


def _until(budget: Budget, watch: Watcher) -> Watcher:
    """Return a watcher that passes each step on, and ends the run once the budget is spent."""

    def told(position: Position, num_steps: int) -> None:
        watch(position, num_steps)
        if budget.is_spent():
            raise _TimeUpError

    return told
