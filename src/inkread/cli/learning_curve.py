"""`inkread learning-curve`: accuracy against training-set size, and what more images promise."""

import json as jsonlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.counted import counted
from inkread.cli.material_words import warn_of
from inkread.cli.new_run import run_folder
from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import (
    AsJson,
    Config,
    LeakCheck,
    RecipeName,
    Report,
    Resume,
    Settings,
    TrainingData,
)

if TYPE_CHECKING:
    from inkread.evaluation.power_law import PowerLaw
    from inkread.reporting.learning_curve_page import Measured
    from inkread.training.fit import Watcher
    from inkread.training.material import Material
    from inkread.training.recipes import Recipe
    from inkread.training.run_folder import RunOptions

PAGE = "report.html"
TOWARDS = (2, 4, 10)  # times the images at hand, to promise something for

Sizes = Annotated[
    str | None,
    typer.Option("--sizes", help="Training images of each point, such as 500,1000,2000; else halves of all."),
]
Run = Annotated[Path | None, typer.Option("--run", help="The folder; runs/learning-curve-N if not named.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same curve.")]

app = typer.Typer(pretty_exceptions_enable=False)


@app.command()
def learning_curve(  # noqa: PLR0913 - each is an option of the command
    data: TrainingData,
    recipe: RecipeName = None,
    config: Config = None,
    settings: Settings = None,
    sizes: Sizes = None,
    run: Run = None,
    resume: Resume = False,
    seed: Seed = 0,
    output: Report = None,
    leak_check: LeakCheck = True,
    json: AsJson = False,
) -> None:
    """Train on ever larger parts of a set, and say what more images promise.

    Each part holds the one before; all are judged on the same validation images. A killed run goes on
    with --resume and ends at the same curve.
    """
    from inkread.training.material import check_sources, gather
    from inkread.training.recipes.choice import choose

    check_sources(data)
    folder = run_folder(run, "learning-curve", resume=resume)
    asked = _parsed(sizes)
    chosen = choose(recipe, config=config, assignments=settings or ())
    with quiet_tensorflow():
        from inkread.training.run_folder import RunOptions
    options = RunOptions(folder, seed, resume)
    with bars() as tell:
        material = gather(data, leak_check=leak_check, progress=tell)
    warn_of(material)
    measured, law = _measure(chosen, material, options, asked)
    page = output or options.folder / PAGE
    _write_page(page, measured, law)
    result = {"run": str(options.folder), "page": str(page), **_figures(measured), "law": law.to_dict()}
    typer.echo(jsonlib.dumps(result, indent=2) if json else _sentences(measured, law, page))


def _parsed(sizes: str | None) -> tuple[int, ...] | None:
    """Return the sizes asked for."""
    from inkread.errors import ConfigError
    from inkread.evaluation.power_law import LEAST_SIZES

    if sizes is None:
        return None
    words = [word.strip() for word in sizes.split(",")]
    if not all(word.isascii() and word.isdigit() for word in words) or len(set(words)) < LEAST_SIZES:
        raise ConfigError(
            f"--sizes: expected {LEAST_SIZES} different whole numbers or more, got {sizes!r};"
            " write, say, 500,1000,2000,4000"
        )
    return tuple(map(int, words))


def _measure(
    recipe: "Recipe", material: "Material", options: "RunOptions", sizes: tuple[int, ...] | None
) -> "tuple[Measured, PowerLaw]":
    """Return the curve and the law through it."""
    from inkread.evaluation.power_law import fit_power_law
    from inkread.reporting.learning_curve_page import Measured
    from inkread.training.learning_curve import learning_curve as train_curve
    from inkread.training.learning_curve import usual_sizes

    # A charset such as that of the A–Z CSV may hold characters that nobody wrote.
    wanted = sizes or usual_sizes(len(material.labels), len(set(material.labels.tolist())))
    with ExitStack() as stack:
        points = train_curve(
            recipe,
            material,
            options,
            sizes=wanted,
            watching=lambda size: _watching(stack, recipe, size),
        )
    num = len(material.validation_labels)
    columns = {name: tuple(getattr(point, name) for point in points) for name in ("size", "accuracy")}
    unseen = tuple(point.validation_accuracy for point in points)
    measured = Measured(recipe.name, material.sources, num, columns["size"], columns["accuracy"], unseen)
    towards = [times * measured.sizes[-1] for times in TOWARDS]
    errors = [1 - share for share in unseen]
    return measured, fit_power_law(measured.sizes, errors, num, towards=towards, seed=options.seed)


def _watching(stack: ExitStack, recipe: "Recipe", size: int) -> "Watcher":
    """Return what shows the run on `size` images; the bar of the run before goes away."""
    from inkread.cli.training_progress import watching

    stack.pop_all().close()
    typer.echo(counted(size, "image"), err=True)
    return stack.enter_context(watching(recipe.epochs))


def _write_page(page: Path, measured: "Measured", law: "PowerLaw") -> None:
    """Write the page."""
    from inkread.cli.output_file import write_output
    from inkread.reporting.html import render
    from inkread.reporting.learning_curve_page import learning_curve_page

    write_output(page, render(learning_curve_page(measured, law)))


def _figures(measured: "Measured") -> dict[str, Any]:
    """Return the curve, JSON-ready."""
    from dataclasses import asdict

    return asdict(measured)


def _sentences(measured: "Measured", law: "PowerLaw", page: Path) -> str:
    """Return the curve in a person's words."""
    from inkread.reporting.learning_curve_page import outlook

    rows = zip(measured.sizes, measured.validation_accuracies, strict=True)
    lines = [f"{size:>9,} images: {100 * share:.2f} % on validation images" for size, share in rows]
    return "\n".join([*lines, "", outlook(measured, law), f"The page is {page}"])
