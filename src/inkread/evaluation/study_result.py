"""What a study found, as plain data: each question's runs, and the final model with its one test reading."""

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Literal

import numpy as np
import numpy.typing as npt

from inkread.evaluation.curves import Curves
from inkread.evaluation.diagnosis import diagnose
from inkread.evaluation.verdict import Diagnosis

TWO_SIDED_95 = 1.96  # standard deviations


@dataclass(frozen=True, slots=True, eq=False)
class StudyRun:
    """One run of a question.

    Attributes:
        name: what was done, in a few words.
        num_parameters: weights of its network.
        rate: images trained on a second, as measured before the study.
        curves: its metrics, an epoch a point.
    """

    name: str
    num_parameters: int
    rate: float
    curves: Curves

    @property
    def accuracy(self) -> float:
        """Validation accuracy after the last epoch, 0-1."""
        return float(self.curves.validation_accuracy[-1])

    @property
    def diagnosis(self) -> Diagnosis:
        """Whether it is over-, under- or well-fitted."""
        return diagnose(self.curves)


@dataclass(frozen=True, slots=True, eq=False)
class StudyInquiry:
    """A question and its runs.

    Attributes:
        slug: its anchor in the report.
        question: as the heading asks it.
        runs: the first is what the others are compared with.
        alike: what all were given the same of.
    """

    slug: str
    question: str
    runs: tuple[StudyRun, ...]
    alike: Literal["images", "seconds"] = "images"

    @property
    def best(self) -> StudyRun:
        """The run of highest validation accuracy, the first of several."""
        return max(self.runs, key=lambda run: run.accuracy)

    def margin(self, run: StudyRun) -> float:
        """Return how far two accuracies like that of `run` and the first's may lie apart by chance, 0-1.

        95 % of the differences of two shares of n images each, taken as independent: on the same images they
        spread less, so what lies beyond is no chance, and what lies within may be.
        """
        n = run.curves.num_validation
        variance = sum(one.accuracy * (1 - one.accuracy) for one in (self.runs[0], run)) / n
        return TWO_SIDED_95 * sqrt(variance)


@dataclass(frozen=True, slots=True, eq=False)
class FinalModel:
    """The model that the study ends with, trained from several seeds and tested once.

    Attributes:
        name: of the run that was chosen for it.
        seeds: it was trained from; the first one's bundle is kept.
        validation: accuracy of each seed on validation images, axes (seeds,).
        test: accuracy of each seed on the test images, axes (seeds,).
        together: accuracy there of the mean of all seeds' logits, or None with one seed.
        n: test images.
        top_2: share of test images whose truth is among the two most probable, mean over the seeds.
        ece: expected calibration error on the test images, mean over the seeds.
        graphemes: the classes, in the order of the matrix.
        confusion_matrix: counts of the first seed, axes (true, read).
    """

    name: str
    seeds: tuple[int, ...]
    validation: tuple[float, ...]
    test: tuple[float, ...]
    n: int
    top_2: float
    ece: float
    graphemes: tuple[str, ...]
    confusion_matrix: npt.NDArray[np.int64]
    together: float | None = None

    @property
    def mean(self) -> float:
        """Mean test accuracy over the seeds."""
        return fmean(self.test)

    @property
    def deviation(self) -> float | None:
        """Standard deviation over the seeds; None of a single one."""
        return stdev(self.test) if len(self.test) > 1 else None


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What a study was made of.

    Attributes:
        source: the set.
        minutes: the budget it was fitted to.
        seed: of everything but the final model's other seeds.
        num_training: images trained on.
        num_validation: images chosen by.
        num_test: images read once, at the end.
        num_leaks: training images left out because a held-out one shows the same writing.
        command: what to type for the same study.
        shared_writers: whether known writers stand on both sides, as there are too few to part the set by.
    """

    source: str
    minutes: float
    seed: int
    num_training: int
    num_validation: int
    num_test: int
    num_leaks: int
    command: str
    shared_writers: bool = False
