"""`inkread data label-errors`: likely label errors of a set, as a gallery and a patch file to decide on."""

import json as jsonlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.shared_options import AsJson, Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inkread.datasets.label_patch import LabelChange
    from inkread.datasets.samples import Samples
    from inkread.evaluation.label_errors import Suspects

MOST_PRINTED = 10
MOST_SHOWN = 500  # images of the gallery; of more nobody looks at the last, and the page outgrows a mail

Source = Annotated[
    str,
    typer.Argument(help="The set that was cross-validated: a name, folder or file.", show_default=False),
]
Oof = Annotated[
    Path,
    typer.Option("--oof", help="Out-of-fold predictions: oof.npz of inkread crossval.", show_default=False),
]
Split = Annotated[str | None, typer.Option("--split", help="The split that was cross-validated.")]
Top = Annotated[
    float | None,
    typer.Option(
        "--top", min=0.0, max=100.0, help="Take the most suspicious so many per cent, not the likely errors."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write a gallery (HTML) here.")]
Patch = Annotated[
    Path | None,
    typer.Option("--patch", help="Write a patch file (CSV) here; what was decided in it stays decided."),
]


def label_errors(  # noqa: PLR0913 - each is an option of the command
    source: Source,
    oof: Oof,
    split: Split = None,
    top: Top = None,
    output: Output = None,
    patch: Patch = None,
    home: Home = None,
    json: AsJson = False,
) -> None:
    """Find labels that are likely wrong, by what a network says that had not seen the image."""
    from inkread.datasets.sources import open_samples
    from inkread.evaluation.label_errors import find_label_errors, proposed_changes
    from inkread.evaluation.out_of_fold import load_out_of_fold

    predictions = load_out_of_fold(oof)
    samples = open_samples(source, split=split, home=home)
    suspects = find_label_errors(predictions)
    chosen = suspects.likely() if top is None else suspects.first(round(len(suspects) * top / 100))
    changes = proposed_changes(chosen, predictions, samples, earlier=_earlier(patch))
    if patch is not None:
        _write(patch, changes)
    if output is not None:
        _write_gallery(output, samples, suspects, changes[: len(chosen)], patch)
    result = {
        "source": source,
        "num_images": len(suspects),
        "num_likely": suspects.num_flagged,
        "patch": None if patch is None else str(patch),
        "gallery": None if output is None else str(output),
        "suspects": [asdict(change) for change in changes],
    }
    typer.echo(jsonlib.dumps(result, indent=2, ensure_ascii=False) if json else _sentences(result))


def _earlier(patch: Path | None) -> "tuple[LabelChange, ...]":
    """Return the changes that are in the patch file already."""
    from inkread.datasets.label_patch import read_patch

    return read_patch(patch) if patch is not None and patch.is_file() else ()


def _write(patch: Path, changes: "Sequence[LabelChange]") -> None:
    """Write the patch file, its folder made where there is none."""
    from inkread.cli.output_file import write_output
    from inkread.datasets.label_patch import patch_text

    write_output(patch, patch_text(changes), option="--patch")


def _write_gallery(
    output: Path,
    samples: "Samples",
    suspects: "Suspects",
    changes: "Sequence[LabelChange]",
    patch: Path | None,
) -> None:
    """Write the page with the images."""
    from inkread.cli.output_file import write_output
    from inkread.reporting.html import render
    from inkread.reporting.label_errors_page import LabelErrorFacts, label_errors_page

    facts = LabelErrorFacts(samples.name, len(suspects), suspects.num_flagged, patch.name if patch else None)
    images = [samples.images[change.row] for change in changes[:MOST_SHOWN]]
    write_output(output, render(label_errors_page(facts, changes, images)))


def _sentences(result: dict[str, Any]) -> str:
    """Return the result in a person's words."""
    num, all_of = result["num_likely"], result["num_images"]
    lines = [f"{num:,} of {all_of:,} labels are likely errors ({100 * num / all_of:.2f} %)."]
    suspects = result["suspects"]
    lines += [
        f"  row {item['row']}: {item['label']}, more likely {item['suggested']}"
        f" ({100 * item['confidence']:.0f} %)"
        for item in suspects[:MOST_PRINTED]
    ]
    if len(suspects) > MOST_PRINTED:
        lines.append(f"  and {len(suspects) - MOST_PRINTED:,} more")
    if result["gallery"]:
        lines.append(f"Look at them: {result['gallery']}")
    if result["patch"]:
        lines.append(f"Decide in the column status of {result['patch']}, then apply it: --labels-patch")
    return "\n".join(lines)
