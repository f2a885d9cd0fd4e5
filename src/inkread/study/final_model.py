"""The model that a study ends with: chosen by validation, trained from several seeds, tested once."""

from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import numpy as np

from inkread.evaluation.curves import read_curves
from inkread.evaluation.evaluate import frame_all
from inkread.evaluation.metrics import (
    accuracy,
    confusion_matrix,
    expected_calibration_error,
    top_k_accuracy,
)
from inkread.evaluation.study_result import FinalModel
from inkread.recognition.reader import Reader
from inkread.study.budget import Rates, fit_to
from inkread.study.inquiries import Experiment
from inkread.study.options import Listener, StudyOptions
from inkread.study.steps import Record, Steps
from inkread.study.studied_set import StudiedSet
from inkread.training.finish import finish
from inkread.training.fit import Watcher, train
from inkread.training.material import Material
from inkread.training.run_folder import CONFIG, RunOptions

NAME = "final"


def final_model(
    chosen: Experiment,
    seconds: float,
    *,
    rates: Rates,
    study: tuple[StudyOptions, StudiedSet, Material],
    listener: Listener,
) -> FinalModel:
    """Return the final model's figures; the bundles stay in the study's folder.

    The weights are those of the last epoch, and the number of epochs follows from the budget alone. The
    test images are opened when all seeds are trained, and read once: their figures are then kept.

    Args:
        chosen: the run of highest validation accuracy among the candidates, its recipe as it comes.
        seconds: for all seeds together.
        rates: images a second of each recipe.
        study: what was asked for, the set, and its images.
        listener: who is told.
    """
    options, studied, material = study
    seeds = tuple(range(options.seed, options.seed + options.final_seeds))
    (fitted,) = fit_to([chosen], seconds / len(seeds), rates=rates, num_images=len(material.labels))
    steps = Steps(options.folder / "steps")
    folders = [options.folder / "runs" / f"{NAME}-seed-{seed}" for seed in seeds]
    for seed, folder in zip(seeds, folders, strict=True):

        def make(seed: int = seed, folder: Path = folder) -> Record:
            listener.saying(f"Final model, {chosen.name}: seed {seed}")
            return _trained(fitted, seed, folder, material, listener.watching(fitted.recipe.epochs))

        steps.once(f"{NAME}-seed-{seed}", make)
    record = steps.once(
        "test", partial(_tested, [folder / "bundle" for folder in folders], studied, listener)
    )
    validation = tuple(float(read_curves(folder).validation_accuracy[-1]) for folder in folders)
    return _of_record(chosen.name, seeds, validation, record)


def _of_record(
    name: str, seeds: tuple[int, ...], validation: tuple[float, ...], record: Record
) -> FinalModel:
    """Return the final model's figures from the record of its test."""
    return FinalModel(
        name,
        seeds,
        validation,
        test=tuple(record["accuracy"]),
        n=record["n"],
        top_2=record["top_2"],
        ece=record["ece"],
        graphemes=tuple(record["graphemes"]),
        confusion_matrix=np.array(record["confusion_matrix"], np.int64),
    )


def _trained(
    fitted: Experiment,
    seed: int,
    folder: Path,
    material: Material,
    watching: AbstractContextManager[Watcher],
) -> Record:
    """Train one seed and export it."""
    run = RunOptions(folder, seed=seed, resume=(folder / CONFIG).is_file())
    with watching as watch:
        model = train(fitted.recipe, material, run, watch=watch)
    bundle = finish(model, fitted.recipe, material, folder, seed=seed, name=folder.name)
    return {"temperature": bundle.temperature, "epochs": fitted.recipe.epochs}


def _tested(bundles: list[Path], studied: StudiedSet, listener: Listener) -> Record:
    """Return what the bundles make of the test images; one without ink is read wrong."""
    listener.saying("Reading the test images, once")
    samples = studied.test_samples()
    glyphs = frame_all(samples, progress=lambda done, total: listener.progress("framing", done, total))
    blank = ~np.asarray(glyphs.any(axis=(1, 2)))
    readers = [Reader(path) for path in bundles]
    charset = readers[0].charset
    found = []
    for reader in readers:
        table = reader.probabilities(glyphs)
        table[blank] = 0.0
        found.append(table)
    labels = np.array([charset.encode(samples.charset.graphemes[label]) for label in samples.labels])
    return {
        "n": len(labels),
        "accuracy": [accuracy(table, labels) for table in found],
        "top_2": float(np.mean([top_k_accuracy(table, labels, k=2) for table in found])),
        "ece": float(np.mean([expected_calibration_error(table, labels) for table in found])),
        "graphemes": list(charset.graphemes),
        "confusion_matrix": confusion_matrix(found[0], labels).tolist(),
    }
