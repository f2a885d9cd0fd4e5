"""`inkread bundle doubt`: how well a bundle knows what it does not know."""

import json as jsonlib
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkread.cli.output_file import write_output
from inkread.cli.progress import bars
from inkread.cli.shared_options import AsJson
from inkread.errors import ConfigError

if TYPE_CHECKING:
    from inkread.bundle import Bundle
    from inkread.evaluation.doubt_figures import DoubtFigure

SUITE_HELP = "The folder that holds the standard suite's sets; else that of data fetch."
PAIRS_FROM = (
    "drawn62-dev"  # whose characters make the images of several: other writers than the calibration's
)

Source = Annotated[
    str | None,
    typer.Argument(metavar="[BUNDLE]", help="A bundle's folder, zip or name; else the shipped one."),
]
DataRoot = Annotated[Path | None, typer.Option(help=SUITE_HELP)]
Files = Annotated[
    list[Path] | None,
    typer.Option(
        "--no-character", help="A folder or zip of images that are no single character; repeatable."
    ),
]
Num = Annotated[int, typer.Option(min=1, help="Images of each kind that is no character.")]
Seed = Annotated[int, typer.Option(min=0, help="That they are drawn with; not the calibration's.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write the JSON report here.")]
Keep = Annotated[bool, typer.Option("--save-scores", help="Write the figures into the bundle's bundle.json.")]


def doubt(  # noqa: PLR0913 - each is an option of the command
    source: Source = None,
    data_root: DataRoot = None,
    no_character: Files = None,
    num: Num = 300,
    seed: Seed = 1_000_003,
    output: Output = None,
    save_scores: Keep = False,
    json: AsJson = False,
) -> None:
    """Measure how well a bundle knows what it does not know.

    What its sets cover and how large they are, how many characters pass, and how much of what is no character
    is refused: some of these kinds a gate is fitted on, the others it has never seen.
    """
    from inkread.bundle import Bundle

    bundle = Bundle.open(source)
    figures = list(_measured(bundle, data_root, num=num, seed=seed))
    figures += _of_files(bundle, no_character or [])
    words = [
        "inkread bundle doubt",
        bundle.name,
        *(f"--no-character {path.name}" for path in no_character or []),
    ]
    words += [f"--num {num}", f"--seed {seed}"]
    report = {"command": " ".join(words), "bundle": bundle.name, "figures": [asdict(one) for one in figures]}
    text = jsonlib.dumps(report, indent=1, ensure_ascii=False) + "\n"
    if output is not None:
        write_output(output, text)
    if save_scores:
        _save(bundle, figures, command=" ".join(words))
    typer.echo(text if json else table(figures), nl=False)


def table(figures: "list[DoubtFigure]") -> str:
    """Return the figures as lines for a terminal."""
    rows = [
        f"{one.set:<44} {one.charset:<17} {one.metric:<16} {_value(one):>9}  (n = {one.n:,})"
        for one in figures
    ]
    return "\n".join(rows) + "\n"


def _value(figure: "DoubtFigure") -> str:
    """Return a figure as people read it: a share in per cent, a size or an area as it is."""
    plain = figure.metric.startswith("set_size") or figure.metric == "auroc"
    return f"{figure.value:.3f}" if plain else f"{100 * figure.value:.2f} %"


def _measured(bundle: "Bundle", root: Path | None, *, num: int, seed: int) -> "Iterator[DoubtFigure]":
    """Yield the figures of every set that is there and of every kind that is no character."""
    from inkread.datasets.fetch import data_home
    from inkread.evaluation.doubt_figures import of_characters, of_garbage
    from inkread.evaluation.evaluate import frame_all
    from inkread.evaluation.suites import standard_suite

    glyphs = None
    with bars() as tell:
        for item, samples in standard_suite(root or data_home()):
            if samples is None:
                continue
            yield from of_characters(bundle, samples, progress=tell)
            if glyphs is None or item.name == PAIRS_FROM:
                framed = frame_all(samples)
                glyphs = framed[framed.any(axis=(1, 2))]
        if glyphs is not None:
            yield from of_garbage(bundle, glyphs, num=num, seed=seed, progress=tell)


def _of_files(bundle: "Bundle", sources: list[Path]) -> "Iterator[DoubtFigure]":
    """Yield the figure of each folder or zip of images that are no character."""
    from inkread.evaluation.doubt_figures import of_files

    with bars() as tell:
        for source in sources:
            yield of_files(bundle, source, progress=tell)


def _save(bundle: "Bundle", figures: "list[DoubtFigure]", *, command: str) -> None:
    """Write the figures into the bundle's record, in the place of earlier ones of their kind."""
    from inkread.bundle import Score, write_bundle

    if bundle.origin is None:
        raise ConfigError(f"{bundle.name}: expected a bundle on disk, got one in memory; write it first")
    metrics = {one.metric for one in figures}
    others = [score for score in bundle.scores if score.metric not in metrics]
    mine = [
        Score(**asdict(one), spread=None, seeds=bundle.training.seeds, command=command) for one in figures
    ]
    write_bundle(replace(bundle, scores=(*others, *mine)), bundle.origin, overwrite=True)
