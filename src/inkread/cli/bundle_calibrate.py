"""`inkread bundle calibrate`: let a bundle know what it does not know."""

import json as jsonlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.bundle import Bundle
    from inkread.datasets.samples import Samples

Source = Annotated[
    str | None,
    typer.Argument(metavar="[BUNDLE]", help="A bundle's folder, zip or name; else the shipped one."),
]
Data = Annotated[
    list[str],
    typer.Option(
        "--data",
        help="What it was trained on: SOURCE or SOURCE:SPLIT, as for train; only its validation part is"
        " looked at. Repeatable.",
        show_default=False,
    ),
]
Own = Annotated[
    list[str] | None,
    typer.Option(
        "--own", help="People's own images: half to fit the gate on, half that must pass. Repeatable."
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="The bundle: a folder, or a file ending in .zip.")
]
Gate = Annotated[
    bool, typer.Option("--gate/--no-gate", help="Fit the gate that refuses what is no character.")
]
Temperature = Annotated[
    bool,
    typer.Option("--temperature", help="Fit the temperature of all its characters too: `export` fits none."),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Of the images drawn for the gate.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a bundle that is there.")]


def calibrate(  # noqa: PLR0913 - each is an option of the command
    data: Data,
    output: Output,
    source: Source = None,
    own: Own = None,
    gate: Gate = True,
    temperature: Temperature = False,
    seed: Seed = 0,
    overwrite: Overwrite = False,
    json: AsJson = False,
) -> None:
    """Calibrate a bundle: a temperature and sets for each usual charset, and a gate.

    The network stays as it is. The sets hold the truth of each character's images as often as they say; the
    gate refuses images that are no character, such as noise, scribble, photographs and several characters.
    """
    from inkread.bundle import Bundle, write_bundle
    from inkread.bundle.storage import check_place
    from inkread.evaluation.calibrate import Calibration
    from inkread.evaluation.calibrate import calibrate as calibrated
    from inkread.training.material import open_source

    check_place(output, overwrite=overwrite)
    bundle = Bundle.open(source)
    bundle.check_characters()
    command = _command(data, own or [], gate=gate, temperature=temperature, seed=seed)
    with bars() as tell:
        made = calibrated(
            bundle,
            [_validation(name) for name in data],
            [replace(open_source(name)[0], name=Path(name).stem) for name in own or ()],
            Calibration(command=command, seed=seed, with_gate=gate, with_temperature=temperature),
            progress=tell,
        )
    write_bundle(made, output, overwrite=overwrite)
    facts = summary(made)
    typer.echo(jsonlib.dumps(facts, indent=2) if json else "\n".join(told(facts, output)))


def summary(bundle: "Bundle") -> dict[str, Any]:
    """Return what was learnt, JSON-ready."""
    if bundle.doubt is None:
        return {}
    gate = bundle.doubt.gate
    return {
        "charsets": [
            {
                "charset": one.charset,
                "temperature": one.temperature,
                "n": sum(one.num),
                "sets": [{"coverage": level.coverage, "pooled": list(level.pooled)} for level in one.sets],
            }
            for one in bundle.doubt.charsets
        ],
        "kept": dict(gate.kept) if gate else {},
    }


def told(facts: dict[str, Any], output: Path) -> list[str]:
    """Return the summary as lines for a person."""
    lines = [f"Wrote {output}."]
    for one in facts["charsets"]:
        rare = {
            f"{level['coverage']:.0%}": "".join(level["pooled"]) for level in one["sets"] if level["pooled"]
        }
        shared = "; ".join(f"{level}: one limit for {graphemes}" for level, graphemes in rare.items())
        name = one["charset"] or "everything"
        lines.append(
            f"  {name:<18} temperature {one['temperature']:.3f}  n = {one['n']:,}  {shared}".rstrip()
        )
    lines += [f"  the gate lets {share:.2%} of {name} pass" for name, share in facts["kept"].items()]
    return lines


def _validation(name: str) -> "Samples":
    """Return the validation part of a source, as a training run parts it."""
    from inkread.training.material import open_source, part_rows

    samples, named = open_source(name)
    rows = part_rows(samples, named=named)[1]
    return samples.take(rows, name=f"{samples.name}-validation")


def _command(data: list[str], own: list[str], *, gate: bool, temperature: bool, seed: int) -> str:
    """Return what to type for the same section, by names: a folder of this machine says nothing elsewhere."""
    words = ["inkread bundle calibrate", *(f"--data {Path(name).name}" for name in data)]
    words += [f"--own {Path(name).name}" for name in own]
    words += ([] if gate else ["--no-gate"]) + (["--temperature"] if temperature else [])
    return " ".join([*words, f"--seed {seed}"])
