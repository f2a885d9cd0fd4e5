"""Runs side by side on the same images: paired significance, calibration, cost, and gains by class."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from inkread.datasets.samples import Labels
from inkread.evaluation.compare import Contest, compare_pairs
from inkread.evaluation.intervals import wilson_interval
from inkread.evaluation.metrics import Probabilities, expected_calibration_error, hits, recalls
from inkread.recognition.reader import Reader
from inkread.study.contestants import Contestant, open_contestants, shared_images
from inkread.study.reading_cost import Cost, reading_costs
from inkread.training.held_out import HeldOut
from inkread.training.material import Progress


@dataclass(frozen=True, slots=True)
class Standing:
    """One run's figures.

    Attributes:
        name: of the run.
        num_right: images read right.
        accuracy: of all images compared, 0 to 1.
        interval: Wilson's, 95 %; two that overlap may still differ, see the contests.
        ece: expected calibration error, 0 to 1.
        class_recalls: share read right of each class, in the order of `Comparison.graphemes`; None where
            the class has no image.
        cost: of a reading, or None where it was not measured.
        trained_on: what a run was trained on; None of a bundle, of which nobody can tell.
    """

    name: str
    num_right: int
    accuracy: float
    interval: tuple[float, float]
    ece: float
    class_recalls: tuple[float | None, ...]
    cost: Cost | None
    trained_on: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs compared on the same images.

    Attributes:
        sources: what the images are of.
        part: `validation part` or `all images`.
        n: images, each read by every run.
        graphemes: the classes; every run could answer these and nothing else.
        class_counts: images of each class.
        standings: one a run, in the order named.
        contests: one a pair.
        seed: of the bootstrap.
    """

    sources: tuple[str, ...]
    part: str
    n: int
    graphemes: tuple[str, ...]
    class_counts: tuple[int, ...]
    standings: tuple[Standing, ...]
    contests: tuple[Contest, ...]
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON-ready values."""
        made = asdict(self)
        for contest, values in zip(self.contests, made["contests"], strict=True):
            values["significant"] = contest.significant
        return made


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """How runs are compared.

    Attributes:
        data: sources to judge on; none takes the runs' own.
        whole: all of their images rather than the validation part.
        cost: whether to measure time and memory.
        seed: of the bootstrap.
    """

    data: tuple[str, ...] = ()
    whole: bool = False
    cost: bool = True
    seed: int = 0


def compare(runs: Sequence[str], options: CompareOptions, *, progress: Progress | None = None) -> Comparison:
    """Return how these run folders and bundles compare.

    Raises:
        DataError: when they do not share the images to be judged on.
        BundleError: when one cannot be opened.
        CharsetError: when one cannot read a grapheme of the images.
    """
    contestants = open_contestants(runs)
    images = shared_images(contestants, options.data, whole=options.whole, progress=progress)
    tables = [_answers(contestant, images) for contestant in contestants]
    costs: list[Cost | None] = [None] * len(contestants)
    if options.cost:
        costs = [*reading_costs([contestant.bundle for contestant in contestants], images.glyphs)]
    right = np.stack([hits(table, images.labels) for table in tables])
    names = [contestant.name for contestant in contestants]
    counts = np.bincount(images.labels, minlength=len(images.charset))
    return Comparison(
        sources=images.sources,
        part="all images" if options.whole else "validation part",
        n=len(images.labels),
        graphemes=images.charset.graphemes,
        class_counts=tuple(counts.tolist()),
        standings=tuple(map(_standing, contestants, tables, [images.labels] * len(tables), costs)),
        contests=compare_pairs(names, right, seed=options.seed),
        seed=options.seed,
    )


def _answers(contestant: Contestant, images: HeldOut) -> Probabilities:
    """Return a contestant's probabilities over the images' own charset, axes (n, c)."""
    return Reader(contestant.bundle, charset=images.charset).probabilities(images.glyphs)


def _standing(contestant: Contestant, table: Probabilities, labels: Labels, cost: Cost | None) -> Standing:
    """Return one run's figures."""
    num_right = int(hits(table, labels).sum())
    shares = recalls(table, labels).tolist()
    return Standing(
        name=contestant.name,
        num_right=num_right,
        accuracy=num_right / len(labels),
        interval=wilson_interval(num_right, len(labels)),
        ece=expected_calibration_error(table, labels),
        class_recalls=tuple(None if np.isnan(share) else share for share in shares),
        cost=cost,
        trained_on=contestant.sources,
    )
