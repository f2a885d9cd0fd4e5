"""`inkread export`: a Keras file becomes a bundle that reads without Keras."""

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.bundle import Training


KerasFile = Annotated[Path, typer.Argument(help="A .keras or .h5 file; opened in safe mode only.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="The bundle: a folder, or a file ending in .zip.")
]
Outputs = Annotated[
    str,
    typer.Option("--charset", help="What the outputs stand for, in order: a named set or the graphemes."),
]
Name = Annotated[str | None, typer.Option("--name", help="The bundle's name; the output's if not given.")]
Temperature = Annotated[
    float, typer.Option("--temperature", help="Divides the logits; 1 leaves them as they are.")
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a bundle that is there.")]


def export(  # noqa: PLR0913 - each is an option of the command
    model: KerasFile,
    output: Output,
    charset: Outputs = "byclass",
    name: Name = None,
    temperature: Temperature = 1.0,
    overwrite: Overwrite = False,
    json: AsJson = False,
) -> None:
    """Export a Keras model as a bundle.

    The model takes glyphs (n, 28, 28, 1), uint8, white ink on black, framed by inkread-28-v2, and
    gives logits. The bundle is opened again and compared with Keras before it is written.
    """
    from inkread.charset import Charset

    graphemes = Charset.parse(charset)
    with quiet_tensorflow():
        from inkread.training.export import BundleFacts, export_bundle
        from inkread.training.keras_file import open_keras

    opened = open_keras(model)
    facts = BundleFacts(name or output.stem, graphemes, temperature, _training(model))
    with bars() as tell:
        tell(f"exporting {model.name}", 0, None)
        bundle = export_bundle(opened, facts, output, overwrite=overwrite)
    result = {"bundle": str(output), "name": bundle.name, "bytes": bundle.model_file.size}
    if json:
        typer.echo(jsonlib.dumps(result, indent=2))
    else:
        typer.echo(f"Wrote {output}: {len(bundle.charset)} graphemes, {bundle.model_file.size / 1e6:.2f} MB.")


def _training(model: Path) -> "Training":
    """Return what is known of the training of a file from elsewhere: its name and digest."""
    import hashlib
    from datetime import UTC, datetime

    from inkread.bundle import Training
    from inkread.training.run_folder import environment

    return Training(
        data="unknown",
        recipe=f"{model.name} {hashlib.sha256(model.read_bytes()).hexdigest()[:12]}",
        seeds=(),
        epochs=0,
        packages=environment()["packages"],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
