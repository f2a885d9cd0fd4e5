"""Writes the results tables of the README and of docs/results.md from the scores of the shipped bundles.

Run `make docs` after a new bundle; a test compares the two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from blocks import fill
from inkread.bundle import Bundle, Score
from inkread.evaluation.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "docs" / "results.md"
BLOCKS = (
    (ROOT / "README.md", "results", None),
    (RESULTS, "results", None),
    (RESULTS, "results: best", "best"),
)
"""Page, block, and the bundle whose scores stand there; None for the one that reads where none is named."""

METRIC = "accuracy"


def table(scores: Iterable[Score]) -> str:
    """Return the accuracies as a Markdown table: a row a data set, a column what was known."""
    shown = [score for score in scores if score.metric == METRIC]
    charsets = [name for name in KINDS if any(score.charset == name for score in shown)]
    sets = list(dict.fromkeys(score.set for score in shown))
    cells = {(score.set, score.charset): _cell(score) for score in shown}
    rows = [
        ["data set", *(KINDS[name] for name in charsets)],
        ["---"] * (len(charsets) + 1),
        *([name, *(cells.get((name, charset), "") for charset in charsets)] for name in sets),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cell(score: Score) -> str:
    """Return the accuracy with its spread over the seeds, where there are several, and its n."""
    spread = "" if score.spread is None else f" ± {score.spread * 100:.2f}"
    return f"{score.value * 100:.2f}{spread} % of {score.n:,}"


if __name__ == "__main__":
    for page, block, name in BLOCKS:
        bundle = Bundle.open(name)
        made = fill(page.read_text("utf-8"), block, table(bundle.scores))
        page.write_text(made, "utf-8", newline="\n")
        sys.stdout.write(f"{page}: results of {bundle.name}\n")
