"""Training of a reader of lines; a killed run goes on where it stood."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from inkread.errors import TrainingError
from inkread.evaluation.metrics_csv import METRICS, write_metrics
from inkread.evaluation.text_metrics import TextScores, text_scores
from inkread.training import checkpoint
from inkread.training.architectures import Model, settle_norms
from inkread.training.checkpoint import Position
from inkread.training.lines.batches import LineBatches, padded
from inkread.training.lines.ctc_loss import ctc
from inkread.training.lines.material import LINES, Lines
from inkread.training.lines.midway import go_back, started
from inkread.training.lines.network import FRAMES, build
from inkread.training.lines.recipe import LineRecipe
from inkread.training.muon import Muon
from inkread.training.optimisers import FIRST_RATE, RISE
from inkread.training.run_folder import starts_of
from inkread.training.weight_average import averaged
from inkread.words.ctc import best_path

EVALUATION_BATCH = 64
STEEPEST = 5.0  # gradients longer than that are cut: the first steps of this loss are wild
Watcher = Callable[[Position, int], None]


@dataclass(frozen=True, slots=True)
class LineRun:
    """How a run is carried out.

    Attributes:
        folder: the run folder, made if it is not there.
        seed: of the weights, the order, the variations and dropout.
        resume: go on from the folder's newest checkpoint.
        load: `.keras` or `.h5` files, or bundles' folders, zips or names, whose weights to start from, or
            the mean of them; their networks may have more or fewer spans and `again`.
        save_every: steps between checkpoints; 0 saves at each epoch's end only.
    """

    folder: Path
    seed: int = 0
    resume: bool = False
    load: tuple[Path, ...] = ()
    save_every: int = 500


def train_lines(
    recipe: LineRecipe, lines: Lines, validation: Lines, run: LineRun, *, watch: Watcher | None = None
) -> Model:
    """Return the network trained by `recipe`, its weights the running average at the final epoch's end.

    Raises:
        TrainingError: when the folder holds another run, or one that was not asked to go on.
    """
    position = Position(recipe.digest(), lines.digest(), run.seed)
    keras.utils.set_random_seed(run.seed)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.experimental.enable_op_determinism()  # as for single glyphs; see `training.fit`
    batches = LineBatches(lines, recipe, run.seed)
    if not len(batches):
        raise TrainingError(f"expected {recipe.batch_size} lines or more, got {len(lines)}; compose more")
    if not recipe.epochs:
        return started(recipe, starts_of(run.folder) if run.resume else run.load, batches, run.seed)
    model = _compiled(recipe, len(batches))
    found = checkpoint.restore(run.folder, model)
    if found is None:
        run = _begun(model, batches, run)
    else:
        position = _checked(found, position, run)
    while position.epoch < recipe.epochs:
        position = _epoch(model, batches, position, run, watch)
        position = _close_epoch(model, validation, position)
        write_metrics(run.folder / METRICS, position.rows)
        checkpoint.save(run.folder, model, position)
        if watch is not None:
            watch(position, len(batches))
    bare = build(recipe, len(LINES))
    with averaged(model):
        bare.set_weights(model.get_weights())
    if recipe.start_share:
        starts = starts_of(run.folder) if run.resume else run.load
        go_back(bare, started(recipe, starts, batches, run.seed), batches)
    return bare


def _begun(model: Model, batches: LineBatches, run: LineRun) -> LineRun:
    """Give `model` the weights that its run starts from, if any; return the run with these named."""
    starts = starts_of(run.folder) if run.resume else run.load
    if starts:
        model.set_weights(started(batches.recipe, starts, batches, run.seed).get_weights())
    return replace(run, load=starts)


def read_texts(model: Model, lines: Lines) -> list[str]:
    """Return the best path's text of each line."""
    texts = [""] * len(lines)
    order = np.argsort([image.shape[1] for image in lines.images], kind="stable")
    for start in range(0, len(order), EVALUATION_BATCH):
        rows = order[start : start + EVALUATION_BATCH].tolist()
        images = [lines.images[row] for row in rows]
        logits = np.asarray(model.predict_on_batch(padded(images)))
        for row, image, own in zip(rows, images, logits, strict=True):
            texts[row] = best_path(own[: image.shape[1] // FRAMES], LINES.graphemes)
    return texts


def _compiled(recipe: LineRecipe, steps: int) -> Model:
    """Return the recipe's network with its optimiser, every variable in place."""
    model = build(recipe, len(LINES), to_train=True)
    total = steps * recipe.epochs
    rise = max(1, int(RISE * total))
    rate = keras.optimizers.schedules.CosineDecay(
        FIRST_RATE * recipe.learning_rate,
        max(1, total - rise),
        warmup_target=recipe.learning_rate,
        warmup_steps=rise,
    )
    optimiser = Muon(
        learning_rate=rate,
        weight_decay=recipe.weight_decay or None,
        adam_weight_decay=recipe.weight_decay or None,
        global_clipnorm=STEEPEST,
        use_ema=True,
        ema_momentum=recipe.average,
    )
    model.compile(optimizer=optimiser, loss=ctc)
    model.optimizer.build(model.trainable_variables)
    return model


def _epoch(
    model: Model, batches: LineBatches, position: Position, run: LineRun, watch: Watcher | None
) -> Position:
    """Return the position at the end of the epoch under way, the steps that are left trained."""
    for lines, wanted in batches.from_step(position.epoch, position.step):
        logs: dict[str, Any] = model.train_on_batch(lines, wanted, return_dict=True)
        model.reset_metrics()
        if position.steps_done == 0 and not run.load:
            settle_norms(model)
        position = position.after({"loss": float(logs["loss"])}, len(lines))
        if watch is not None:
            watch(position, len(batches))
        if run.save_every and position.step % run.save_every == 0 and position.step < len(batches):
            checkpoint.save(run.folder, model, position)
    return position


def _close_epoch(model: Model, validation: Lines, position: Position) -> Position:
    """Return the position at the start of the next epoch, with this one's metrics as a row."""
    row = {"epoch": float(position.epoch + 1), **position.means()}
    if len(validation):
        with averaged(model):
            scores = judged(model, validation)
        row |= {"validation_cer": scores.cer, "validation_wer": scores.wer}
    row["finished_at"] = round(time.time(), 1)
    return position.next_epoch(row)


def judged(model: Model, lines: Lines) -> TextScores:
    """Return how far the best path's texts are from what the lines say."""
    return text_scores(list(zip(lines.texts, read_texts(model, lines), strict=True)))


def _checked(found: Position, fresh: Position, run: LineRun) -> Position:
    """Return where a run stood, if it may go on and is this one."""
    if not run.resume:
        raise TrainingError(
            f"{run.folder}: expected a new folder, got one with a run in it; resume it, or name another"
        )
    for what in ("recipe", "data", "seed"):
        if getattr(found, what) != getattr(fresh, what):
            raise TrainingError(
                f"{run.folder}: expected the same {what} as when the run began, got another;"
                " name the run's own, or start a new run"
            )
    return found
