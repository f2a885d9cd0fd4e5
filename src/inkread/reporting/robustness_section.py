"""The part of a page that says what is left of a reader's accuracy when images are spoilt."""

from typing import TYPE_CHECKING

import numpy as np

from inkread.evaluation.distortion_scales import SCALES, Scale
from inkread.evaluation.kinds import KINDS
from inkread.evaluation.robustness import Robustness, Trial
from inkread.reporting.figures import bars
from inkread.reporting.page import Block, Cell, Figure, Paragraph, Section, Table
from inkread.reporting.style import SERIES, Words, draw_many

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

COLUMNS = 2  # of small charts
ROW_HEIGHT = 1.75  # inches of one of them
LEAST_SPAN = 20.0  # points of accuracy that the charts span at least, so that a flat line looks flat
ROOM = 2.0  # points above the best

NOTE = (
    "Read right: the first answer of inkread read, refused or not. Refused: it said that this is no"
    " character to read. Misread: wrong without a word. The network alone: the image straight into the"
    " network, past the preprocessing, as the literature on MNIST-C measures."
)


def robustness_section(found: Robustness) -> Section:
    """Return the chart of a set's trials with the table of all figures below it."""
    blocks: list[Block] = [Paragraph(_opening(found))]
    if len(found.kinds) > 1:
        blocks.append(_small_charts(found) if found.graded else _bars(found))
    return Section(f"Robustness: {found.suite} on {found.set}", (*blocks, _table(found)))


def _opening(found: Robustness) -> str:
    """Return what was done, and the outcome in short."""
    worst, mean = found.worst(), found.mean()
    come_out = KINDS.get(found.charset, found.charset)
    if len(found.trials) == 1 or mean is None:
        average = ""
    else:
        average = f" On average over all {len(found.trials)} it is {mean.percent} %."
    return (
        f"{found.n:,} images of {found.set}, read again and again, each time spoilt otherwise; what may come"
        f" out: {come_out}. As they are, {found.plain.accuracy.percent} % are read right.{average} The worst"
        f" is {worst.name}: {worst.accuracy.percent} %. Chance comes from seed {found.seed}."
    )


def _bars(found: Robustness) -> Figure:
    """Return a bar for each kind, beside what is read of the images as they are."""
    shares = [100 * trial.accuracy.mean for trial in found.trials]
    names = [trial.kind for trial in found.trials]
    said = ", ".join(f"{name} {share:.1f} %" for name, share in zip(names, shares, strict=True))
    plain = 100 * found.plain.accuracy.mean
    words = Words(
        f"Share of {found.n:,} images read right under each corruption; the line is what is read of them as"
        " they are.",
        f"Bars of accuracy: {said}; as they are {plain:.1f} %.",
        x="",
        y="read right, %",
    )
    return bars(names, shares, words, line=(plain, "as they are"))


def _small_charts(found: Robustness) -> Figure:
    """Return a small chart for each kind: accuracy against strength, all on one scale."""
    kinds = [kind for kind in found.kinds if kind in SCALES]
    shares = [100 * trial.accuracy.mean for trial in found.trials]
    low, high = min(min(shares), max(shares) - LEAST_SPAN) - ROOM, max(shares) + ROOM
    clean = found.trials[0]

    def paint(canvas: "Canvas") -> None:
        num_rows = -(-len(kinds) // COLUMNS)
        grid = canvas.subplots(num_rows, COLUMNS, sharey=True, squeeze=False)
        for place, axes in enumerate(grid.flat):
            if place >= len(kinds):
                axes.set_visible(False)
                continue
            _paint_kind(axes, found.of(kinds[place]), SCALES[kinds[place]], clean=clean)
            axes.set_ylim(max(0.0, low), high)
            if place % COLUMNS == 0:
                axes.set_ylabel("right, %")

    words = Words(
        "Accuracy against the strength of each distortion, as a rule stronger from left to right. The dashed"
        " line is the clean page; the band is Wilson's 95 % interval, or the standard deviation over runs.",
        "Small charts of accuracy against strength. " + " ".join(_said(found, kind) for kind in kinds),
    )
    return draw_many(paint, words, height=0.3 + ROW_HEIGHT * -(-len(kinds) // COLUMNS))


def _paint_kind(axes: "Axes", trials: tuple[Trial, ...], scale: Scale, *, clean: Trial) -> None:
    """Draw one kind: a point for each strength at equal steps, for some scales fall and some rise."""
    places = np.arange(len(trials))
    shares = np.array([100 * trial.accuracy.mean for trial in trials])
    edges = np.array([_edges(trial) for trial in trials]).T
    axes.fill_between(places, edges[0], edges[1], color=SERIES[0], alpha=0.18, linewidth=0)
    axes.plot(places, shares, color=SERIES[0], marker="o")
    axes.axhline(100 * clean.accuracy.mean, color=SERIES[1], linestyle="--", linewidth=1.0)
    axes.set_xticks(places, [f"{trial.strength:g}" for trial in trials])
    axes.set_title(trials[0].kind)
    axes.set_xlabel(scale.short_unit)


def _edges(trial: Trial) -> tuple[float, float]:
    """Return the lower and the upper edge of a point's band, per cent."""
    figure = trial.accuracy
    if figure.deviation is None:
        low, high = figure.interval
        return 100 * low, 100 * high
    return 100 * (figure.mean - figure.deviation), 100 * (figure.mean + figure.deviation)


def _said(found: Robustness, kind: str) -> str:
    """Return one small chart in words."""
    points = ", ".join(f"{trial.strength:g}: {100 * trial.accuracy.mean:.1f} %" for trial in found.of(kind))
    return f"{kind} ({SCALES[kind].unit}): {points}."


def _table(found: Robustness) -> Table:
    """Return every figure of every trial."""
    alone = ("network alone %",) if found.straight else ()
    strength = ("strength", "counted in") if found.graded else ()
    header = ("kind", *strength, "read right %", "refused %", "misread %", *alone)
    rows = [(*_names(trial, found), *trial.percents) for trial in (found.plain, *found.trials)]
    filled = tuple((*row, *(None for _ in header[len(row) :])) for row in rows)
    return Table(header, filled, f"Every trial on {found.n:,} images of {found.set}", NOTE)


def _names(trial: Trial, found: Robustness) -> tuple[Cell, ...]:
    """Return the cells that say which trial it is."""
    if not found.graded:
        return (trial.kind,)
    strength = None if trial.strength is None else f"{trial.strength:g}"
    return (trial.kind, strength, SCALES[trial.kind].unit if trial.kind in SCALES else "")
