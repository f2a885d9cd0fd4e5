"""The end of a run: calibration on the validation part, Keras files, and the bundle."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from inkread.bundle import Bundle, Doubt, Training
from inkread.evaluation.charset_doubt import HeldOutLogits, charset_doubts
from inkread.evaluation.metrics_csv import METRICS, read_metrics
from inkread.evaluation.priors import even_kinds
from inkread.evaluation.temperature import fit_temperature
from inkread.training.architectures import Model
from inkread.training.committee import committee
from inkread.training.export import BundleFacts, export_bundle
from inkread.training.fit import EVALUATION_BATCH
from inkread.training.keras_file import open_keras, save_keras
from inkread.training.material import Material
from inkread.training.recipes import TAUGHT_BY, Recipe
from inkread.training.run_folder import environment, taught_by

KERAS_MODEL = "model.keras"
CALIBRATED_BY = "inkread train"
UNCALIBRATED = 1.0  # the temperature that changes nothing, where there is nothing to fit it on


def finish(model: Model, recipe: Recipe, material: Material, folder: Path, *, seed: int, name: str) -> Bundle:
    """Write `model.keras`, `model.h5`, the recipe's own file and `bundle/`; return the bundle.

    Raises:
        TrainingError: when the bundle's answers differ from Keras'.
    """
    for file in (KERAS_MODEL, "model.h5", recipe.keras_file):
        if file is not None:
            save_keras(model, folder / file)
    epochs = len(read_metrics(folder / METRICS))  # fewer than the recipe's where it stopped early
    origin = _origin(_told(recipe, folder), material, seeds=(seed,), epochs=epochs)
    return _export(model, material, (name, origin), folder, even_priors=recipe.even_priors)


def finish_together(
    runs: Sequence[Path],
    recipe: Recipe,
    material: Material,
    folder: Path,
    *,
    seeds: tuple[int, ...],
    name: str,
) -> Bundle:
    """Write `model.keras` and `bundle/` of the networks of finished runs together; return the bundle.

    Args:
        runs: their folders, one a seed.
        recipe: of them all.
        material: they were trained on.
        folder: where to write.
        seeds: of the runs.
        name: the bundle's.

    Raises:
        TrainingError: when the bundle's answers differ from Keras'.
    """
    model = committee([open_keras(run / KERAS_MODEL) for run in runs])
    folder.mkdir(parents=True, exist_ok=True)
    save_keras(model, folder / KERAS_MODEL)
    epochs = max(len(read_metrics(run / METRICS)) for run in runs)
    origin = _origin(_told(recipe, runs[0]), material, seeds=seeds, epochs=epochs)
    return _export(model, material, (name, origin), folder, even_priors=recipe.even_priors)


def _told(recipe: Recipe, run: Path) -> str:
    """Return what a bundle says of its recipe: its name, and the teacher of the run in the folder `run`."""
    teacher = taught_by(run)
    return f"{recipe.name}{TAUGHT_BY}{teacher['name']}" if teacher else recipe.name


def _origin(recipe: str, material: Material, *, seeds: tuple[int, ...], epochs: int) -> Training:
    """Return what a bundle says about where its weights come from."""
    return Training(
        data=material.digest(),
        recipe=recipe,
        seeds=seeds,
        epochs=epochs,
        packages=environment()["packages"],
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _export(
    model: Model, material: Material, facts: tuple[str, Training], folder: Path, *, even_priors: bool
) -> Bundle:
    """Calibrate a network and write its bundle; facts are its name and where it comes from."""
    name, origin = facts
    temperature, doubt = calibrate(model, material, even_priors=even_priors)
    about = BundleFacts(name, material.charset, temperature, origin, doubt)
    return export_bundle(model, about, folder / "bundle", overwrite=True)


def calibrate(model: Model, material: Material, *, even_priors: bool) -> tuple[float, Doubt | None]:
    """Return temperature and sets fitted on the validation part; 1 and none where there is no such part.

    For the temperature each class weighs as its prior if asked. A gate needs images that are no character:
    `inkread bundle calibrate` adds one.
    """
    if not len(material.validation_labels):
        return UNCALIBRATED, None
    glyphs = material.validation_glyphs
    logits = [
        np.asarray(model.predict_on_batch(glyphs[start : start + EVALUATION_BATCH, ..., None]))
        for start in range(0, len(glyphs), EVALUATION_BATCH)
    ]
    labels = material.validation_labels
    weights = (even_kinds(material.charset)[labels] / np.bincount(labels)[labels]) if even_priors else None
    held_out = HeldOutLogits(material.charset, np.concatenate(logits), labels)
    temperature = fit_temperature(held_out.logits, labels, weights=weights)
    charsets = charset_doubts(held_out, temperature=temperature)
    digest = hashlib.sha256(glyphs.tobytes() + labels.tobytes()).hexdigest()
    return temperature, Doubt(charsets, None, digest, CALIBRATED_BY) if charsets else None
