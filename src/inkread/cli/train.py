"""`inkread train`: a network from your own data, as a run folder with a bundle in it."""

import json as jsonlib
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from inkread.cli.counted import counted
from inkread.cli.material_words import images_sentence, num_images, warn_of
from inkread.cli.new_run import run_folder
from inkread.cli.progress import bars
from inkread.cli.quiet_tensorflow import quiet_tensorflow
from inkread.cli.shared_options import (
    AsJson,
    Config,
    Epochs,
    LeakCheck,
    Load,
    Ray,
    RecipeName,
    Resume,
    Settings,
    TrainingData,
)
from inkread.cli.training_progress import watching

if TYPE_CHECKING:
    from inkread.training.recipes import Recipe
    from inkread.training.run_folder import RunOptions


Run = Annotated[Path | None, typer.Option("--run", help="The run's folder; runs/RECIPE-N if not named.")]
Extra = Annotated[
    list[str] | None,
    typer.Option("--extra", help="Train on all of this set too, such as a folder of fonts; repeatable."),
]
Avoid = Annotated[
    list[str] | None,
    typer.Option("--avoid", help="Leave out images that show the same writing as this set; repeatable."),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same weights.")]
BatchSize = Annotated[int | None, typer.Option("--batch-size", help="Instead of the recipe's.")]
LearningRate = Annotated[float | None, typer.Option("--learning-rate", help="Instead of the recipe's.")]
SamplesPerEpoch = Annotated[
    int | None,
    typer.Option("--samples-per-epoch", help="Images drawn an epoch, instead of the recipe's."),
]
Teacher = Annotated[
    str | None,
    typer.Option(help="A bundle whose answers are learnt beside the labels: a folder, zip or name."),
]
SaveEvery = Annotated[
    int,
    typer.Option("--save-every", min=0, help="Steps between checkpoints; 0: at each epoch's end only."),
]
BundleName = Annotated[
    str | None, typer.Option("--name", help="The bundle's name; the run folder's if not given.")
]
TensorBoard = Annotated[
    bool, typer.Option("--tensorboard", help="Write TensorBoard's event files into the run's folder too.")
]

Workers = Annotated[
    int,
    typer.Option("--workers", min=1, help="Processes that share every batch; seldom faster, see the docs."),
]


def train(  # noqa: PLR0913 - each is an option of the command
    data: TrainingData,
    recipe: RecipeName = None,
    config: Config = None,
    settings: Settings = None,
    run: Run = None,
    extra: Extra = None,
    avoid: Avoid = None,
    leak_check: LeakCheck = True,
    seed: Seed = 0,
    epochs: Epochs = None,
    batch_size: BatchSize = None,
    learning_rate: LearningRate = None,
    samples_per_epoch: SamplesPerEpoch = None,
    resume: Resume = False,
    load: Load = None,
    teacher: Teacher = None,
    save_every: SaveEvery = 0,
    tensorboard: TensorBoard = False,
    workers: Workers = 1,
    ray: Ray = None,
    name: BundleName = None,
    json: AsJson = False,
) -> None:
    """Train a network and export it as a bundle.

    A source without a split named is parted 80/10/10 (train, validation, test), always alike; of a named
    split nine tenths train, of an --extra set all. Weights are the last epoch's; --resume ends at the same.
    """
    gathering = Gathering(data, extra or [], avoid or [], leak_check)
    _check_mix(gathering, resume=resume, new=run is None or load is not None)
    shortcuts = {"epochs": epochs, "batch_size": batch_size, "learning_rate": learning_rate}
    chosen = _chosen(recipe, config, settings, shortcuts | {"samples_per_epoch": samples_per_epoch})
    folder = run_folder(run, chosen.name, resume=resume)
    team = _team(workers, ray, teacher)
    gathering.check()
    begun = {"resume": resume, "load": load, "teacher": teacher, "tensorboard": tensorboard}
    how = _options(folder, seed, save_every=save_every, **begun)
    result = _carry_out(chosen, gathering, how, name or folder.name, team)
    typer.echo(jsonlib.dumps(result, indent=2) if json else _sentences(result))


def _chosen(
    recipe: str | None, config: Path | None, settings: list[str] | None, shortcuts: dict[str, Any]
) -> "Recipe":
    """Return the recipe that the options name, with what they change in it."""
    from inkread.training.recipes.choice import choose

    return choose(recipe, config=config, assignments=settings or (), shortcuts=shortcuts)


class Gathering(NamedTuple):
    """What to train on: sources, those that train whole, sets to leave out, and whether to look for leaks."""

    data: list[str]
    extra: list[str]
    avoid: list[str]
    leak_check: bool

    def check(self) -> None:
        """Refuse what leads nowhere at once: the training framework takes seconds to load.

        Raises:
            DataError: when there is no such set or path.
        """
        from inkread.training.material import check_sources

        check_sources([*self.data, *self.extra, *self.avoid])


def _check_mix(gathering: Gathering, *, resume: bool, new: bool) -> None:
    """Refuse options that do not go together; `new` says whether the run is a new one by the others."""
    from inkread.errors import ConfigError

    if resume and new:
        raise ConfigError(
            "expected --resume with --run and without --load, got another mix; name the run to go on with"
        )
    if gathering.avoid and not gathering.leak_check:
        raise ConfigError(
            "expected --avoid with the leak check, got --no-leak-check, which would ignore it; drop one"
        )


def _options(folder: Path, seed: int, **others: Any) -> "RunOptions":  # noqa: ANN401 - see `RunOptions`
    """Return how the run is carried out; the training framework is imported for it."""
    with quiet_tensorflow():
        from inkread.training.run_folder import RunOptions
    return RunOptions(folder, seed, **others)


def _team(workers: int, ray: str | None, teacher: str | None) -> Any:  # noqa: ANN401 - a function of the run
    """Return what opens the workers beside this process, asked before the training framework is imported.

    Raises:
        ConfigError: when Ray is to train with one worker alone, or machines elsewhere from a teacher here.
    """
    from inkread.errors import ConfigError

    if workers == 1:
        if ray is not None:
            raise ConfigError("expected --workers with --ray, got one worker; say how many, or drop --ray")
        return lambda *_: nullcontext()
    if teacher is not None and ray is not None:
        raise ConfigError("expected --teacher on one machine, got --ray too; drop one of them")
    from inkread.scale.train import Where, share_cores, workers_beside

    if ray is None:
        share_cores(workers)
    return partial(workers_beside, where=Where(workers, ray, quiet_tensorflow))


def _carry_out(
    recipe: "Recipe",
    gathering: Gathering,
    options: "RunOptions",
    name: str,
    team: Any,  # noqa: ANN401 - see `_team`
) -> dict[str, Any]:
    """Return what the run came to, trained and exported."""
    with quiet_tensorflow():
        from inkread.training.finish import finish
        from inkread.training.fit import train as fit
        from inkread.training.material import gather
        from inkread.training.run_folder import claim
        from inkread.training.teacher import teacher_of

    # Both before the images are gathered, which can take minutes; a mistyped teacher leaves no folder behind.
    teacher_of(options)
    claim(options.folder, resume=options.resume)
    with bars() as tell:
        material = gather(
            gathering.data,
            extra=gathering.extra,
            avoid=gathering.avoid,
            leak_check=gathering.leak_check,
            progress=tell,
        )
    warn_of(material, counting=True)
    with team(recipe, material, options) as prepare, watching(recipe.epochs) as watch:
        model = fit(recipe, material, options, watch=watch, prepare=prepare)
    with bars() as tell:
        tell("exporting the bundle", 0, None)
        bundle = finish(model, recipe, material, options.folder, seed=options.seed, name=name)
    return {**_result(options.folder, bundle.temperature), "images": num_images(material)}


def _result(folder: Path, temperature: float) -> dict[str, Any]:
    """Return what the run came to: its files and the last epoch's metrics."""
    from inkread.evaluation.metrics_csv import METRICS, read_metrics

    last = read_metrics(folder / METRICS)[-1]
    return {"run": str(folder), "bundle": str(folder / "bundle"), "temperature": temperature, "metrics": last}


def _sentences(result: dict[str, Any]) -> str:
    """Return the result in a person's words."""
    metrics = result["metrics"]
    reached = f"accuracy {metrics['accuracy']:.2%} on training images"
    if "validation_accuracy" in metrics:
        reached += f", {metrics['validation_accuracy']:.2%} on validation images"
    return (
        f"Trained {counted(round(metrics['epoch']), 'epoch')}: {reached}.\n"
        f"{images_sentence(result['images'])}\n"
        f"The bundle is in {result['bundle']}; read with it: inkread read --bundle {result['bundle']} IMAGE"
    )
