"""The runs of a study's question as a table, the same in its report and in the documentation."""

from inkread.evaluation.study_result import StudyInquiry
from inkread.reporting.page import Table
from inkread.reporting.percent import percent

HEADER = ("run", "validation", "training", "parameters", "images/s", "verdict")


def runs_table(inquiry: StudyInquiry) -> Table:
    """Return a row for each run: how accurate, how large, how fast it trains, and how it is fitted."""
    rows = tuple(
        (
            run.name,
            percent(run.accuracy),
            percent(float(run.curves.accuracy[-1])),
            run.num_parameters,
            round(run.rate),
            run.diagnosis.verdict,
        )
        for run in inquiry.runs
    )
    num_validation = inquiry.runs[0].curves.num_validation
    note = f"One seed, {_lengths(inquiry)}; {num_validation:,} validation images."
    return Table(HEADER, rows, "The runs", note)


def _lengths(inquiry: StudyInquiry) -> str:
    """Return how long the runs of a question were."""
    epochs = sorted({len(run.curves) for run in inquiry.runs})
    if inquiry.alike == "images":
        return f"{epochs[0]} epochs each"
    span = f"{epochs[0]}" if len(epochs) == 1 else f"{epochs[0]} to {epochs[-1]}"
    return f"the same time each, {span} epochs"
