"""What `inkread crossval` prints: a row a fold, the mean with its interval, and what K and others say."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from inkread.evaluation.crossval import Crossval
    from inkread.evaluation.validation_processes import Process
    from inkread.study.crossval import Outcome

WIDTH = 120  # columns in a file or a pipe


def show(outcome: "Outcome", folder: Path, page: Path) -> None:
    """Print the figures, and where the rest of them lies."""
    width = None if sys.stdout.isatty() else WIDTH
    Console(width=width, highlight=False).print(renderable(outcome, folder, page))


def renderable(outcome: "Outcome", folder: Path, page: Path) -> RenderableType:
    """Return all that is printed."""
    parts: list[RenderableType] = [_folds(outcome.summary), *map(Text, sentences(outcome.summary))]
    if len(outcome.processes) > 1:
        parts += [Text(), _processes(outcome.processes)]
    if outcome.choice is not None:
        parts += [Text(), Text(f"Best K here: {outcome.choice.best}"), *map(Text, outcome.choice.why)]
    parts += [Text(), Text(f"Out-of-fold predictions: {folder / 'oof.npz'}"), Text(f"Page: {page}")]
    return Group(*parts)


def sentences(summary: "Crossval") -> list[str]:
    """Return the figures of all folds together, in a person's words."""
    low, high = summary.corrected
    pooled_low, pooled_high = summary.pooled_interval
    by = "by writer" if summary.by_writer else "writers unknown"
    return [
        f"Mean accuracy {100 * summary.mean:.2f} ± {100 * summary.deviation:.2f} over {len(summary.fits)}"
        f" folds ({by}); 95 % interval {100 * low:.2f}-{100 * high:.2f}, corrected for the training images"
        " that folds share.",
        f"Out of fold: {100 * summary.pooled:.2f} % of {summary.n:,} right"
        f" ({100 * pooled_low:.2f}-{100 * pooled_high:.2f}), top 2 {100 * summary.top_2:.2f} %,"
        f" recall {100 * summary.macro_recall:.2f} %.",
        f"Calibration error {100 * summary.ece:.2f} %; {100 * summary.ece_calibrated:.2f} % with the"
        f" temperature of the other folds ({summary.temperature:.2f} on all).",
    ]


def _folds(summary: "Crossval") -> Table:
    """Return a row for each fold."""
    table = _table("fold", ("trained on", "held out", "alike, left out", "accuracy %", "loss"))
    for fit in summary.fits:
        numbers = (f"{count:,}" for count in (fit.num_training, fit.num_held, fit.num_leaks))
        table.add_row(fit.name, *numbers, f"{100 * fit.accuracy:.2f}", f"{fit.loss:.4f}")
    return table


def _processes(processes: "tuple[Process, ...]") -> Table:
    """Return a row for each way to validate."""
    table = _table("validated by", ("accuracy %", "95 % interval", "networks", "images trained", "minutes"))
    for item in processes:
        low, high = item.interval
        minutes = "?" if item.seconds is None else f"{item.seconds / 60:.1f}"
        table.add_row(
            item.title,
            f"{100 * item.accuracy:.2f}",
            f"{100 * low:.2f}-{100 * high:.2f}",
            f"{item.num_fits}",
            f"{item.images_trained:,}",
            minutes,
        )
    return table


def _table(first: str, others: tuple[str, ...]) -> Table:
    """Return an empty table whose later columns hold numbers."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(first)
    for title in others:
        table.add_column(title, justify="right", no_wrap=True)
    return table
