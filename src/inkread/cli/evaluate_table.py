"""The table that `inkread evaluate` prints: a row a set and charset, each figure with its spread."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from inkread.cli.counted import counted
from inkread.cli.evaluate_spoilt_table import spoilt_notes, spoilt_table
from inkread.evaluation.kinds import KINDS
from inkread.evaluation.report import Report, Row

MOST_CONFUSIONS = 3


def renderable(report: Report) -> RenderableType:
    """Return the report as tables with notes below them."""
    tables = [_figures(report)] if report.evaluations else []
    return Group(*tables, *map(spoilt_table, report.robustness), *[Text(note) for note in notes(report)])


def _figures(report: Report) -> Table:
    """Return a row a set and charset."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("set", overflow="fold")
    table.add_column("may come out", overflow="fold")
    for title in ("n", "accuracy %", "top 2 %", "recall %", "ECE %"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("read wrong most", overflow="fold")
    before = ""
    for row in report.rows():
        table.add_row("" if row.set == before else row.set, *_cells(row))
        before = row.set
    return table


def notes(report: Report) -> list[str]:
    """Return what the reader of the table must know."""
    runs = report.num_runs
    lines = [
        f"± is the standard deviation over {runs} runs."
        if runs > 1
        else "The range is Wilson's 95 % interval of one run."
    ]
    blanks = {row.set: row.num_blank for row in report.rows() if row.num_blank}
    lines += [
        f"{name}: {counted(num, 'image')} without ink, counted as wrong." for name, num in blanks.items()
    ]
    if report.absent:
        lines.append(f"Not there, so not measured: {', '.join(report.absent)}.")
    lines += [_framing_note(pair, check) for pair, check in report.framing.items()]
    return lines + spoilt_notes(report.robustness)


def _cells(row: Row) -> list[str]:
    """Return the cells of one row after the set's name."""
    return [
        KINDS.get(row.charset, row.charset),
        f"{row.n:,}",
        row.figures["accuracy"].percent_with_range,
        *(row.figures[metric].percent for metric in ("top_2", "macro_recall", "ece")),
        "  ".join(f"{c.true}>{c.read} {c.count}" for c in row.confusions[:MOST_CONFUSIONS]),
    ]


def _framing_note(pair: str, check: Mapping[str, Any]) -> str:
    """Return one line on how well two sets are told by their frame."""
    before, after = check["before"], check["after"]
    verdict = "not told apart" if after["passed"] else f"told apart, most by {after['telling'][0]['feature']}"
    return (
        f"Framing of {pair}: AUC {before['auc']:.3f} merely resized, {after['auc']:.3f} after the contract"
        f" (limit {after['limit']}): {verdict}."
    )
