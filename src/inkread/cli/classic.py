"""`inkread classic`: recipes trained on the sets that everybody measures on, all by one protocol."""

import json as jsonlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.output_file import write_output
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import AsJson, Epochs, Settings
from inkread.cli.study_progress import StudyProgress

if TYPE_CHECKING:
    from inkread.training.classic.cells import Cell, CellResult
    from inkread.training.classic.protocol import Plan
    from inkread.training.classic.summary import Row
    from inkread.training.classic.together import Together
    from inkread.training.fit import Watcher

FOLDER = Path("runs/classic")
SECONDS_PER_MINUTE = 60
HEADINGS = ("set", "recipe", "weights", "seeds", "validation", "test", "images/s")

Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--data", help="mnist, mnist-pixels, letters, balanced or byclass; repeatable. mnist if not given."
    ),
]
Recipes = Annotated[
    list[str], typer.Option("--recipe", help="A recipe, one of `inkread recipes`; repeatable.")
]
Seeds = Annotated[int, typer.Option("--seeds", min=1, help="How many runs of each recipe: seeds 0, 1, 2, …")]
Root = Annotated[
    Path | None,
    typer.Option("--data-root", help="The folder that holds mnist/ and emnist/; else that of data fetch."),
]
Where = Annotated[
    Path, typer.Option("--run", help="Where runs are kept; what is there is gone on with and never repeated.")
]
Minutes = Annotated[
    float | None,
    typer.Option("--budget", min=0, help="Minutes to train for; the same command goes on later."),
]
ReadTest = Annotated[
    bool,
    typer.Option("--read-test", help="Read the test part of each run: once, when all seeds are trained."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write every figure as JSON to this file.")
]


def classic(  # noqa: PLR0913 - each is an option of the command
    recipe: Recipes,
    data: Sets = None,
    settings: Settings = None,
    epochs: Epochs = None,
    seeds: Seeds = 1,
    data_root: Root = None,
    run: Where = FOLDER,
    budget: Minutes = None,
    read_test: ReadTest = False,
    output: Output = None,
    json: AsJson = False,
) -> None:
    """Train recipes on the classic sets by one protocol, seed after seed, and keep the figures.

    Who trains, who chooses and who judges is the same for every recipe. A killed run goes on where it stood.
    Choose by the validation figures; the test part of a run is read once, and only when you ask for it. Then
    all seeds of a recipe are judged as one, too: the mean of their probabilities.
    """
    from inkread.datasets.fetch import data_home
    from inkread.training.recipes.choice import choose

    with quiet_tensorflow():
        from inkread.training.classic.protocol import Plan
        from inkread.training.classic.summary import summary
        from inkread.training.classic.together import read_together

    chosen = [choose(name, assignments=settings or (), shortcuts={"epochs": epochs}) for name in recipe]
    recipes = {one.digest(): one for one in chosen}  # one that is named twice is trained once
    sets = dict.fromkeys(data or ["mnist"])
    plan = Plan(tuple(sets), tuple(recipes.values()), seeds, data_root or data_home(), run)
    results = _carry_out(plan, budget, read_test=read_test)
    together = list(read_together(plan, results))
    told = summary(results, together)
    if output is not None:
        write_output(output, jsonlib.dumps(told, indent=2) + "\n")
    typer.echo(jsonlib.dumps(told, indent=2) if json else _page(results, together, plan))


def _carry_out(plan: "Plan", minutes: float | None, *, read_test: bool) -> "Sequence[CellResult]":
    """Return the results of the cells that are trained by the end of the time."""
    from inkread.training.classic.protocol import Budget, read_tests, train_cells

    budget = Budget(None if minutes is None else minutes * SECONDS_PER_MINUTE)
    with closing(StudyProgress()) as shown:

        @contextmanager
        def watching(cell: "Cell") -> "Iterator[Watcher]":
            shown.say(f"{cell.recipe.name} on {cell.set}, seed {cell.seed}")
            with shown.watching(cell.recipe.epochs) as watch:
                yield watch

        results = list(train_cells(plan, budget, watching=watching, progress=shown.tell))
        return list(read_tests(plan, progress=shown.tell)) if read_test else results


def _page(results: "Sequence[CellResult]", together: "Sequence[Together]", plan: "Plan") -> str:
    """Return the figures as a table for a terminal, and what is left to train."""
    from inkread.training.classic.summary import rows

    as_one = {(one.set, one.digest): one for one in together}
    cells: list[tuple[str, ...]] = [HEADINGS]
    for row in rows(results):
        cells.append(_cells(row))
        if (row.set, row.digest) in as_one:
            cells.append(_cells_of_all(as_one[row.set, row.digest]))
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    left = len(list(plan.cells())) - len(results)
    lines += [f"Runs left to train: {left}; the same command goes on with them."] if left else []
    return "\n".join(line.rstrip() for line in lines)


def _cells(row: "Row") -> tuple[str, ...]:
    """Return a row's cells, each figure with its spread and its n."""
    return (
        row.set,
        row.recipe,
        f"{row.parameters:,}",
        str(len(row.seeds)),
        _figure(row.validation, row.validation_deviation, row.num_validation),
        "not read" if row.test is None else _figure(row.test, row.test_deviation, row.num_test or 0),
        "" if row.images_per_second is None else f"{row.images_per_second:,.0f}",
    )


def _cells_of_all(all_seeds: "Together") -> tuple[str, ...]:
    """Return the cells of a recipe's seeds as one; what they make of validation images is not looked at."""
    num, test = len(all_seeds.seeds), all_seeds.test
    figure = _figure(test["accuracy"], None, test["n"])
    return all_seeds.set, all_seeds.recipe, f"{all_seeds.parameters:,}", f"{num} as one", "", figure, ""


def _figure(share: float, deviation: float | None, num: int) -> str:
    """Return a share of `num` images in per cent.

    Example:
        >>> _figure(0.98765, 0.001, 6000), _figure(0.5, None, 10)
        ('98.77 ± 0.10 % of 6,000', '50.00 % of 10')
    """
    spread = "" if deviation is None else f" ± {100 * deviation:.2f}"
    return f"{100 * share:.2f}{spread} % of {num:,}"
