"""`inkread train`: a network from your own data, as a run folder with a bundle in it."""

import json as jsonlib
from pathlib import Path
from typing import Annotated, Any

import typer

from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.training_progress import watching


def train(  # noqa: PLR0913 - each is an option of the command
    data: Annotated[
        list[str],
        typer.Option(
            "--data", help="What to train on: SOURCE or SOURCE:SPLIT, a known set or a path; repeatable."
        ),
    ],
    recipe: Annotated[
        str, typer.Option("--recipe", help="The recipe: mlp, classic-32-64 or compact.")
    ] = "compact",
    run: Annotated[
        Path | None, typer.Option("--run", help="The run's folder; runs/RECIPE-N if not named.")
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option("--avoid", help="Leave out images that show the same writing as this set; repeatable."),
    ] = None,
    leak_check: Annotated[
        bool,
        typer.Option(
            "--leak-check/--no-leak-check", help="Look for held-out images among the training ones."
        ),
    ] = True,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same weights.")] = 0,
    epochs: Annotated[int | None, typer.Option("--epochs", help="Instead of the recipe's.")] = None,
    batch_size: Annotated[int | None, typer.Option("--batch-size", help="Instead of the recipe's.")] = None,
    learning_rate: Annotated[
        float | None, typer.Option("--learning-rate", help="Instead of the recipe's.")
    ] = None,
    samples_per_epoch: Annotated[
        int | None,
        typer.Option("--samples-per-epoch", help="Images drawn an epoch, instead of the recipe's."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the newest checkpoint of --run.")
    ] = False,
    load: Annotated[
        Path | None, typer.Option("--load", help="Start from the weights of a .keras or .h5 file.")
    ] = None,
    save_every: Annotated[
        int,
        typer.Option("--save-every", min=0, help="Steps between checkpoints; 0: at each epoch's end only."),
    ] = 0,
    name: Annotated[
        str | None, typer.Option("--name", help="The bundle's name; the run folder's if not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Train a network and export it as a bundle.

    A source without a split named is parted 80/10/10 into train, validation and test, always by the same
    seed; of a named split nine tenths train. Weights are those of the last epoch. A killed run goes on
    with --resume and ends at the very same weights.
    """
    from inkread.errors import ConfigError
    from inkread.training.recipes import find_recipe

    if resume and (run is None or load is not None):
        raise ConfigError(
            "expected --resume with --run and without --load, got another mix; name the run to go on with"
        )
    if avoid and not leak_check:
        raise ConfigError(
            "expected --avoid with the leak check, got --no-leak-check, which would ignore it; drop one"
        )
    chosen = find_recipe(
        recipe,
        epochs=epochs,
        batch_size=batch_size,
        learning_rate=learning_rate,
        samples_per_epoch=samples_per_epoch,
    )
    folder = run or _next_folder(Path("runs"), chosen.name)

    with quiet_tensorflow():
        from inkread.training.finish import finish
        from inkread.training.fit import train as fit
        from inkread.training.material import gather
        from inkread.training.run_folder import RunOptions, claim

    claim(folder, resume=resume)  # before the images are gathered, which can take minutes
    with bars() as tell:
        material = gather(data, avoid=avoid or (), leak_check=leak_check, progress=tell)
    options = RunOptions(folder, seed=seed, resume=resume, load=load, save_every=save_every)
    with watching(chosen.epochs) as watch:
        model = fit(chosen, material, options, watch=watch)
    bundle = finish(model, chosen, material, folder, seed=seed, name=name or folder.name)
    result = _result(folder, bundle.temperature)
    typer.echo(jsonlib.dumps(result, indent=2) if json else _sentences(result))


def _next_folder(parent: Path, name: str) -> Path:
    """Return the first of `name-1`, `name-2` … that is not there yet."""
    number = 1
    while (parent / f"{name}-{number}").exists():
        number += 1
    return parent / f"{name}-{number}"


def _result(folder: Path, temperature: float) -> dict[str, Any]:
    """Return what the run came to: its files and the last epoch's metrics."""
    lines = (folder / "metrics.csv").read_text(encoding="utf-8").splitlines()
    last = dict(zip(lines[0].split(","), (float(value) for value in lines[-1].split(",")), strict=True))
    return {"run": str(folder), "bundle": str(folder / "bundle"), "temperature": temperature, "metrics": last}


def _sentences(result: dict[str, Any]) -> str:
    """Return the result in a person's words."""
    metrics = result["metrics"]
    reached = f"accuracy {metrics['accuracy']:.2%} on training images"
    if "validation_accuracy" in metrics:
        reached += f", {metrics['validation_accuracy']:.2%} on validation images"
    return (
        f"Trained {metrics['epoch']:.0f} epochs: {reached}.\n"
        f"The bundle is in {result['bundle']}; read with it: inkread read --bundle {result['bundle']} IMAGE"
    )
