"""The page that shows runs side by side: who reads better, whether that is luck, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inkread.evaluation.compare import Contest, images_needed
from inkread.reporting.figures import bars, heat_map
from inkread.reporting.page import Block, Callout, Figure, Page, Section, Table
from inkread.reporting.style import Words

MEBI = 1 << 20
CLASSES_IN_FIGURE = 62


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What is shown of one run.

    Attributes:
        name: of the run.
        accuracy: 0 to 1.
        interval: of the accuracy, 95 %.
        ece: expected calibration error, 0 to 1.
        class_recalls: share read right of each class; None of a class without images.
        num_weights: trained numbers, or None where cost was not measured.
        num_bytes: of the model, or None.
        milliseconds: of one reading, or None.
        peak_bytes: of a process that reads, or None.
        known_unseen: whether it is known that no image compared was trained on.
    """

    name: str
    accuracy: float
    interval: tuple[float, float]
    ece: float
    class_recalls: tuple[float | None, ...]
    num_weights: int | None = None
    num_bytes: int | None = None
    milliseconds: float | None = None
    peak_bytes: int | None = None
    known_unseen: bool = True


@dataclass(frozen=True, slots=True)
class ComparedOn:
    """The images that the runs were compared on.

    Attributes:
        words: in a person's words, such as `the validation part of mnist:train`.
        n: how many.
        graphemes: the classes.
        class_counts: images of each.
    """

    words: str
    n: int
    graphemes: tuple[str, ...]
    class_counts: tuple[int, ...]


def compare_page(runs: Sequence[RunFigures], contests: Sequence[Contest], images: ComparedOn) -> Page:
    """Return the page that compares `runs`."""
    verdicts = "\n\n".join(verdict(contest, images.n) for contest in contests)
    unknown = [run.name for run in runs if not run.known_unseen]
    warning: tuple[Block, ...] = ()
    if unknown:
        names = ", ".join(unknown)
        said = f"Nobody can tell whether {names} was trained on these images: a bundle does not say."
        warning = (Callout(said, "warning"),)
    return Page(
        "Runs compared",
        f"{len(runs)} runs read the same {images.n:,} images, {images.words}.\n\n{verdicts}",
        (
            Section("Accuracy", (*warning, _accuracies(runs, images), _figures(runs))),
            Section("Is it luck?", (_contests(contests),)),
            Section("Gains by class", (_gains(runs, images), _class_table(runs, images))),
        ),
    )


def verdict(contest: Contest, num: int) -> str:
    """Return who won a contest, in words and with its numbers.

    Example:
        >>> verdict(Contest("a", "b", 0.002, (-0.001, 0.005), 10, 14, 0.42, 0.42), 2000).split(":")[0]
        'a and b cannot be told apart'
    """
    points = f"{100 * abs(contest.difference):.2f} points"
    low, high = (f"{100 * edge:+.2f}" for edge in contest.interval)
    numbers = (
        f"{contest.only_second} images only {contest.second} reads right, {contest.only_first} only"
        f" {contest.first}; p = {contest.adjusted:.2g}, difference between {low} and {high} points"
    )
    if contest.significant:
        better, worse = (
            (contest.second, contest.first) if contest.difference > 0 else (contest.first, contest.second)
        )
        return f"{better} reads better than {worse}, by {points}: {numbers}."
    if not contest.difference:
        return f"{contest.first} and {contest.second} cannot be told apart: {numbers}."
    needed = images_needed(abs(contest.difference), (contest.only_first + contest.only_second) / num)
    return (
        f"{contest.first} and {contest.second} cannot be told apart: {numbers}. If the difference is real,"
        f" about {needed:,} images would show it."
    )


def _accuracies(runs: Sequence[RunFigures], images: ComparedOn) -> Figure:
    """Return the error of each run as a bar with its interval: of accuracies near 1 nothing is to be seen."""
    errors = np.array([100 * (1 - run.accuracy) for run in runs])
    low = errors - np.array([100 * (1 - run.interval[1]) for run in runs])
    high = np.array([100 * (1 - run.interval[0]) for run in runs]) - errors
    said = ", ".join(f"{run.name} {100 * run.accuracy:.2f} %" for run in runs)
    words = Words(
        f"Error of each run on {images.n:,} images, with Wilson's 95 % interval. Intervals that overlap do"
        " not settle it: all runs read the same images, so see the paired test.",
        f"Bars of errors; the accuracies are {said}.",
        x="run",
        y="error, %",
    )
    return bars([run.name for run in runs], errors, words, errors=np.stack([low, high]))


