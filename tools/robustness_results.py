"""Puts what spoilt images leave of the shipped bundle into docs/results.md and into its model card.

    python tools/robustness_results.py
    python tools/robustness_results.py --measure SETS

`--measure` reads the sets in the folder SETS again, some minutes long, and keeps the reports as records in
docs/robustness. Then, and without it, the blocks `<!-- robustness -->` … `<!-- /robustness -->` are written
from the records, and the charts are drawn beside them. A test compares the pages with the records.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from blocks import fill
from inkread.cli.main import app
from inkread.evaluation.report import Report, report_from_json
from inkread.evaluation.robustness import Robustness
from inkread.evaluation.robustness_text import OPENING, heading, table
from inkread.reporting.page import Figure
from inkread.reporting.robustness_section import robustness_section
from report_markdown import standalone

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "docs" / "robustness"
RESULTS = ROOT / "docs" / "results.md"
CARD = ROOT / "src" / "inkread" / "bundles" / "inkread-62" / "MODEL_CARD.md"
BLOCK = "robustness"
ASKED = {
    "digits": ("--suite", "mnist-c", "--suite", "redrawn"),
    "drawn62": ("--data", "drawn62-dev", "--charset", "caseless", "--robustness"),
}
"""Name of a record -> what is asked of `inkread evaluate`."""


def main(arguments: Sequence[str]) -> None:
    """Measure if asked to; write every block and chart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--measure", metavar="SETS", type=Path, help="the folder of data sets")
    sets = parser.parse_args(arguments).measure
    for name, words in ASKED.items() if sets else ():
        record = RECORDS / f"{name}.json"
        app(["evaluate", *words, "--data-root", str(sets), "-o", str(record)], standalone_mode=False)
    for path, content in written().items():
        path.write_bytes(content)
        print(path)


def written() -> dict[Path, bytes]:
    """Return the content of each page with its block written, and of each chart."""
    charts: dict[Path, bytes] = {}
    reports = {name: opened(RECORDS / f"{name}.json") for name in ASKED}
    shown = "\n".join(_shown(report, name, charts) for name, report in reports.items())
    found = [found for report in reports.values() for found in report.robustness]
    card = "\n\n".join(text for one in found for text in (heading(one), table(one)))
    pages = {
        RESULTS: fill(RESULTS.read_text("utf-8"), BLOCK, f"{OPENING}\n\n{shown}"),
        CARD: fill(CARD.read_text("utf-8"), BLOCK, f"{OPENING}\n\n{card}\n"),
    }
    return {page: text.encode() for page, text in pages.items()} | charts


def opened(record: Path) -> Report:
    """Return a record's report."""
    return report_from_json(record.read_text("utf-8"), where=str(record))


def _shown(report: Report, name: str, charts: dict[Path, bytes]) -> str:
    """Return the part of one record in the page of results, its charts kept in `charts`."""
    digest = hashlib.sha256((RECORDS / f"{name}.json").read_bytes()).hexdigest()
    parts = [f"Made by `{report.command} --data-root SETS`, of {_models(report)}.\n"]
    for found in report.robustness:
        parts += [f"{heading(found)}\n", *_chart(found, digest, charts), f"{table(found)}\n"]
    return "\n".join(parts)


def _models(report: Report) -> str:
    """Return which networks were measured, and behind which preprocessing."""
    pairs = [model.split() for model in report.models]
    return " and ".join(f"the network `{digest[:8]}` behind `{contract}`" for contract, digest in pairs)


def _chart(found: Robustness, digest: str, charts: dict[Path, bytes]) -> list[str]:
    """Return the drawing of a suite as Markdown, none where it has none."""
    figures = [block for block in robustness_section(found).blocks if isinstance(block, Figure)]
    for figure in figures:
        charts[RECORDS / f"{found.suite}.svg"] = standalone(figure, digest)
    return [f"![{figure.alt}](robustness/{found.suite}.svg)\n\n*{figure.caption}*\n" for figure in figures]


if __name__ == "__main__":
    main(sys.argv[1:])
