"""Where the figures of `inkread evaluate` go: the terminal, a report, a model card, the bundle itself."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from inkread.cli.output_file import write_output
from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.bundle import Bundle
    from inkread.evaluation.report import Report
    from inkread.recognition.reader import Reader

WIDTH = 140  # columns of the table in a file or a pipe


def deliver(
    report: "Report", bundle: "Bundle", *, json: bool, output: Path | None, model_card: Path | None
) -> None:
    """Print the report as a table or as JSON, and write it and the bundle's model card where asked for."""
    if output is not None:
        write_output(output, report.to_json())
    if model_card is not None:
        from inkread.evaluation.model_card import render

        write_output(model_card, render(bundle, report), option="--model-card")
    if json:
        typer.echo(report.to_json(), nl=False)
        return
    from rich.console import Console

    from inkread.cli.evaluate_table import renderable

    width = None if sys.stdout.isatty() else WIDTH
    Console(width=width, highlight=False).print(renderable(report))


def keep_scores(report: "Report", readers: "Sequence[Reader]") -> None:
    """Write the figures over all bundles, each one seed of the recipe, into the first one's record."""
    from inkread.bundle import write_bundle

    seeds = [seed for reader in readers for seed in reader.bundle.training.seeds]
    bundle = readers[0].bundle
    if bundle.origin is None:
        raise ConfigError(f"{bundle.name}: expected a bundle on disk, got one in memory; write it first")
    write_bundle(replace(bundle, scores=report.scores(seeds=seeds)), bundle.origin, overwrite=True)
