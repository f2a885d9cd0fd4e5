"""The model that a study ends with: chosen by validation, trained from several seeds, tested once."""

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
from inkread.study.budget import Rates, fit_each_to
from inkread.study.inquiries import Experiment
from inkread.study.options import Listener, StudyOptions
from inkread.study.steps import Record, Steps
from inkread.study.studied_set import StudiedSet
from inkread.training.finish import finish
from inkread.training.fit import train
from inkread.training.material import Material
from inkread.training.run_folder import CONFIG, RunOptions

RUNS = "runs"


def final_model(
    finalists: Sequence[Experiment],
    seconds: float,
    *,
    rates: Rates,
    study: tuple[StudyOptions, StudiedSet, Material],
    listener: Listener,
) -> FinalModel:
    """Return the final model's figures; the bundles stay in the study's folder.

    Each finalist is trained at full length from the first seed; the best of them on validation images is
    trained from the other seeds too. The weights are those of the last epoch, and the number of epochs
    follows from the budget alone. The test images are opened when all seeds are trained, and read once:
    their figures are then kept.

    Args:
        finalists: the candidates of highest validation accuracy, their recipes as they come.
        seconds: for all trainings together.
        rates: images a second of each recipe.
        study: what was asked for, the set, and its images.
        listener: who is told.
    """
    options, studied, material = study
    seeds = tuple(range(options.seed, options.seed + options.final_seeds))
    share = seconds / (len(finalists) + len(seeds) - 1)
    fitted = fit_each_to(finalists, share * len(finalists), rates=rates, num_images=len(material.labels))
    trainings = _Trainings(options.folder, material, listener)
    races = [trainings.once(one, seeds[0], f"finalist-{place}") for place, one in enumerate(fitted)]
    best = max(range(len(races)), key=lambda place: races[place]["validation"])
    names = [f"final-seed-{seed}" for seed in seeds]
    trainings.rename(f"finalist-{best}", names[0])
    rest = zip(seeds[1:], names[1:], strict=True)
    runs = [races[best], *(trainings.once(fitted[best], seed, name) for seed, name in rest)]
    bundles = [options.folder / RUNS / name / "bundle" for name in names]
    record = trainings.steps.once("test", partial(_tested, bundles, studied, listener))
    raced = tuple((one.name, race["validation"]) for one, race in zip(finalists, races, strict=True))
    return _of_record(raced, best, seeds, [run["validation"] for run in runs], record)


class _Trainings:
    """The trainings of a study's final model, each done once."""

    def __init__(self, folder: Path, material: Material, listener: Listener) -> None:
        """Keep what they have in common."""
        self.steps = Steps(folder / "steps")
        self._runs = folder / RUNS
        self._material = material
        self._listener = listener

    def once(self, fitted: Experiment, seed: int, name: str) -> Record:
        """Train one network from one seed and export it; return what it reached."""

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

    def rename(self, name: str, new: str) -> None:
        """Give a run its final name, unless an earlier start did."""
        if not (self._runs / new).exists():
            (self._runs / name).rename(self._runs / new)


def _of_record(
    finalists: tuple[tuple[str, float], ...],
    best: int,
    seeds: tuple[int, ...],
    validation: Sequence[float],
    record: Record,
) -> FinalModel:
    """Return the final model's figures from the record of its test."""
    return FinalModel(
        finalists[best][0],
        seeds,
        tuple(validation),
        test=tuple(record["accuracy"]),
        n=record["n"],
        top_2=record["top_2"],
        ece=record["ece"],
        graphemes=tuple(record["graphemes"]),
        confusion_matrix=np.array(record["confusion_matrix"], np.int64),
        finalists=finalists,
    )


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
