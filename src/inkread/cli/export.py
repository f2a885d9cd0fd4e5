"""`inkread export`: a Keras file becomes a bundle that reads without Keras."""

import json as jsonlib
from pathlib import Path
from typing import Annotated

import typer

from inkread.cli.quiet_tensorflow import quiet_tensorflow


def export(  # noqa: PLR0913 - each is an option of the command
    model: Annotated[Path, typer.Argument(help="A .keras or .h5 file; opened in safe mode only.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The bundle: a folder, or a file ending in .zip.")
    ],
    charset: Annotated[
        str,
        typer.Option("--charset", help="What the outputs stand for, in order: a named set or the graphemes."),
    ] = "byclass",
    name: Annotated[
        str | None, typer.Option("--name", help="The bundle's name; the output's if not given.")
    ] = None,
    temperature: Annotated[
        float, typer.Option("--temperature", help="Divides the logits; 1 leaves them as they are.")
    ] = 1.0,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a bundle that is there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Export a Keras model as a bundle.

    The model takes glyphs (n, 28, 28, 1), uint8, white ink on black, framed by inkread-28-v1, and
    gives logits. The bundle is opened again and compared with Keras before it is written.
    """
    import hashlib
    from datetime import UTC, datetime

    from inkread.bundle import Training
    from inkread.charset import Charset

    with quiet_tensorflow():
        from inkread.training.export import BundleFacts, export_bundle
        from inkread.training.keras_file import open_keras
        from inkread.training.run_folder import environment

    opened = open_keras(model)
    training = Training(
        data="unknown",
        recipe=f"{model.name} {hashlib.sha256(model.read_bytes()).hexdigest()[:12]}",
        seeds=(),
        epochs=0,
        packages=environment()["packages"],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    facts = BundleFacts(name or output.stem, Charset.parse(charset), temperature, training)
    bundle = export_bundle(opened, facts, output, overwrite=overwrite)
    result = {"bundle": str(output), "name": bundle.name, "bytes": bundle.model_file.size}
    if json:
        typer.echo(jsonlib.dumps(result, indent=2))
    else:
        typer.echo(f"Wrote {output}: {len(bundle.charset)} graphemes, {bundle.model_file.size / 1e6:.2f} MB.")
