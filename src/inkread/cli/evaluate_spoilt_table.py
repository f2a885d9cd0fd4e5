"""The tables that `inkread evaluate` prints of spoilt images: a row a way of spoiling them."""

from collections.abc import Sequence

from rich.table import Table

from inkread.evaluation.distortion_scales import SCALES
from inkread.evaluation.kinds import KINDS
from inkread.evaluation.robustness import Robustness


def spoilt_table(found: Robustness) -> Table:
    """Return a row a kind: of each strength what is read right, or all figures where there is but one."""
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    come_out = KINDS.get(found.charset, found.charset)
    table.title = f"{found.set}, {come_out}, {found.n:,} images"
    (_add_graded if found.graded else _add_all)(table, found)
    return table


def _add_graded(table: Table, found: Robustness) -> None:
    """Fill the table with a row a kind, its strengths side by side."""
    table.add_column(found.suite, no_wrap=True)
    table.add_column("strength, and what is read right %", no_wrap=True)
    table.add_column("strength counts", overflow="fold")
    table.add_row(found.plain.kind, found.plain.accuracy.percent_with_range, "")
    for kind in found.kinds:
        shown = [
            trial.accuracy.percent
            if trial.strength is None
            else f"{trial.strength:g}: {trial.accuracy.percent}"
            for trial in found.of(kind)
        ]
        table.add_row(kind, "  ".join(shown), SCALES[kind].unit if kind in SCALES else "")


def _add_all(table: Table, found: Robustness) -> None:
    """Fill the table with a row a kind and every figure of it."""
    table.add_column(found.suite, overflow="fold")
    alone = ("network alone %",) if found.straight else ()
    for title in ("read right %", "refused %", "misread %", *alone):
        table.add_column(title, justify="right", no_wrap=True)
    for trial in (found.plain, *found.trials):
        table.add_row(trial.kind, *trial.percents)


def spoilt_notes(tables: Sequence[Robustness]) -> list[str]:
    """Return what the reader of the tables must know."""
    lines = [f"{found.suite} on {found.set}: {_summary(found)}" for found in tables]
    if tables:
        lines.append(
            "read right: the first answer of inkread read, refused or not; refused: it said that this is no"
            " character to read; misread: wrong without a word."
        )
    return lines


def _summary(found: Robustness) -> str:
    """Return the mean, where there is one, and the worst trial; or what is left under the only one."""
    if len(found.trials) == 1:
        return f"{found.trials[0].accuracy.percent} %, {found.plain.accuracy.percent} % as they are."
    worst, mean, alone = found.worst(), found.mean(), found.mean("straight")
    beside = "" if alone is None else f" (network alone {alone.percent})"
    told = "" if mean is None else f"mean {mean.percent} %{beside}, "
    return f"{told}worst {worst.accuracy.percent} % under {worst.name}."
