"""A model card as the window shows it: its Markdown as paragraphs, items and tables in line."""

import re
from itertools import groupby
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["heading", "text", "item", "table"]
BULLET = "\N{BULLET}\N{NO-BREAK SPACE}"
APART = "   "  # between two columns
COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
MARKS = re.compile(r"\*\*|[`*]")  # of bold, code and emphasis, which the window does without
RULE = re.compile(r"[\s:|-]+")  # the line below a table's head


def card_parts(card: str) -> list[tuple[Kind, str]]:
    r"""Return the parts of a card in their order; a table is one part, its columns padded with spaces.

    Example:
        >>> card_parts("# inkread\n\nReads one\n`character`.\n\n- a\n  b\n- c")
        [('heading', 'inkread'), ('text', 'Reads one character.'), ('item', '•\xa0a b'), ('item', '•\xa0c')]
    """
    parts: list[tuple[Kind, str]] = []
    may_go_on = False
    for kind, lines in groupby(COMMENT.sub("", card).splitlines(), key=_kind):
        for line in [_table(list(lines))] if kind == "table" else list(lines):
            if kind == "text" and may_go_on and line.strip():  # a line that was only broken for its length
                parts[-1] = (parts[-1][0], f"{parts[-1][1]} {_plain(line)}")
            elif line.strip():
                parts.append((kind, line if kind == "table" else _plain(line)))
            may_go_on = kind in ("text", "item") and bool(line.strip())
    return parts


def _kind(line: str) -> Kind:
    """Return what a line of Markdown is, or begins."""
    return {"#": "heading", "|": "table", "-": "item"}.get(line[:1], "text")  # type: ignore[return-value]


def _plain(line: str) -> str:
    """Return a line without its marks."""
    plain = MARKS.sub("", line.lstrip("# ").strip())
    return BULLET + plain.removeprefix("- ") if line.startswith("- ") else plain


def _table(lines: list[str]) -> str:
    """Return a table with every column as wide as its widest cell; figures stand on the right."""
    rows = [
        [_plain(cell) for cell in line.strip("| ").split("|")] for line in lines if not RULE.fullmatch(line)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=False)]
    return "\n".join(
        APART.join(
            cell.rjust(width) if cell[:1].isdecimal() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=False)
        ).rstrip()
        for row in rows
    )
