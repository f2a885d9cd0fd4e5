"""The model that a study ends with: chosen by validation, trained from several seeds, tested once."""

import shutil
from collections.abc import Sequence
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
from inkread.study.inquiries import Experiment
from inkread.study.options import Listener, StudyOptions
from inkread.study.steps import Record, Steps
from inkread.study.studied_set import StudiedSet
from inkread.training.finish import finish, finish_together
from inkread.training.fit import train
from inkread.training.material import Material
from inkread.training.run_folder import CONFIG, RunOptions

RUNS = "runs"
TOGETHER = "final-together"


def final_model(
    best: Experiment, first: Path, *, study: tuple[StudyOptions, StudiedSet, Material], listener: Listener
) -> FinalModel:
    """Return the final model's figures; the bundles stay in the study's folder.

    The candidate of highest validation accuracy, which was trained from the first seed, is trained from the
    other seeds too. The weights are those of the last epoch, and the number of epochs follows from the
    budget alone. The test images are opened when all seeds are trained, and read once: their figures are
    then kept.

    Args:
        best: the candidate, as long as it was trained.
        first: the folder of its run.
        study: what was asked for, the set, and its images.
        listener: who is told.
    """
    options, studied, material = study
    seeds = tuple(range(options.seed, options.seed + options.final_seeds))
    names = [f"final-seed-{seed}" for seed in seeds]
    _copy(first, options.folder / RUNS / names[0])
    trainings = _Trainings(options.folder, material, listener)
    runs = [trainings.once(best, seed, name) for seed, name in zip(seeds, names, strict=True)]
    bundles = [options.folder / RUNS / name / "bundle" for name in names]
    if len(seeds) > 1:
        trainings.together(best, seeds, names)
        bundles.append(options.folder / RUNS / TOGETHER / "bundle")
    record = trainings.steps.once("test", partial(_tested, bundles, len(seeds), studied, listener))
    return FinalModel(
        best.name,
        seeds,
        tuple(run["validation"] for run in runs),
        test=tuple(record["accuracy"]),
        together=record["together"],
        n=record["n"],
        top_2=record["top_2"],
        ece=record["ece"],
        graphemes=tuple(record["graphemes"]),
        confusion_matrix=np.array(record["confusion_matrix"], np.int64),
    )


def _copy(run: Path, new: Path) -> None:
    """Copy a run's folder, whole or not at all, unless an earlier start did."""
    if new.is_dir():
        return
    half = new.with_name(f".{new.name}.tmp")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(run, half)
    half.rename(new)


class _Trainings:
    """The trainings of a study's final model, each done once."""

    def __init__(self, folder: Path, material: Material, listener: Listener) -> None:
        """Keep what they have in common."""
        self.steps = Steps(folder / "steps")
        self._runs = folder / RUNS
        self._material = material
        self._listener = listener

    def once(self, fitted: Experiment, seed: int, name: str) -> Record:
        """Train the network from one seed, unless that is done, and export it; return what it reached."""

        def make() -> Record:
            self._listener.saying(f"Final model, {fitted.name}: seed {seed}")
            folder, recipe = self._runs / name, fitted.recipe
            run = RunOptions(folder, seed=seed, resume=(folder / CONFIG).is_file())
            with self._listener.watching(recipe.epochs) as watch:
                model = train(recipe, self._material, run, watch=watch)
            bundle = finish(model, recipe, self._material, folder, seed=seed, name=f"final-seed-{seed}")
            reached = float(read_curves(folder).validation_accuracy[-1])
            return {"temperature": bundle.temperature, "epochs": recipe.epochs, "validation": reached}

        return self.steps.once(name, make)

    def together(self, fitted: Experiment, seeds: tuple[int, ...], names: Sequence[str]) -> Record:
        """Export the networks of all seeds as one; return its temperature."""

        def make() -> Record:
            self._listener.saying("Putting the networks of all seeds together")
            bundle = finish_together(
                [self._runs / name for name in names],
                fitted.recipe,
                self._material,
                self._runs / TOGETHER,
                seeds=seeds,
                name=TOGETHER,
            )
            return {"temperature": bundle.temperature}

        return self.steps.once(TOGETHER, make)


def _tested(bundles: list[Path], num_seeds: int, studied: StudiedSet, listener: Listener) -> Record:
    """Return what the bundles make of the test images; one without ink is read wrong.

    Those of the seeds come first; where there are several, that of all together is the last.
    """
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
    alone = found[:num_seeds]
    return {
        "n": len(labels),
        "accuracy": [accuracy(table, labels) for table in alone],
        "together": accuracy(found[-1], labels) if num_seeds > 1 else None,
        "top_2": float(np.mean([top_k_accuracy(table, labels, k=2) for table in alone])),
        "ece": float(np.mean([expected_calibration_error(table, labels) for table in alone])),
        "graphemes": list(charset.graphemes),
        "confusion_matrix": confusion_matrix(found[0], labels).tolist(),
    }
