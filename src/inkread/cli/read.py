"""`inkread read`: read image files and say what they show."""

import sys
from collections.abc import Iterator, Sequence
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.image_paths import ImageInput, expand
from inkread.cli.light import LightCommand
from inkread.cli.read_output import FORMAT_OF_SUFFIX, Format, Outcome, as_csv, as_json, as_text
from inkread.errors import ConfigError, ImageError

if TYPE_CHECKING:
    from inkread.recognition.reader import Reader

BLOCK = 64  # images between two movements of the progress bar
MANY = 64  # images from which on there is a progress bar: fewer take under a second


app = typer.Typer()


@app.command(cls=LightCommand)
def read(  # noqa: PLR0913 - each is an option of the command
    files: Annotated[
        list[str],
        typer.Argument(
            help="Image files, folders, globs in quotes, or - for standard input.", show_default=False
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list, one object an image.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one row an image.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file; .json, .csv or .txt decides the form."),
    ] = None,
    charset: Annotated[
        str | None,
        typer.Option(
            help="What may come out: digits, upper, lower, letters, balanced, byclass, or the characters."
        ),
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, help="Candidates for each image.")] = 5,
    explain: Annotated[
        Path | None, typer.Option(help="Write a picture of each preprocessing step into this folder.")
    ] = None,
    bundle: Annotated[str | None, typer.Option(help="The model: a bundle's folder, zip or name.")] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Name, tab and text only; no bars, no progress.")
    ] = False,
) -> None:
    """Read images of one handwritten character each.

    An image that cannot be read does not stop the others: its error is in the output (a line on standard
    error for text), and the exit code is 1.
    """
    form = _form(json=json, csv=csv, output=output)
    from inkread.recognition.reader import Reader  # OpenCV and ONNX Runtime: 0.15 s

    reader = Reader(bundle, charset=charset, top_k=top_k)
    inputs = expand(files)
    shown = output is None and form == "text"
    outcomes: list[Outcome] = []
    for outcome in _with_progress(_outcomes(reader, inputs, explain), len(inputs), quiet=quiet or shown):
        outcomes.append(outcome)
        if shown:
            _show(outcome, quiet=quiet)
    if not shown:
        _write(_rendered(outcomes, form, top_k=reader.top_k, quiet=quiet), output)
        if form == "text":
            _complain(outcomes)
    if any(outcome.failed for outcome in outcomes):
        raise typer.Exit(1)


def _form(*, json: bool, csv: bool, output: Path | None) -> Format:
    """Return the form of the output: what an option says, else what the file's suffix says, else text.

    Raises:
        typer.BadParameter: when both options are given, or the suffix says nothing.
    """
    if json and csv:
        raise typer.BadParameter("expected --json or --csv, got both; choose one")
    if json or csv:
        return "json" if json else "csv"
    if output is None:
        return "text"
    if output.suffix.lower() not in FORMAT_OF_SUFFIX:
        raise typer.BadParameter(
            f"expected a name ending in {', '.join(FORMAT_OF_SUFFIX)}, got {output}; or give --json or --csv",
            param_hint="--output",
        )
    return FORMAT_OF_SUFFIX[output.suffix.lower()]


def _outcomes(reader: "Reader", inputs: Sequence[ImageInput], explain: Path | None) -> Iterator[Outcome]:
    """Yield what becomes of each input, in order; the network sees a block of them at a time."""
    if explain is not None:
        yield from _explained(reader, inputs, explain)
        return
    for start in range(0, len(inputs), BLOCK):
        block = inputs[start : start + BLOCK]
        sources = [item.source for item in block if not isinstance(item.source, ImageError)]
        answers = iter(reader.read_many(sources, on_error="keep"))
        for item in block:
            answer = item.source if isinstance(item.source, ImageError) else next(answers)
            yield Outcome(item.name, answer)


def _explained(reader: "Reader", inputs: Sequence[ImageInput], folder: Path) -> Iterator[Outcome]:
    """Yield what becomes of each input, having written the pictures of its steps into `folder`."""
    from inkread.recognition.explain import Explainer

    explainer = Explainer(folder)
    for item in inputs:
        try:
            if isinstance(item.source, ImageError):
                raise item.source
            reading = reader.read(item.source, pictures=True)
        except ImageError as error:
            yield Outcome(item.name, error)
            continue
        explainer.write(reading, name=Path(item.name).stem)
        yield Outcome(item.name, reading)


def _with_progress(outcomes: Iterator[Outcome], total: int, *, quiet: bool) -> Iterator[Outcome]:
    """Yield `outcomes`, with a bar on standard error where someone is there to see it."""
    if quiet or total < MANY or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, "Reading", total=total, console=Console(stderr=True), transient=True)


def _rendered(outcomes: Sequence[Outcome], form: Format, *, top_k: int, quiet: bool) -> str:
    """Return all outcomes in the form asked for."""
    if form == "json":
        return as_json(outcomes)
    if form == "csv":
        return as_csv(outcomes, top_k=top_k)
    return "".join(as_text(outcome, colour=False, quiet=quiet) for outcome in outcomes)


def _write(text: str, output: Path | None) -> None:
    """Write `text` to the file, whole or not at all, or to standard output."""
    if output is None:
        typer.echo(text, nl=False)
        return
    from inkread import atomic

    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_text(output, text)
    except OSError as error:
        raise ConfigError(
            f"{output}: expected a place to write to, got {error.strerror}; choose another --output"
        ) from error


def _show(outcome: Outcome, *, quiet: bool) -> None:
    """Print one outcome for a person as soon as it is known."""
    _complain([outcome])
    colour = sys.stdout.isatty() and "NO_COLOR" not in environ
    typer.echo(as_text(outcome, colour=colour, quiet=quiet), nl=False)


def _complain(outcomes: Sequence[Outcome]) -> None:
    """Print the errors, one line each, on standard error."""
    for outcome in outcomes:
        if outcome.failed:
            typer.echo(f"inkread: {outcome.complaint}", err=True)
