"""`inkread tune`: search a recipe's settings; stop at any time, go on later, on several machines at once."""

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.material_words import warn_of
from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import AsJson, Ray, Report, TrainingData

if TYPE_CHECKING:
    from inkread.evaluation.search_result import Search, Trial

SECONDS = 60.0  # of a minute
DATABASE = "search.db"

RecipeName = Annotated[str, typer.Option("--recipe", help="The recipe whose settings are searched.")]
Space = Annotated[
    list[str] | None,
    typer.Option(
        "--space",
        help="NAME=LOW..HIGH, NAME=LOW..HIGH:log or NAME=A|B|C; repeatable. Usually rate, batch, decay.",
    ),
]
Assignments = Annotated[
    list[str] | None, typer.Option("--set", help="A setting kept the same in all trials; repeatable.")
]
Trials = Annotated[int, typer.Option("--trials", min=1, help="How many trials this call makes.")]
Budget = Annotated[
    float | None, typer.Option("--budget", min=0.01, help="Minutes after which no further trial begins.")
]
Folder = Annotated[
    Path | None, typer.Option("--run", help="The search's folder; runs/tune-RECIPE if not named.")
]
Storage = Annotated[
    str | None,
    typer.Option(help="The database's address, else a file in --run; machines that share it join."),
]
Name = Annotated[str | None, typer.Option("--name", help="The search's name in the database; the recipe's.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of the draws and of every trial's weights.")]


def tune(  # noqa: PLR0913 - each is an option of the command
    data: TrainingData,
    recipe: RecipeName = "compact",
    space: Space = None,
    assignments: Assignments = None,
    trials: Trials = 20,
    budget: Budget = None,
    run: Folder = None,
    storage: Storage = None,
    name: Name = None,
    seed: Seed = 0,
    ray: Ray = None,
    output: Report = None,
    json: AsJson = False,
) -> None:
    """Search for a recipe's best settings by validation accuracy, and write a report.

    Trials that fall behind are ended early. Run it again to go on: the database keeps every trial. A search
    whose --storage several machines can reach is shared by them, and --ray trains on all of a cluster.
    """
    from inkread.study.search_space import parse_space, usual_space
    from inkread.training.material import check_sources, gather
    from inkread.training.recipes.choice import choose

    chosen = choose(recipe, assignments=assignments or ())
    where = parse_space(space) if space else usual_space(chosen)
    folder = run or Path("runs") / f"tune-{recipe}"
    check_sources(data)
    folder.mkdir(parents=True, exist_ok=True)
    with quiet_tensorflow():
        from inkread.study.tune import TuneOptions
    address = storage or f"sqlite:///{(folder / DATABASE).as_posix()}"
    options = TuneOptions(name or recipe, address, trials, budget and SECONDS * budget, seed)
    with bars() as tell:
        material = gather(data, progress=tell)
    warn_of(material)
    with bars() as tell:
        search = _search(ray)
        found = search(chosen, material, where, options, folder / "trials", watch=_watcher(trials, tell))
    _deliver(found, output or folder / "report.html", json=json)


def _search(ray: str | None) -> Any:  # noqa: ANN401 - a function of all that a search needs
    """Return what carries out the search: this process, or Ray's where its address is given."""
    if ray is None:
        from inkread.study.tune import tune

        return tune
    from inkread.scale.tune import RaySearch

    return RaySearch(ray)


def _watcher(num_trials: int, tell: Any) -> Any:  # noqa: ANN401 - functions of a bar and of a trial
    """Return a watcher that moves a bar and says on standard error how each trial ended."""
    num_done = 0

    def watch(trial: "Trial") -> None:
        nonlocal num_done
        num_done += 1
        reached = "" if trial.accuracy is None else f", {trial.accuracy:.2%} on validation"
        typer.echo(f"trial {trial.number} {trial.state}{reached}", err=True)
        tell("searching", num_done, num_trials)

    return watch


def _deliver(found: "Search", report: Path, *, json: bool) -> None:
    """Write the search's page, and print what it came to."""
    from inkread.cli.output_file import write_output
    from inkread.reporting.html import render
    from inkread.reporting.tune_page import tune_page

    write_output(report, render(tune_page(found)))
    result = {**found.to_dict(), "report": str(report)}
    typer.echo(jsonlib.dumps(result, indent=2) if json else _sentences(found, report))


def _sentences(found: "Search", report: Path) -> str:
    """Return the search in a person's words."""
    lines = [f"{len(found.trials)} trials so far; the report is {report}"]
    if found.best is not None and found.best.accuracy is not None:
        lines.insert(0, f"Best: trial {found.best.number}, {found.best.accuracy:.2%} on validation.")
        lines.append(f"Train with it: inkread train {found.command()} --data …")
    return "\n".join(lines)
