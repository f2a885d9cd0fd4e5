"""`inkread bundle quantise`: a bundle in eight bits, faster, written once its loss has been measured."""

import json as jsonlib
from pathlib import Path
from typing import Annotated, Any

import typer

from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson

Source = Annotated[str, typer.Argument(metavar="BUNDLE", help="A bundle's folder, zip or name, in 32 bits.")]
Data = Annotated[
    list[str],
    typer.Option(
        "--data",
        help="SOURCE or SOURCE:SPLIT that it was trained on: training images calibrate, validation images"
        " judge; repeatable.",
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="The new bundle: a folder, or a file ending in .zip.")
]
Name = Annotated[str | None, typer.Option("--name", help="Its name; the old one's and -int8 if not given.")]
MostLoss = Annotated[
    float, typer.Option("--most-loss", min=0, help="Percentage points of right answers it may lose.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a bundle that is there.")]


def quantise(  # noqa: PLR0913 - each is an option of the command
    source: Source,
    data: Data,
    output: Output,
    name: Name = None,
    most_loss: MostLoss = 0.05,
    overwrite: Overwrite = False,
    json: AsJson = False,
) -> None:
    """Write a bundle in eight bits, and say what that costs in right answers.

    Nothing is written where validation images lose more than --most-loss.
    """
    from inkread.bundle import Bundle, write_bundle
    from inkread.training.calibration_glyphs import calibration_glyphs
    from inkread.training.held_out import held_out
    from inkread.training.quantise import quantise as in_eight_bits

    opened = Bundle.open(source)
    opened.check_characters()
    with bars() as tell:
        glyphs = calibration_glyphs(data, progress=tell)
        judges = held_out(data, progress=tell)
        tell(f"quantising {opened.name}", 0, None)
        made = in_eight_bits(opened, glyphs, judges, name=name, most_loss=most_loss / 100)
    write_bundle(made.bundle, output, overwrite=overwrite)
    result = {
        "bundle": str(output),
        "name": made.bundle.name,
        "bytes": made.bundle.model_file.size,
        "bytes_before": opened.model_file.size,
        "accuracy": made.accuracy,
        "accuracy_before": made.accuracy_before,
        "num_changed": made.num_changed,
        "n": made.n,
    }
    typer.echo(jsonlib.dumps(result, indent=2) if json else _sentences(result))


def _sentences(result: dict[str, Any]) -> str:
    """Return the result in a person's words."""
    return (
        f"Wrote {result['bundle']}: {result['bytes'] / 1e6:.2f} MB, before"
        f" {result['bytes_before'] / 1e6:.2f} MB.\n"
        f"{result['accuracy']:.2%} of {result['n']:,} validation images are read right,"
        f" {result['accuracy_before']:.2%} before; {result['num_changed']:,} are read otherwise."
    )