def _figures(runs: Sequence[RunFigures]) -> Table:
    """Return every figure of every run."""
    header = ("run", "accuracy %", "95 % interval", "ECE %", "weights", "model MB", "ms a reading", "peak MB")
    rows = tuple(
        (
            run.name,
            f"{100 * run.accuracy:.2f}",
            f"{100 * run.interval[0]:.2f}–{100 * run.interval[1]:.2f}",
            f"{100 * run.ece:.2f}",
            run.num_weights,
            None if run.num_bytes is None else f"{run.num_bytes / MEBI:.2f}",
            None if run.milliseconds is None else f"{run.milliseconds:.3f}",
            None if run.peak_bytes is None else f"{run.peak_bytes / MEBI:.0f}",
        )
        for run in runs
    )
    note = (
        "ECE: expected calibration error, how far confidence lies from accuracy. Time: median of one framed"
        " glyph through the network, one thread, on this machine, runs taking turns. Peak: memory of a"
        " process that reads, libraries included."
    )
    return Table(header, rows, "The runs in figures", note)


def _contests(contests: Sequence[Contest]) -> Table:
    """Return the paired tests."""
    header = (
        "first",
        "second",
        "difference, points",
        "95 % interval",
        "only first",
        "only second",
        "p",
        "p, Holm",
    )
    rows = tuple(
        (
            contest.first,
            contest.second,
            f"{100 * contest.difference:+.2f}",
            f"{100 * contest.interval[0]:+.2f} to {100 * contest.interval[1]:+.2f}",
            contest.only_first,
            contest.only_second,
            f"{contest.p_value:.2g}",
            f"{contest.adjusted:.2g}",
        )
        for contest in contests
    )
    note = (
        "McNemar's test, mid-p: it looks only at images that one run reads right and the other wrong. Below"
        " 0.05 a difference is called significant, after Holm's correction for all pairs. Interval: paired"
        " bootstrap."
    )
    return Table(header, rows, "Each pair on the same images", note)


def _gains(runs: Sequence[RunFigures], images: ComparedOn) -> Figure:
    """Return by how much each run reads each class better than the first does."""
    first = _recalls(runs[0])
    shown = np.argsort(-np.array(images.class_counts), kind="stable")[:CLASSES_IN_FIGURE]
    shown = np.sort(shown[np.array(images.class_counts)[shown] > 0])
    names = [images.graphemes[place] for place in shown]
    gains = [100 * (_recalls(run) - first)[shown] for run in runs[1:]]
    best = [f"{run.name} {names[int(np.argmax(gain))]!r}" for run, gain in zip(runs[1:], gains, strict=True)]
    words = Words(
        f"Recall of each class minus that of {runs[0].name}, in points.",
        f"Gains by class; the greatest: {', '.join(best)}.",
        x="class",
        y="gain, points",
    )
    if len(runs) == 2:
        return bars(names, gains[0], words)
    words = replace(words, caption=f"{words.caption} Blue: more is read right; orange: less.", y="")
    return heat_map(np.stack(gains), [run.name for run in runs[1:]], names, words, number="+.1f")


def _class_table(runs: Sequence[RunFigures], images: ComparedOn) -> Table:
    """Return the recall of every class and run."""
    rows = tuple(
        (grapheme, images.class_counts[place], *(_percent(run.class_recalls[place]) for run in runs))
        for place, grapheme in enumerate(images.graphemes)
        if images.class_counts[place]
    )
    note = "Of few images a class's share jumps by whole points; the paired test above is what counts."
    return Table(("class", "images", *(run.name for run in runs)), rows, "Recall of each class, %", note)


def _recalls(run: RunFigures) -> npt.NDArray[np.float64]:
    """Return the recall of each class, axes (c,), NaN where there are no images."""
    return np.array([np.nan if share is None else share for share in run.class_recalls])


def _percent(share: float | None) -> str | None:
    """Return a share for a cell."""
    return None if share is None else f"{100 * share:.1f}"
