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


BUNDLE = "bundle"  # beside the Keras file in the folder of a run

KerasFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="MODEL...",
        help="A .keras or .h5 file; opened in safe mode only. Several answer together, by their mean.",
        show_default=False,
    ),
]
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
    models: KerasFiles,
    output: Output,
    charset: Outputs = "byclass",
    name: Name = None,
    temperature: Temperature = 1.0,
    overwrite: Overwrite = False,
    json: AsJson = False,
) -> None:
    """Export a Keras model as a bundle.

    The model takes glyphs (n, 28, 28, 1), uint8, white ink on black, framed by inkread-28-v2, and
    gives logits. The bundle is opened again and compared with Keras before it is written. Several models,
    such as the runs of several seeds, become one bundle: slower by their number, and surer.
    """
    from inkread.charset import Charset

    graphemes = Charset.parse(charset)
    with quiet_tensorflow():
        from inkread.training.committee import committee
        from inkread.training.export import BundleFacts, export_bundle
        from inkread.training.keras_file import open_keras

    opened = [open_keras(model) for model in models]
    facts = BundleFacts(name or output.stem, graphemes, temperature, _training(models))
    with bars() as tell:
        tell(f"exporting {' + '.join(model.name for model in models)}", 0, None)
        whole = opened[0] if len(opened) == 1 else committee(opened)
        bundle = export_bundle(whole, facts, output, overwrite=overwrite)
    result = {"bundle": str(output), "name": bundle.name, "bytes": bundle.model_file.size}
    if json:
        typer.echo(jsonlib.dumps(result, indent=2))
    else:
        typer.echo(f"Wrote {output}: {len(bundle.charset)} graphemes, {bundle.model_file.size / 1e6:.2f} MB.")


def _training(models: list[Path]) -> "Training":
    """Return where the weights come from: the runs whose folders the files are in, or the files alone."""
    import hashlib
    from datetime import UTC, datetime

    from inkread.bundle import Training
    from inkread.training.run_folder import environment

    packages = environment()["packages"]
    created = datetime.now(UTC).isoformat(timespec="seconds")
    runs = _runs(models)
    if runs:
        seeds = tuple(seed for run in runs for seed in run.seeds)
        epochs = max(run.epochs for run in runs)
        return Training(runs[0].data, runs[0].recipe, seeds, epochs, packages, created)
    digests = [f"{model.name} {hashlib.sha256(model.read_bytes()).hexdigest()[:12]}" for model in models]
    return Training("unknown", " + ".join(digests), (), 0, packages, created)


def _runs(models: list[Path]) -> "list[Training]":
    """Return what the runs say whose own files these are, where all are of one recipe and data."""
    from inkread.bundle import Bundle
    from inkread.bundle.storage import MANIFEST
    from inkread.training.finish import KERAS_MODEL
    from inkread.training.run_folder import CONFIG

    folders = [model.parent for model in models]
    if not all(
        model.name == KERAS_MODEL and (folder / CONFIG).is_file() and (folder / BUNDLE / MANIFEST).is_file()
        for model, folder in zip(models, folders, strict=True)
    ):
        return []
    found = [Bundle.open(folder / BUNDLE).training for folder in dict.fromkeys(folders)]
    return found if len({(run.data, run.recipe) for run in found}) == 1 else []
