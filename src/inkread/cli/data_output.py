"""What `inkread data` prints: sentences and a table for a person, JSON for a program."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from inkread.charset import Charset
from inkread.cli.counted import counted
from inkread.datasets.az_csv import name_to_read_again
from inkread.datasets.fetch import CATALOG, Fetched, is_fetched, missing_files

if TYPE_CHECKING:
    from inkread.datasets.prepare import PrepareReport
    from inkread.datasets.samples import Samples


def set_rows(home: Path) -> list[dict[str, Any]]:
    """Return a JSON-ready row for each set of the catalog, in its order."""
    return [
        {
            "name": known.name,
            "title": known.title,
            "images": dict(known.num_images),
            "classes": len(Charset.parse(known.charset)),
            "charset": known.charset,
            "licence": known.licence,
            "citation": known.citation,
            "home": known.home,
            "present": is_fetched(known, home),
            "missing": missing_files(known, home),
        }
        for known in CATALOG.values()
    ]


def print_json(content: object) -> None:
    """Print `content` as JSON on standard output."""
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False))


def print_sets(rows: Sequence[dict[str, Any]], home: Path) -> None:
    """Print the rows as a table, and where the sets live."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for title in ("name", "what", "images", "classes", "licence", "here"):
        table.add_column(title, justify="right" if title in {"images", "classes"} else "left")
    for row in rows:
        images = f"{sum(row['images'].values()):,}"
        here = ("part" if row["missing"] else "yes") if row["present"] else "no"
        table.add_row(row["name"], row["title"], images, str(row["classes"]), row["licence"], here)
    Console().print(table)
    typer.echo(f"\nSets live in {home}. Get one with: inkread data fetch NAME")


def print_fetched(done: Fetched, *, as_json: bool) -> None:
    """Print what fetching did."""
    if as_json:
        print_json(
            {
                "name": done.name,
                "folder": str(done.folder),
                "files": list(done.files),
                "already_there": done.already_there,
                "missing": list(done.missing),
            }
        )
    elif not done.files:
        typer.echo(f"{done.name} comes with a library that inkread uses: there is nothing to fetch.")
    else:
        typer.echo(f"{done.name} is {'already ' if done.already_there else ''}in {done.folder}")
        if done.missing:
            typer.echo(f"The copy did not have {', '.join(done.missing)}; what it has works without.")


def print_prepared(report: "PrepareReport", *, as_json: bool) -> None:
    """Print what preparing did."""
    if as_json:
        print_json(report.to_dict())
        return
    split = "" if report.num_train is None else f": {report.num_train:,} train, {report.num_test:,} test"
    typer.echo(f"{counted(report.num_samples, 'sample')} of {report.source}{split}")
    if report.num_bad_rows:
        typer.echo(f"{counted(report.num_bad_rows, 'bad row')} set aside in {report.quarantine}")
    for stage in report.stages:
        done = "already there" if stage.was_done else f"written in {stage.seconds:.1f} s"
        typer.echo(f"{stage.name} {done}: {', '.join(map(str, stage.paths))}")


def print_exported(
    samples: "Samples", written: Sequence[Path], faults: Sequence[str], *, as_json: bool
) -> None:
    """Print what was exported on standard output, and what was left out on standard error."""
    if as_json:
        print_json(
            {"images": len(samples), "files": [str(path) for path in written], "left_out": list(faults)}
        )
        return
    for fault in faults:
        typer.echo(f"left out: {fault}", err=True)
    typer.echo(
        f"{counted(len(samples), 'image')} of {samples.name} written to {', '.join(map(str, written))}"
    )
    name = name_to_read_again(samples, written[0].name) if written[0].suffix.lower() == ".csv" else None
    if name is not None:
        typer.echo(
            f"Nothing in it says what its labels stand for: call it {name} to read it again.", err=True
        )
