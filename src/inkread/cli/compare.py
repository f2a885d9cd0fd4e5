"""`inkread compare`: which of several runs reads better, whether that is luck, and what each costs."""

import json as jsonlib
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from rich.table import Table

    from inkread.study.compare import Comparison

Runs = Annotated[
    list[str],
    typer.Argument(metavar="RUN...", help="Run folders or bundles, two or more.", show_default=False),
]
Data = Annotated[
    list[str] | None,
    typer.Option("--data", help="Judge on this SOURCE or SOURCE:SPLIT, not the runs' own; repeatable."),
]
Whole = Annotated[
    bool,
    typer.Option(
        "--whole", help="Judge on all of --data, not its validation part: where no run trained on any."
    ),
]
WithCost = Annotated[bool, typer.Option("--cost/--no-cost", help="Measure time and memory of a reading.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of the bootstrap.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write a page (HTML) here.")]

MEBI = 1 << 20


def compare(  # noqa: PLR0913 - each is an option of the command
    runs: Runs,
    data: Data = None,
    whole: Whole = False,
    cost: WithCost = True,
    seed: Seed = 0,
    output: Output = None,
    json: AsJson = False,
) -> None:
    """Compare runs on the same validation images: accuracy, whether it is luck, calibration and cost."""
    from inkread.study.compare import CompareOptions
    from inkread.study.compare import compare as compare_runs

    options = CompareOptions(tuple(data or ()), whole, cost, seed)
    with bars() as tell:
        made = compare_runs(runs, options, progress=tell)
    if output is not None:
        _write_page(output, made)
    if json:
        typer.echo(jsonlib.dumps(made.to_dict(), indent=2, ensure_ascii=False))
        return
    _print(made)


def _write_page(output: Path, made: "Comparison") -> None:
    """Write the page."""
    from inkread.cli.output_file import write_output
    from inkread.reporting.compare_page import ComparedOn, RunFigures, compare_page
    from inkread.reporting.html import render

    figures = [
        RunFigures(
            name=standing.name,
            accuracy=standing.accuracy,
            interval=standing.interval,
            ece=standing.ece,
            class_recalls=standing.class_recalls,
            known_unseen=standing.trained_on is not None,
            **(asdict(standing.cost) if standing.cost else {}),
        )
        for standing in made.standings
    ]
    images = ComparedOn(_images(made), made.n, made.graphemes, made.class_counts)
    write_output(output, render(compare_page(figures, made.contests, images)))


def _images(made: "Comparison") -> str:
    """Return what was compared on, in words."""
    part = "all" if made.part == "all images" else f"the {made.part}"
    return f"{part} of {', '.join(made.sources)}"


def _print(made: "Comparison") -> None:
    """Print the table of runs, and a sentence for each pair."""
    from rich.console import Console

    from inkread.cli.evaluate_output import WIDTH
    from inkread.reporting.compare_page import verdict

    Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(_table(made))
    typer.echo(f"On {made.n:,} images, {_images(made)}; the range is Wilson's 95 % interval of one run.")
    for contest in made.contests:
        typer.echo(verdict(contest, made.n))
    for standing in made.standings:
        if standing.trained_on is None:
            typer.echo(
                f"Nobody can tell whether {standing.name} was trained on these images: it is a bundle."
            )


def _table(made: "Comparison") -> "Table":
    """Return a row a run."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("run", overflow="fold")
    for title in ("accuracy %", "ECE %", "weights", "model MB", "ms a reading", "peak MB"):
        table.add_column(title, justify="right", no_wrap=True)
    for standing in made.standings:
        low, high = standing.interval
        accuracy = f"{100 * standing.accuracy:.2f} ({100 * low:.2f}-{100 * high:.2f})"
        cells = ["-"] * 4
        if standing.cost is not None:
            cost = standing.cost
            peak = "-" if cost.peak_bytes is None else f"{cost.peak_bytes / MEBI:.0f}"
            size = f"{cost.num_bytes / MEBI:.2f}"
            cells = [f"{cost.num_weights:,}", size, f"{cost.milliseconds:.3f}", peak]
        table.add_row(standing.name, accuracy, f"{100 * standing.ece:.2f}", *cells)
    return table
