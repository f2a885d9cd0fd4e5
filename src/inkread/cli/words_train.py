"""`inkread words train`: a reader of whole lines from sets of words, as a run folder with a bundle in it."""

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.new_run import run_folder
from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import AsJson, Resume

if TYPE_CHECKING:
    from inkread.training.checkpoint import Position
    from inkread.training.lines.fit import LineRun
    from inkread.training.lines.recipe import LineRecipe

TOLD_EVERY = 100  # steps

Sets = Annotated[
    list[Path], typer.Argument(metavar="SET...", help="Sets of words to train on.", show_default=False)
]


Load = Annotated[
    list[Path] | None,
    typer.Option(
        "--load",
        help="Start from the weights of a .keras or .h5 file, or of a bundle: inkread-lines."
        " Given again, from the mean of all.",
    ),
]


def train(  # noqa: PLR0913 - each is an option of the command
    sets: Sets,
    validation: Annotated[Path, typer.Option(help="A set of words to judge by; never trained on.")],
    config: Annotated[Path | None, typer.Option(help="A TOML file of the recipe's settings.")] = None,
    run: Annotated[
        Path | None, typer.Option("--run", help="The run's folder; runs/lines-N if not named.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same weights.")] = 0,
    epochs: Annotated[int | None, typer.Option(help="Instead of the recipe's.")] = None,
    resume: Resume = False,
    load: Load = None,
    save_every: Annotated[int, typer.Option(min=0, help="Steps between checkpoints.")] = 500,
    name: Annotated[
        str | None, typer.Option(help="The bundle's name; the run folder's if not given.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Train a reader of connected writing and export it as a bundle.

    Sets come from `inkread words compose --kind words`, or are folders of images/ and labels.tsv. A killed
    run goes on with --resume and ends at the same weights.
    """
    from inkread.datasets.word_set import check_word_set
    from inkread.errors import ConfigError
    from inkread.training.lines.recipe import line_recipe

    if resume and load:
        raise ConfigError(
            "expected --resume or --load, got both; a run goes on with the weights it began with"
        )
    folder = run_folder(run, line_recipe(config).name, resume=resume)
    for path in (*sets, validation):  # a mistyped one would be told after the others were prepared
        check_word_set(path)
    with quiet_tensorflow():
        from inkread.training.lines.fit import LineRun

    recipe = line_recipe(config, usual=_shape(folder, load, resume=resume), epochs=epochs)
    how = LineRun(folder, seed, resume=resume, load=tuple(load or ()), save_every=save_every)
    result = _carry_out(recipe, (sets, validation), how, name or folder.name)
    typer.echo(jsonlib.dumps(result, indent=2) if json else _sentences(result))


def _shape(folder: Path, load: list[Path] | None, *, resume: bool) -> dict[str, tuple[int, ...]]:
    """Return what a run's network is made of, where the run is to go on or starts from the weights of one."""
    with quiet_tensorflow():
        from inkread.training.lines.grow import SHAPE, shape_of
        from inkread.training.run_folder import CONFIG

    if resume and (folder / CONFIG).is_file():
        kept = jsonlib.loads((folder / CONFIG).read_text("utf-8")).get("recipe", {})
        return {name: tuple(kept[name]) for name in SHAPE if name in kept}
    return shape_of(load[0]) if load else {}


def _carry_out(
    recipe: "LineRecipe", sources: tuple[list[Path], Path], run: "LineRun", name: str
) -> dict[str, Any]:
    """Return what the run came to, trained and exported."""
    with quiet_tensorflow():
        from inkread.training.lines.finish import claim_lines, finish_lines
        from inkread.training.lines.fit import train_lines
        from inkread.training.lines.material import gather_lines

    claim_lines(recipe, sources, run)
    sets, judging = sources
    with bars() as tell:
        lines = gather_lines(sets, keep=run.folder, progress=tell)
        held_out = gather_lines([judging], keep=run.folder, progress=tell)
    model = train_lines(recipe, lines, held_out, run, watch=_tell)
    told: dict[str, Any] = finish_lines(model, recipe, (lines, held_out), run, name=name)
    return told


def _tell(position: "Position", num_steps: int) -> None:
    """Say on standard error how the run goes: every hundred steps, and at an epoch's end."""
    if position.step == 0:
        row = position.rows[-1]
        told = ", ".join(f"{key} {row[key]:.4f}" for key in row if key not in ("epoch", "finished_at"))
        typer.echo(f"epoch {position.epoch}: {told}", err=True)
    elif position.step % TOLD_EVERY == 0:
        loss = position.means()["loss"]
        typer.echo(
            f"epoch {position.epoch + 1}, step {position.step} of {num_steps}: loss {loss:.2f}", err=True
        )


def _sentences(result: dict[str, Any]) -> str:
    """Return the result in a person's words."""
    return (
        f"Trained: CER {result['cer']:.2%}, WER {result['wer']:.2%} on {result['n']:,} held-out lines,"
        f" best path.\nThe bundle is in {result['bundle']}."
    )
