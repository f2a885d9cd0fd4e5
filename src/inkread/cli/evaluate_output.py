"""Where the figures of `inkread evaluate` go: the terminal, a report, a model card, the bundle itself."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where a report goes.

    Attributes:
        json: whether it is printed as JSON instead of a table.
        report: its file of JSON, or None.
        page: its page of HTML, or None.
        model_card: the first bundle's model card, or None.
    """

    json: bool = False
    report: Path | None = None
    page: Path | None = None
    model_card: Path | None = None


def deliver(report: "Report", bundle: "Bundle", to: Outputs) -> None:
    """Print the report as a table or as JSON, and write it wherever it was asked for."""
    if to.report is not None:
        write_output(to.report, report.to_json())
    if to.page is not None:
        from inkread.reporting.evaluation_page import evaluation_page
        from inkread.reporting.html import render as as_html

        write_output(to.page, as_html(evaluation_page(report)), option="--page")
    if to.model_card is not None:
        from inkread.evaluation.model_card import render

        write_output(to.model_card, render(bundle, report), option="--model-card")
    if to.json:
        typer.echo(report.to_json(), nl=False)
        return
    from rich.console import Console

    from inkread.cli.evaluate_table import renderable

    width = None if sys.stdout.isatty() else WIDTH
    Console(width=width, highlight=False).print(renderable(report))


def keep_scores(report: "Report", readers: "Sequence[Reader]") -> None:
    """Write the figures over all bundles, each one seed of the recipe, into the first one's record."""
    from inkread.bundle import write_bundle

    seeds = [reader.bundle.training.seeds for reader in readers]
    bundle = readers[0].bundle
    if bundle.origin is None:
        raise ConfigError(f"{bundle.name}: expected a bundle on disk, got one in memory; write it first")
    write_bundle(replace(bundle, scores=report.scores(seeds=seeds)), bundle.origin, overwrite=True)
