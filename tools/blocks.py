"""Blocks of a page that a tool writes: what stands between `<!-- name -->` and `<!-- /name -->`."""

from __future__ import annotations

from collections.abc import Sequence


def marks(name: str) -> tuple[str, str]:
    """Return the lines that a block begins and ends with; of `name: part` the part stands in the first."""
    return f"<!-- {name} -->\n", f"<!-- /{name.partition(':')[0]} -->\n"


def fill(page: str, name: str, content: str) -> str:
    """Return the page with `content` as its block of this name.

    Raises:
        ValueError: when the page has no such block: what was measured would be lost.
    """
    begin, end = marks(name)
    before, opened, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (opened and closed):
        raise ValueError(
            f"expected a block from {begin.strip()} to {end.strip()}, got none; write both lines"
        )
    return f"{before}{begin}{content}{end}{after}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, to_the_right: int) -> str:
    """Return a Markdown table, its last `to_the_right` columns aligned there."""
    rule = ["---"] * (len(head) - to_the_right) + ["--:"] * to_the_right
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))
