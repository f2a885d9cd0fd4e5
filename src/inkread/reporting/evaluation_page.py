"""The page of an evaluation: every set's figures, what it reads wrong, and what spoilt images leave of it."""

from inkread.evaluation.kinds import KINDS
from inkread.evaluation.report import Report, Row
from inkread.reporting.page import Block, Callout, Cell, Code, Page, Paragraph, Section, Table
from inkread.reporting.robustness_section import robustness_section

MOST_CONFUSIONS = 5


def evaluation_page(report: Report) -> Page:
    """Return the page of a report."""
    rows = report.rows()
    names = list(dict.fromkeys(evaluation.bundle for evaluation in report.evaluations))
    sections = [_figures(report, rows), _confusions(rows)] if rows else []
    sections += [robustness_section(found) for found in report.robustness]
    sections.append(Section("The same again", (Paragraph("These figures are made by"), Code(report.command))))
    return Page(f"How well {', '.join(names) or 'a bundle'} reads", _summary(report, rows), tuple(sections))


def _summary(report: Report, rows: tuple[Row, ...]) -> str:
    """Return what a hurried reader takes along."""
    lines = [
        f"{row.set}, {_come_out(row.charset)}: {row.figures['accuracy'].percent_with_range} % of {row.n:,}"
        for row in rows[:1]
    ]
    lines += [
        f"{found.suite} on {found.set}: {mean.percent} % on average, worst {found.worst().kind}"
        for found in report.robustness
        if (mean := found.mean()) is not None and len(found.trials) > 1
    ]
    runs = "one run" if report.num_runs == 1 else f"{report.num_runs} runs"
    return f"Measured over {runs}. " + ". ".join(lines) + "."


def _figures(report: Report, rows: tuple[Row, ...]) -> Section:
    """Return the table of all sets and charsets."""
    header = ("set", "may come out", "n", "accuracy %", "top 2 %", "macro recall %", "ECE %")
    body: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.set,
            _come_out(row.charset),
            row.n,
            row.figures["accuracy"].percent_with_range,
            *(row.figures[metric].percent for metric in ("top_2", "macro_recall", "ece")),
        )
        for row in rows
    )
    spread = (
        "±: standard deviation over the runs." if report.num_runs > 1 else "Range: Wilson's 95 % interval."
    )
    note = f"{spread} ECE: expected calibration error in 15 bins. An image without ink counts as wrong."
    blocks: list[Block] = [Table(header, body, "Every set under every charset that fits", note)]
    if report.absent:
        blocks.insert(0, Callout(f"Not there, so not measured: {', '.join(report.absent)}.", "warning"))
    return Section("Figures", tuple(blocks))


def _confusions(rows: tuple[Row, ...]) -> Section:
    """Return the commonest errors."""
    body = tuple(
        (
            row.set,
            _come_out(row.charset),
            pair.true,
            pair.read,
            pair.count,
            f"{100 * pair.share_of_errors:.1f}",
        )
        for row in rows
        for pair in row.confusions[:MOST_CONFUSIONS]
    )
    header = ("set", "may come out", "written", "read as", "times", "% of errors")
    return Section("What is read wrong", (Table(header, body, "The commonest confusions of the first run"),))


def _come_out(charset: str) -> str:
    """Return what may come out, in words."""
    return KINDS.get(charset, charset)
