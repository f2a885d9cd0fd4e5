"""`inkread bundle`: what a bundle can read, where it comes from and how well it reads."""

import json as json_format
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.bundle_calibrate import calibrate
from inkread.cli.bundle_doubt import doubt
from inkread.cli.bundle_quantise import quantise

if TYPE_CHECKING:
    from inkread.bundle import Bundle, Score

app = typer.Typer(help="Show what a bundle can read, and how well.", no_args_is_help=True)
app.command("calibrate")(calibrate)
app.command("doubt")(doubt)
app.command("quantise")(quantise)


@app.callback()
def bundle() -> None:
    """Show what a bundle can read, and how well."""


@app.command()
def show(
    source: Annotated[
        str | None,
        typer.Argument(metavar="[BUNDLE]", help="A bundle's folder, zip or name; else the shipped one."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print bundle.json itself.")] = False,
) -> None:
    """Show a bundle's card: charset, training, scores with their n."""
    from inkread.bundle import Bundle, to_json

    opened = Bundle.open(source)
    typer.echo(to_json(opened) if json else card(opened), nl=False)


@app.command("list")
def list_shipped(
    json: Annotated[bool, typer.Option("--json", help="Print a JSON list of names.")] = False,
) -> None:
    """List the bundles that ship with inkread."""
    from inkread.bundle import shipped

    names = shipped()
    typer.echo(json_format.dumps(names) if json else "\n".join(names))


def card(bundle: "Bundle") -> str:
    """Return a bundle's card as a few lines for a terminal."""
    graphemes = bundle.charset.graphemes
    training = bundle.training
    lines = [
        f"{bundle.name}: reads {len(graphemes)} characters, {''.join(graphemes)}",
        f"  model          {bundle.model_file.size:,} bytes, SHA-256 {bundle.model_file.sha256}",
        f"  preprocessing  {bundle.preprocess.contract}",
        f"  temperature    {bundle.temperature:.3f}",
        f"  recipe         {training.recipe}, {training.epochs} epochs, seeds {_numbers(training.seeds)}",
        f"  data           {training.data}",
        f"  made           {training.created} with {_versions(training.packages)}",
    ]
    if bundle.charset.folds:
        folds = " ".join(f"{seen}>{read}" for seen, read in sorted(bundle.charset.folds.items()))
        lines.insert(1, f"  reads as       {folds}")
    lines += ["  scores", *(f"    {_score(score)}" for score in bundle.scores)] if bundle.scores else []
    return "\n".join(lines) + "\n"


def _score(score: "Score") -> str:
    """Return one figure with its spread, n and seeds."""
    spread = "" if score.spread is None else f" ± {score.spread:.4f}"
    return (
        f"{score.set:<24} {score.charset:<16} {score.metric:<12} {score.value:.4f}{spread}"
        f"  (n = {score.n:,}, seeds {_numbers(score.seeds)})"
    )


def _numbers(values: tuple[int, ...]) -> str:
    """Return numbers separated by commas."""
    return ", ".join(str(value) for value in values) or "none"


def _versions(packages: Mapping[str, str]) -> str:
    """Return packages with their versions."""
    return ", ".join(f"{name} {version}" for name, version in sorted(packages.items()))
