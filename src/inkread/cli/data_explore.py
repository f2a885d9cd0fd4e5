"""`inkread data explore`: what is in a data set, in sentences, as JSON, or as a page with pictures."""

import json as jsonlib
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from inkread.cli.output_file import write_output
from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import AsJson, Home

if TYPE_CHECKING:
    from inkread.reporting.page import Section

MOST_SUSPECTS = 120  # images of likely label errors on the page; `data label-errors` shows more
MARKS = {"warning": "!", "note": "-", "good": "+"}

Source = Annotated[
    str, typer.Argument(metavar="SET", help="A data set's name, folder or file.", show_default=False)
]
Split = Annotated[
    str | None, typer.Option("--split", help="Only this split; by default all, and what they share.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write the report (HTML) here.")]
Scaling = Annotated[
    bool,
    typer.Option("--scaling", help="Also train a small network on raw, scaled and standardised pixels."),
]
Oof = Annotated[
    Path | None,
    typer.Option("--oof", help="Show likely label errors, by the oof.npz of inkread crossval on this set."),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of the choice of images to show.")]


def explore(  # noqa: PLR0913 - each is an option of the command
    source: Source,
    split: Split = None,
    output: Output = None,
    scaling: Scaling = False,
    oof: Oof = None,
    seed: Seed = 0,
    home: Home = None,
    json: AsJson = False,
) -> None:
    """Look at a data set before training: sizes, values, classes, ink, copies, and what to do about them."""
    from inkread.reporting.explore_page import explore_page
    from inkread.reporting.html import render
    from inkread.study.explore import explore as look

    with bars() as tell:
        exploration, pictures = look(source, split=split, home=home, seed=seed, progress=tell)
    told, more = exploration.to_dict(), []
    for asked, inquire in ((oof, _label_errors), (scaling, _scaling)):
        if asked:
            facts, section = inquire(source, split, home, oof)
            told |= facts
            more.append(section)
    if output:
        command = _command(source, split, seed=seed, more={"--oof": oof, "--scaling": scaling})
        write_output(output, render(explore_page(exploration, pictures, command=command, more=more)))
    typer.echo(jsonlib.dumps(told, indent=2, ensure_ascii=False) if json else _sentences(told, output))


def _scaling(
    source: str, split: str | None, home: Path | None, _oof: Path | None
) -> "tuple[dict[str, Any], Section]":
    """Return the scaling experiment on the first split of the source, as facts and as a section."""
    from inkread.datasets.explore.opened import open_parts
    from inkread.reporting.scaling_section import scaling_section

    with quiet_tensorflow():
        from inkread.study.scaling import scaling_experiment

    part = next(open_parts(source, split=split, home=home))
    with bars() as tell:
        result = scaling_experiment(part.samples, progress=tell)
    return {"scaling": result.to_dict()}, scaling_section(result)


def _label_errors(
    source: str, split: str | None, home: Path | None, oof: Path | None
) -> "tuple[dict[str, Any], Section]":
    """Return the likely label errors that out-of-fold predictions point at, as facts and as a section."""
    from inkread.datasets.sources import open_samples
    from inkread.evaluation.label_errors import find_label_errors, proposed_changes
    from inkread.evaluation.out_of_fold import load_out_of_fold
    from inkread.reporting.label_errors_page import LabelErrorFacts, label_errors_page
    from inkread.reporting.page import Paragraph, Section

    predictions = load_out_of_fold(cast("Path", oof))
    samples = open_samples(source, split=split, home=home)
    suspects = find_label_errors(predictions)
    changes = proposed_changes(suspects.likely(), predictions, samples)
    images = [samples.images[change.row] for change in changes[:MOST_SUSPECTS]]
    facts = LabelErrorFacts(samples.name, len(suspects), suspects.num_flagged, None)
    page = label_errors_page(facts, changes, images)
    blocks = [block for section in page.sections for block in section.blocks]
    told = {
        "label_errors": {
            "num_images": facts.num_images,
            "num_likely": facts.num_likely,
            "rows": [change.row for change in changes],
        }
    }
    return told, Section("Likely label errors", (Paragraph(page.summary), *blocks), "label-errors")


def _sentences(told: dict[str, Any], output: Path | None) -> str:
    """Return the findings, a line each, and where the report is."""
    images = " and ".join(f"{part['pixels']['num_images']:,} ({part['split']})" for part in told["parts"])
    lines = [f"{told['source']}: {images} images of {told['parts'][0]['classes']['num_classes']} classes"]
    lines += [f"{MARKS[finding['kind']]} {finding['text']}" for finding in told["findings"]]
    if "label_errors" in told:
        lines.append(
            f"- {told['label_errors']['num_likely']:,} labels are likely errors: look at them first."
        )
    lines += [f"- {sentence}" for sentence in told.get("scaling", {}).get("verdict", ())]
    lines.append(f"The report is in {output}." if output else "For pictures and charts: --output report.html")
    return "\n".join(lines)


def _command(source: str, split: str | None, *, seed: int, more: "dict[str, Path | bool | None]") -> str:
    """Return what to type for the same report, by names: a folder of this machine says nothing elsewhere."""
    words = ["inkread", "data", "explore", Path(source).name, *(["--split", split] if split else [])]
    for option, asked in more.items():
        words += [option, *([asked.name] if isinstance(asked, Path) else [])] if asked else []
    words += ["--seed", str(seed)] if seed else []
    return shlex.join([*words, "--output", "report.html"])
