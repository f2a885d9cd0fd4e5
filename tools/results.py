"""Writes the results table of the README and of docs/results.md from the scores of the shipped bundle.

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
PAGES = (ROOT / "README.md", ROOT / "docs" / "results.md")
BLOCK = "results"
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
    made = table(Bundle.open().scores)
    for page in PAGES:
        page.write_text(fill(page.read_text("utf-8"), BLOCK, made), "utf-8", newline="\n")
        sys.stdout.write(f"{page}: results of {Bundle.open().name}\n")
