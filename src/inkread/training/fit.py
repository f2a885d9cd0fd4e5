"""Training: a recipe and its material become a run folder, and a killed run goes on where it stood."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import keras

from inkread.errors import TrainingError
from inkread.evaluation.metrics_csv import METRICS, write_metrics
from inkread.preprocess.frame import SIDE
from inkread.training import checkpoint
from inkread.training.architectures import Model, build, settle_norms
from inkread.training.batches import Batches
from inkread.training.checkpoint import Position
from inkread.training.keras_file import load_weights
from inkread.training.losses import Form, accuracy_of, cross_entropy, targets
from inkread.training.material import Material
from inkread.training.optimisers import optimiser
from inkread.training.recipes import Recipe
from inkread.training.run_folder import RunOptions, claim, describe, started_from
from inkread.training.stopping import stop_of
from inkread.training.teacher import teacher_of
from inkread.training.tensorboard import EventFiles
from inkread.training.weight_average import averaged

EVALUATION_BATCH = 1024

Watcher = Callable[[Position, int], None]
"""Called after each step, and at an epoch's end, with the position and the number of steps an epoch."""


def train(
    recipe: Recipe,
    material: Material,
    options: RunOptions,
    *,
    watch: Watcher | None = None,
    prepare: Callable[[Model], None] | None = None,
) -> Model:
    """Return the network trained by `recipe`, its weights those of the final epoch.

    Same recipe, data, seed and machine give bit-equal weights, however often the run was killed and resumed.
    `prepare` is called with the compiled network before anything is trained.

    Raises:
        TrainingError: when the folder holds another run, or there is nothing to resume.
    """
    teacher = teacher_of(options)
    if teacher is not None:
        teacher.check(material.charset)
    claim(options.folder, resume=options.resume)
    batches = Batches(material, recipe, options.seed, teacher=teacher)
    model = compiled(recipe, batches, options.seed)
    if prepare is not None:
        prepare(model)
    position = Position(recipe.digest(), material.digest(), options.seed)
    if options.resume:
        position = _resumed(options.folder, model, position)
    else:
        describe(recipe, material, options, teacher=None if teacher is None else teacher.told)
        load_weights(model, options.load)
    watch, stop = watch or _unwatched, stop_of(recipe)
    with _event_files(options, position) as plot:
        while not stop(position.rows):
            position = _epoch(model, batches, position, options, watch)
            position = _close_epoch(model, material, position, batches.form)
            write_metrics(options.folder / METRICS, position.rows)
            checkpoint.save(options.folder, model, position)
            plot(position)
            watch(position, len(batches))
    return _bare(model, recipe)


def compiled(recipe: Recipe, batches: Batches, seed: int) -> Model:
    """Return the recipe's network with its optimiser, every variable in place."""
    keras.utils.set_random_seed(seed)
    _make_deterministic()
    shares = batches.shares()
    model = build(recipe.network, len(shares), side=None if recipe.small_share else SIDE)
    loss = cross_entropy(shares, batches.priors(), form=batches.form)
    metrics = [accuracy_of(batches.form)]
    model.compile(optimizer=optimiser(recipe, len(batches)), loss=loss, metrics=metrics)
    model.optimizer.build(model.trainable_variables)
    return model


@contextmanager
def _event_files(options: RunOptions, position: Position) -> Iterator[Callable[[Position], None]]:
    """Yield what adds the epoch just done to TensorBoard's files, or does nothing where none are wanted."""
    if not options.tensorboard:
        yield lambda _position: None
        return
    with closing(EventFiles(options.folder, position.rows)) as files:
        yield lambda position: files.write(position.rows[-1])


def _epoch(
    model: Model, batches: Batches, position: Position, options: RunOptions, watch: Watcher
) -> Position:
    """Return the position at the end of the epoch under way, the steps that are left trained."""
    for glyphs, wanted in batches.from_step(position.epoch, position.step):
        logs = model.train_on_batch(glyphs, wanted, return_dict=True)
        if position.steps_done == 0 and started_from(options.folder) is None:
            settle_norms(model)
        position = position.after({name: float(value) for name, value in logs.items()}, len(wanted))
        watch(position, len(batches))
        if options.save_every and position.step % options.save_every == 0 and position.step < len(batches):
            checkpoint.save(options.folder, model, position)
    return position


def _close_epoch(model: Model, material: Material, position: Position, form: Form) -> Position:
    """Return the position at the start of the next epoch, with this one's metrics as a row."""
    row = {"epoch": position.epoch + 1, **position.means()}
    if len(material.validation_labels):
        glyphs = material.validation_glyphs[..., None]
        wanted = targets(material.validation_labels, model.output_shape[-1], form)
        with averaged(model):
            seen = model.evaluate(glyphs, wanted, batch_size=EVALUATION_BATCH, verbose=0, return_dict=True)
        row |= {f"validation_{name}": float(value) for name, value in seen.items()}
    row["learning_rate"] = float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
    row["finished_at"] = round(time.time(), 1)
    return position.next_epoch(row)


def _bare(model: Model, recipe: Recipe) -> Model:
    """Return the network without optimiser and loss, which plain Keras could not open again."""
    bare = build(recipe.network, model.output_shape[-1])
    with averaged(model):
        bare.set_weights(model.get_weights())
    return bare


def _resumed(folder: Path, model: Model, fresh: Position) -> Position:
    """Return where the run in `folder` stood, `model` filled; the start, where nothing was saved yet."""
    found = checkpoint.restore(folder, model)
    if found is None:
        load_weights(model, started_from(folder))
        return fresh
    for what in ("recipe", "data", "seed"):
        if getattr(found, what) != getattr(fresh, what):
            raise TrainingError(
                f"{folder}: expected the same {what} as when the run began, got another;"
                " name the run's own, or start a new run"
            )
    return found


def _make_deterministic() -> None:
    """Ask TensorFlow for the same sums every time; the other backends are so on a CPU."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_op_determinism()


def _unwatched(_position: Position, _num_steps: int) -> None:
    """Watch nothing."""
