"""Puts the figures of finished studies into the documentation: records, charts, and blocks of Markdown.

    python tools/study_results.py
    python tools/study_results.py take mnist runs/study-mnist/results.json
    python tools/study_results.py take which-k runs/cv/summary.json --command "inkread crossval …"

`take` keeps a study's results.json, or the summary.json of a cross-validation with --choose-k, as a record
in docs/studies: figures alone, no image. Then, and without it, every block `<!-- study: NAME -->` …
`<!-- /study -->` of the documentation is written from the records, and its charts are drawn beside them. A
test compares the pages with the records.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inkread.evaluation.study_record import read_study_record, record_text
from inkread.reporting.page import Block, Figure
from report_markdown import markdown, standalone
from study_blocks import OF_FOLDS, OF_STUDIES, OF_STUDY, TITLES, made_of

DOCS = Path(__file__).resolve().parent.parent / "docs"
WHICH_K = "which-k"
BLOCK = re.compile(r"(?P<begin><!-- study: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- /study -->\n)", re.DOTALL)


def main(arguments: Sequence[str]) -> None:
    """Take a record if asked to; write every block and chart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked = parser.add_subparsers(dest="task").add_parser("take", help="keep the figures of a study")
    asked.add_argument("name", help="of the record, such as mnist; which-k of a cross-validation")
    asked.add_argument("path", type=Path, help="results.json of a study, summary.json of a cross-validation")
    asked.add_argument("--command", help="that made the cross-validation")
    given = parser.parse_args(arguments)
    if given.task == "take":
        print(take(given.name, given.path, command=given.command, studies=DOCS / "studies"))
    for path in write(DOCS):
        print(path)


def take(name: str, path: Path, *, command: str | None, studies: Path) -> Path:
    """Keep the figures in `path` as the record `name`; return where.

    Raises:
        DataError: when it holds no figures of a study.
    """
    if name == WHICH_K:
        summary = json.loads(path.read_text("utf-8"))
        told = {key: summary["crossval"][key] for key in ("source", "recipe", "n", "seed")}
        record = told | {"command": command} | {key: summary[key] for key in ("choose_k", "processes")}
    else:
        study = read_study_record(path)
        source = Path(study.facts.source.partition(":")[0]).name  # where the set lay is no one's business
        record = replace(study, facts=replace(study.facts, source=source)).to_dict()
    kept = studies / f"{name}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(record_text(record), "utf-8", newline="\n")
    return kept


def write(docs: Path) -> list[Path]:
    """Write every block of the pages in `docs`, and the charts they show; return what was written."""
    pages, charts = filled(docs)
    for path in (docs / "studies").glob("*.svg"):
        path.unlink()
    contents = {page: text.encode() for page, text in pages.items()}
    contents |= {docs / "studies" / name: content for name, content in charts.items()}
    for path, content in contents.items():
        path.write_bytes(content)
    return list(contents)


def filled(docs: Path) -> tuple[dict[Path, str], dict[str, bytes]]:
    """Return each page that has a block with its blocks written, and the charts they show by name.

    Raises:
        KeyError: when a page asks for a block that there is not.
    """
    blocks = Blocks(docs / "studies")
    pages = {}
    for page in sorted(docs.rglob("*.md")):
        text = page.read_text("utf-8")
        if BLOCK.search(text):
            pages[page] = blocks.fill(
                text, os.path.relpath(docs / "studies", page.parent).replace(os.sep, "/")
            )
    return pages, blocks.charts


def digest_of(record: Path) -> str:
    """Return the SHA-256 of a record."""
    return hashlib.sha256(record.read_bytes()).hexdigest()


class Blocks:
    """The blocks of the records in a folder.

    Attributes:
        charts: SVG files of the blocks written so far, by name.
    """

    def __init__(self, studies: Path) -> None:
        """Read the records in `studies`."""
        self.charts: dict[str, bytes] = {}
        paths = {path.stem: path for path in studies.glob("*.json")}
        self._digests = {name: digest_of(path) for name, path in paths.items()}
        self._folds = json.loads(paths.pop(WHICH_K).read_text("utf-8"))
        found = {name: read_study_record(path) for name, path in paths.items()}
        self._records = {name: found[name] for name in [*TITLES, *sorted(found)] if name in found}

    def fill(self, text: str, folder: str) -> str:
        """Return a page's text, its blocks written; its charts are to be found in `folder`."""
        return BLOCK.sub(
            lambda found: f"{found['begin']}\n{self._text(found['name'], folder)}\n{found['end']}", text
        )

    def _text(self, name: str, folder: str) -> str:
        """Return one block's text."""
        if name in OF_FOLDS:
            return self._markdown(OF_FOLDS[name](self._folds), (WHICH_K, name), folder)
        if name in OF_STUDIES:
            return self._markdown(OF_STUDIES[name](self._records), ("studies", name), folder)
        return "\n".join(
            f"### {TITLES.get(study, study)}\n\n{made_of(record)}\n\n"
            + self._markdown(OF_STUDY[name](record), (study, name), folder)
            for study, record in self._records.items()
        )

    def _markdown(self, blocks: Sequence[Block], names: tuple[str, str], folder: str) -> str:
        """Return blocks as Markdown, their drawings kept."""
        drawn = 0

        def keep(figure: Figure) -> str:
            nonlocal drawn
            drawn += 1
            file = f"{names[0]}-{names[1]}-{drawn}.svg"
            self.charts[file] = standalone(figure, self._digests[names[0]])
            return f"{folder}/{file}"

        return markdown(blocks, keep)


if __name__ == "__main__":
    main(sys.argv[1:])
