"""The page of a cross-validation: folds, curves, confusions, calibration, and which K is best here."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inkread.evaluation.crossval import Crossval
from inkread.evaluation.metrics_csv import Row
from inkread.evaluation.out_of_fold import OutOfFold
from inkread.evaluation.resampling import LIMITS
from inkread.evaluation.validation_processes import KChoice, Process
from inkread.reporting.figures import Curve, curves
from inkread.reporting.out_of_fold_sections import calibration, confusions
from inkread.reporting.page import Callout, Figure, Page, Paragraph, Section, Table
from inkread.reporting.percent import percent
from inkread.reporting.style import Words
from inkread.reporting.validation_sections import ways_to_validate, which_k

Floats = npt.NDArray[np.float64]

COLUMNS = {
    "loss": "Training loss",
    "validation_loss": "Held-out loss",
    "accuracy": "Training accuracy",
    "validation_accuracy": "Held-out accuracy",
}
"""Columns of metrics.csv, as the page calls them."""


@dataclass(frozen=True, slots=True)
class Others:
    """What was measured besides the folds.

    Attributes:
        choice: which K is best, or None where it was not asked.
        processes: the ways to validate, the folds first.
    """

    choice: KChoice | None
    processes: tuple[Process, ...]


def crossval_page(summary: Crossval, predictions: OutOfFold, others: Others) -> Page:
    """Return the page of one cross-validation."""
    low, high = summary.corrected
    sections = [*crossval_sections(summary, predictions)]
    if others.choice is not None:
        sections.append(which_k(others.choice))
    if len(others.processes) > 1:
        sections.append(ways_to_validate(others.processes))
    return Page(
        f"Cross-validation of {summary.recipe} on {summary.source}",
        f"{summary.recipe} reads {percent(summary.mean)} of images that it has not seen, mean of"
        f" {len(summary.fits)} folds over {summary.n:,} images of {len(summary.graphemes)} classes;"
        f" 95 % interval {percent(low)} to {percent(high)}. Seed {summary.seed}; the test part was not"
        " touched where the source has one.",
        tuple(sections),
    )


def crossval_sections(summary: Crossval, predictions: OutOfFold | None = None) -> tuple[Section, ...]:
    """Return the sections on the folds; those on what they answered where the predictions are given."""
    sections = [_folds(summary), _curves(summary)]
    if predictions is not None:
        sections += [confusions(summary, predictions), calibration(summary, predictions)]
    return tuple(sections)


def _folds(summary: Crossval) -> Section:
    """Return a row for each fold, and their mean."""
    rows = tuple(
        (fit.name, fit.num_training, fit.num_held, fit.num_leaks, percent(fit.accuracy), f"{fit.loss:.4f}")
        for fit in summary.fits
    )
    spread = f"Standard deviation over the folds: {100 * summary.deviation:.2f} percentage points."
    table = Table(
        ("fold", "trained on", "held out", "left out as alike", "accuracy", "loss"),
        rows,
        f"Each network was judged on its own fold: mean accuracy {percent(summary.mean)}.",
        spread,
    )
    intervals = Table(
        ("interval", "from", "to", "what it takes account of"),
        (
            ("corrected t", *map(percent, summary.corrected), "folds that share training images"),
            ("plain t", *map(percent, summary.interval), "the folds' spread, taken for independent"),
            ("Wilson, pooled", *map(percent, summary.pooled_interval), "the number of images alone"),
        ),
        "95 % intervals of the accuracy; quote the first.",
    )
    writers = (
        "No writer is in two folds."
        if summary.by_writer
        else "Who wrote which image is not known: a writer may be on both sides of a fold, so that new"
        " writers will be read less well than this."
    )
    kind = "note" if summary.by_writer else "warning"
    return Section("The folds", (table, intervals, Callout(writers, kind), Paragraph(LIMITS)))  # type: ignore[arg-type]


def _curves(summary: Crossval) -> Section:
    """Return the curves of loss and accuracy, their mean and how far the folds lie apart."""
    drawn: list[Figure] = []
    for metric, title in (("loss", "Loss"), ("accuracy", "Accuracy")):
        lines = []
        for name, column in (("training", metric), ("held out", f"validation_{metric}")):
            table = _by_epoch(summary, column)
            x = np.arange(1, table.shape[1] + 1)
            middle = np.nanmean(table, axis=0)
            low, high = np.nanmin(table, axis=0), np.nanmax(table, axis=0)
            lines.append(Curve(name, x, middle, low, high))
        last = ", ".join(f"{line.name} {line.y[-1]:.4f}" for line in lines)
        caption = f"{title} by epoch: the mean over the folds, and in the band every fold."
        alt = f"{title} by epoch; after the last, on average: {last}."
        drawn.append(curves(lines, Words(caption, alt, "epoch", title.lower())))
    ends = Table(
        ("fold", "epochs", "loss", "held-out loss", "accuracy", "held-out accuracy"),
        tuple(_end_of(fit.name, rows) for fit, rows in zip(summary.fits, summary.curves, strict=True)),
        "Where each fold's curves end.",
    )
    return Section("Curves", (*drawn, *_curves_of_folds(summary), ends))


def _curves_of_folds(summary: Crossval) -> list[Figure]:
    """Return a drawing for each metric with a line for each fold."""
    drawn = []
    for column, title in COLUMNS.items():
        table = _by_epoch(summary, column)
        x = np.arange(1, table.shape[1] + 1)
        lines = [Curve(fit.name, x, row) for fit, row in zip(summary.fits, table, strict=True)]
        last = ", ".join(f"{fit.name} {row[-1]:.4f}" for fit, row in zip(summary.fits, table, strict=True))
        caption = f"{title} by epoch, a line for each fold."
        drawn.append(
            curves(lines, Words(caption, f"{caption} After the last: {last}.", "epoch", title.lower()))
        )
    return drawn


def _end_of(name: str, rows: Sequence[Row]) -> tuple[str | int, ...]:
    """Return a fold's last row of metrics as cells."""
    last = rows[-1]
    losses = (f"{last[name]:.4f}" for name in ("loss", "validation_loss"))
    shares = (percent(last[name]) for name in ("accuracy", "validation_accuracy"))
    return (name, len(rows), *losses, *shares)


def _by_epoch(summary: Crossval, column: str) -> Floats:
    """Return a metric, axes (folds, epochs); NaN after a fold that stopped early."""
    longest = max(len(rows) for rows in summary.curves)
    table = np.full((len(summary.curves), longest), np.nan)
    for place, rows in enumerate(summary.curves):
        table[place, : len(rows)] = [row[column] for row in rows]
    return table
