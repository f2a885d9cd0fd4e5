"""Parts of a report as Markdown, and their drawings as SVG files that are light or dark by themselves.

A drawing inside a report takes the page's colours. A file shown by `<img>` knows no page, so it brings its
colours along, and its paper: the reader's system may be dark where the page around it is light.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import resources

from inkread.reporting.html import cell_text
from inkread.reporting.page import Block, Callout, Figure, Paragraph, Table

OPENING = re.compile(rb"<svg [^>]*>")
NUMBER = re.compile(r"[-−+]?[\d.,]+( ?%)?( ± [\d.]+)?|[?–]")
PALETTE = re.compile(r":root \{(?P<colours>[^}]*)\}")
STAMP = re.compile(r'data-record="(?P<digest>[0-9a-f]{64})"')

Drawn = Callable[[Figure], str]
"""Keeps a drawing and returns where the Markdown page finds it."""


def markdown(blocks: Sequence[Block], drawn: Drawn) -> str:
    """Return the blocks as Markdown, each parted from the next by an empty line."""
    return "\n".join(_block(block, drawn) for block in blocks)


def standalone(figure: Figure, digest: str) -> bytes:
    """Return an SVG file of a report's drawing.

    Args:
        figure: an SVG drawing.
        digest: of the record that it is drawn from, in hexadecimal; the file carries it, so that a chart of
            an old record is found out without drawing it again.
    """
    light, dark = (match["colours"].strip() for match in list(PALETTE.finditer(_style_sheet()))[:2])
    style = (
        f"<style>:root {{ {light} color: var(--ink); background: var(--paper); }}"
        f" @media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
        " text { font-family: system-ui, sans-serif !important; }</style>"
    )
    content = figure.svg_or_png
    opening = OPENING.search(content)
    if opening is None:
        raise ValueError(f"expected an SVG drawing, got {content[:40]!r}; draw it again")
    stamped = opening[0][:-1] + f' data-record="{digest}">'.encode()
    return stamped + style.encode() + content[opening.end() :].rstrip() + b"\n"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool] = ()) -> str:
    """Return a Markdown table; columns that are `right` are set to the right."""
    sides = [*right, *[False] * (len(header) - len(right))]
    rule = ["---:" if side else "---" for side in sides]
    lines = [header, rule, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _block(block: Block, drawn: Drawn) -> str:
    """Return one block as Markdown."""
    match block:
        case Paragraph(text):
            return f"{text}\n"
        case Callout(text):
            return f"**{text}**\n"
        case Table():
            return _table(block)
        case Figure():
            return (
                f"![{block.alt.replace('[', '(').replace(']', ')')}]({drawn(block)})\n\n*{block.caption}*\n"
            )
        case _:
            raise ValueError(f"expected a block that Markdown has, got {type(block).__name__}; leave it out")


def _table(block: Table) -> str:
    """Return a table under its caption, its note below."""
    cells = [[cell_text(cell) for cell in row] for row in block.rows]
    right = [all(map(NUMBER.fullmatch, column)) for column in zip(*cells, strict=True)]
    note = f"\n{block.note}\n" if block.note else ""
    return f"{block.caption}\n\n{table(block.header, cells, right)}{note}"


def _style_sheet() -> str:
    """Return the style sheet of the reports, whose first two palettes are the light and the dark one."""
    return resources.files("inkread.reporting").joinpath("templates/page.css").read_text("utf-8")
