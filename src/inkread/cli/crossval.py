"""`inkread crossval`: how well a recipe does on images that it has not seen, with honest intervals."""

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.crossval_progress import listening
from inkread.cli.new_run import run_folder
from inkread.cli.output_file import write_output
from inkread.cli.shared_options import AsJson, Config, Epochs, LeakCheck, RecipeName, Report, Settings
from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.study.crossval import CrossvalOptions, Outcome

PAGE = "report.html"
REPEATS = 3

Data = Annotated[
    str,
    typer.Option(
        "--data",
        help="SOURCE or SOURCE:SPLIT, a known set or a path; without a split its test part is left alone.",
    ),
]
Folds = Annotated[int, typer.Option("--folds", help="How many parts, each held out once.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same folds and weights.")]
Jobs = Annotated[
    int, typer.Option("--jobs", min=1, help="Networks trained side by side; fewer where memory is short.")
]
Run = Annotated[Path | None, typer.Option("--run", help="The run's folder; runs/crossval-N if not named.")]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with --run; what is asked for besides is added to it.")
]
ChooseK = Annotated[
    bool, typer.Option("--choose-k", help="Measure K = 3, 5 and 10, and say which is best here and why.")
]
Repeats = Annotated[
    int | None, typer.Option("--repeats", help=f"Deals of each K for --choose-k; {REPEATS} if not given.")
]
HoldOut = Annotated[
    int,
    typer.Option("--holdout", min=0, help="Also hold one part out this many times, dealt anew each time."),
]
Bootstrap = Annotated[
    int, typer.Option("--bootstrap", min=0, help="Also draw this many bootstrap samples, for the .632+.")
]


def crossval(  # noqa: PLR0913 - each is an option of the command
    data: Data,
    recipe: RecipeName = None,
    config: Config = None,
    settings: Settings = None,
    epochs: Epochs = None,
    folds: Folds = 5,
    seed: Seed = 0,
    jobs: Jobs = 1,
    run: Run = None,
    resume: Resume = False,
    choose_k: ChooseK = False,
    repeats: Repeats = None,
    holdout: HoldOut = 0,
    bootstrap: Bootstrap = 0,
    leak_check: LeakCheck = True,
    output: Report = None,
    json: AsJson = False,
) -> None:
    """Cross-validate a recipe on a set.

    The set is dealt into folds, stratified, no writer and no copies of an image in two of them; a network
    is trained without each fold and judged on it. Their predictions are kept in oof.npz. A killed run goes
    on with --resume and ends at the same figures.
    """
    folder = run_folder(run, "crossval", resume=resume)
    from inkread.study.crossval import CrossvalOptions
    from inkread.training.recipes.choice import choose

    chosen = choose(recipe, config=config, assignments=settings or (), shortcuts={"epochs": epochs})
    more = {"repeats": _repeats(repeats, choose_k=choose_k), "hold_outs": holdout, "draws": bootstrap}
    how: dict[str, Any] = {"resume": resume, "leak_check": leak_check, **more}
    options = CrossvalOptions(data, chosen, folder, folds, seed, jobs, **how)
    page = output or options.folder / PAGE
    _print(_carry_out(options, page), options.folder, page, json=json)


def _repeats(asked: int | None, *, choose_k: bool) -> int:
    """Return how often each K is dealt: 0 where the best K is not asked for."""
    if asked is not None and not choose_k:
        raise ConfigError("expected --repeats with --choose-k, which it is for, got it alone; leave it out")
    return (REPEATS if asked is None else asked) if choose_k else 0


def _carry_out(options: "CrossvalOptions", page: Path) -> "Outcome":
    """Return what the cross-validation came to, its page written."""
    # Before hours of training: where its packages are missing, that is to be said now.
    from inkread.reporting.crossval_page import Others, crossval_page
    from inkread.reporting.html import render
    from inkread.study.crossval import cross_validate

    with listening(options.recipe.epochs) as listener:
        outcome = cross_validate(options, listener)
    others = Others(outcome.choice, outcome.processes)
    write_output(page, render(crossval_page(outcome.summary, outcome.predictions, others)))
    return outcome


def _print(outcome: "Outcome", folder: Path, page: Path, *, json: bool) -> None:
    """Print the figures for a program or for a person."""
    if json:
        typer.echo(jsonlib.dumps(outcome.to_dict(), ensure_ascii=False, indent=2))
        return
    from inkread.cli.crossval_output import show

    show(outcome, folder, page)
