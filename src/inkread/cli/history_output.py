"""What `inkread history` prints: tables and sentences for a person, JSON for a program."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from inkread.cli.counted import counted
from inkread.harmless import printable

if TYPE_CHECKING:
    from inkread.history import Entry, Page

WIDTH = 120  # columns of a table in a file or a pipe
SHORT_ID = 8  # digits of an id in a table
BAR_WIDTH = 30  # characters of the longest bar


def print_json(content: object) -> None:
    """Print `content` as JSON on standard output."""
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False))


def entry_to_dict(entry: "Entry") -> dict[str, Any]:
    """Return an entry as JSON-ready values, its owner too: who is at the terminal may know."""
    return {**entry.to_dict(), "owner": entry.owner}


def print_page(page: "Page", *, as_json: bool) -> None:
    """Print what a query found, and how much more there is."""
    if as_json:
        entries = [entry_to_dict(entry) for entry in page.entries]
        print_json({"entries": entries, "next": page.next, "total": page.total})
        return
    if page.entries:
        _print_table(page.entries)
    more = page.total - len(page.entries)
    rest = f", {len(page.entries)} of them above" if more else ""
    rest += "; --limit shows more" if page.next else ""
    typer.echo(f"{counted(page.total, 'reading')}{rest}")


def print_entry(entry: "Entry", *, as_json: bool) -> None:
    """Print all about one entry."""
    if as_json:
        print_json(entry_to_dict(entry))
        return
    typer.echo(f"{entry.id}: {read_as(entry, repr(entry.text))} ({entry.confidence:.1%}) {_time(entry)}")
    facts = {
        "corrected to": entry.correction,
        "source": entry.source and printable(entry.source),
        "bundle": entry.bundle,
        "came in by": entry.door,
        "belongs to": printable(entry.owner),
        "kept": ", ".join(_kept(entry)) or "only what was read",
    }
    for name, fact in facts.items():
        if fact is not None:
            typer.echo(f"  {name:<12}  {fact}")
    for one in entry.candidates:
        bar = "█" * round(one.confidence * BAR_WIDTH)
        typer.echo(f"  {one.text}  {bar:<{BAR_WIDTH}} {one.confidence:6.1%}")
    said = (*((entry.refusal,) if entry.refusal else ()), *entry.warnings)
    for caution in dict.fromkeys(said):  # of a page without ink, the refusal is a warning too
        typer.echo(f"  ! {caution.message}")


def read_as(entry: "Entry", shown: str) -> str:
    """Return what an entry was read as, its text as `shown`, or that it was refused, for a sentence."""
    start = "" if _is_refused(entry) else "read as "
    return f"{start}{_answer(entry, shown)}"


def _answer(entry: "Entry", shown: str) -> str:
    """Return an answer in a few words; one that was refused is told as such."""
    if _is_refused(entry):
        return f"refused; at best {shown}" if entry.text else "refused"
    return shown if entry.text else "blank"


def _is_refused(entry: "Entry") -> bool:
    """Return whether an answer is not to be trusted; of a blank image there is none."""
    return entry.refusal is not None and entry.refusal.code != "blank"


def _print_table(entries: Sequence["Entry"]) -> None:
    """Print a row an entry."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("id", "kept", "read", "sure", "correct", "or", "from"):
        table.add_column(title, justify="right" if title == "sure" else "left", overflow="fold")
    for entry in entries:
        cells = (
            entry.id[:SHORT_ID],
            _time(entry),
            _answer(entry, entry.text),
            f"{entry.confidence:.1%}" if entry.text else "",
            entry.correction or "",
            " ".join(entry.set[1:]),
            printable(entry.source or entry.door),
        )
        table.add_row(*(Text(cell) for cell in cells))  # a name may hold what Rich takes for markup
    width = None if sys.stdout.isatty() else WIDTH
    Console(width=width, highlight=False).print(table)


def _time(entry: "Entry") -> str:
    """Return when an entry was kept, by the clock on the wall."""
    return f"{entry.made_at.astimezone():%Y-%m-%d %H:%M}"


def _kept(entry: "Entry") -> list[str]:
    """Return which pictures of an entry there are."""
    has = {"image": entry.has_image, "strokes": entry.strokes is not None, "glyph": entry.glyph is not None}
    return [name for name, there in has.items() if there]
