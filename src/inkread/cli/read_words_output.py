"""Readings of words and pages as text for a person, as JSON for a script, as CSV for a spreadsheet."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from inkread.cli.image_paths import complaint
from inkread.cli.keep import keeping
from inkread.cli.output_file import write_output
from inkread.cli.read_output import Format
from inkread.cli.read_words import Words, WordsWish
from inkread.errors import ImageError
from inkread.harmless import no_formula, printable

if TYPE_CHECKING:
    from inkread.cli.read_words import Reading
    from inkread.trail import Caution
    from inkread.word_reading import PageReading, WordReading

COLUMNS = ("source", "text", "confidence", "refusal", "warnings", "error", "reason")
LINE_COLUMNS = ("source", "line", *COLUMNS[1:])  # of pages, a row a line


def print_words(
    found: Iterator[Words], wish: WordsWish, form: Format, output: Path | None, *, quiet: bool
) -> bool:
    """Print what became of the pictures, errors of a text on standard error; return whether all were read.

    Args:
        found: what became of each.
        wish: what was asked for: several lines have rows of their own in a CSV, and each reading is kept in
            the history before it is told where that is wanted.
        form: to print in.
        output: the file to write, or None for standard output.
        quiet: whether to print in few words.

    Raises:
        HistoryError: when one cannot be kept.
    """
    with keeping(found, keep=wish.keep) as kept:
        if form == "text" and output is None:
            colour = sys.stdout.isatty() and "NO_COLOR" not in environ
            read = [_shown(one, colour=colour, quiet=quiet) for one in kept]
            return all(read)
        done = list(kept)
    if form == "text":
        _complain(done)
    text = _rendered(done, form, lines=wish.lines, quiet=quiet)
    typer.echo(text, nl=False) if output is None else write_output(output, text)
    return not any(isinstance(one.answer, ImageError) for one in done)


def _shown(one: Words, *, colour: bool, quiet: bool) -> bool:
    """Print what became of one picture as soon as it is known; return whether it was read."""
    _complain([one])
    typer.echo(_as_text(one, colour=colour, quiet=quiet), nl=False)
    return not isinstance(one.answer, ImageError)


def _complain(found: Sequence[Words]) -> None:
    """Print the errors, one line each, on standard error."""
    for one in found:
        if isinstance(one.answer, ImageError):
            typer.echo(f"inkread: {complaint(one.name, one.answer)}", err=True)


def _rendered(found: Sequence[Words], form: Format, *, lines: bool, quiet: bool) -> str:
    """Return all readings in the form asked for."""
    if form == "json":
        return _as_json(found)
    if form == "csv":
        return _as_csv(found, LINE_COLUMNS if lines else COLUMNS)
    return "".join(_as_text(one, colour=False, quiet=quiet) for one in found)


def _as_text(one: Words, *, colour: bool, quiet: bool) -> str:
    """Return a reading for a person: the text with its confidence, then what else it may be.

    In few words what is refused has no text; see `read_output.as_text`.
    """
    answer, name = one.answer, printable(one.name)
    if isinstance(answer, ImageError):
        return ""
    if quiet:
        text = "" if answer.rejected else answer.text.replace("\n", " ")
        return f"{name}\t{text}\n"
    lines = getattr(answer, "lines", ())
    body = _page(name, answer, colour) if len(lines) > 1 else _word(name, answer, colour)  # type: ignore[arg-type] # lines tell which
    return "\n".join([*body, *(f"  ! {one.message}" for one in answer.trail.warnings)]) + "\n"


def _word(name: str, answer: "Reading", colour: bool) -> list[str]:
    """Return what is said of one text: how sure it is, what else it may be, why it is not to be trusted."""
    text = _coloured(answer.text, colour, doubtful=answer.rejected)
    head = f"{name}: {text}  ({answer.confidence:.1%})" if answer.text else f"{name}: nothing read"
    others = [
        f"  or {other.text}  ({other.confidence:.1%})" for other in getattr(answer, "candidates", ())[1:]
    ]
    refusal = answer.refusal if answer.refusal not in answer.trail.warnings else None
    return [head, *others, *([f"  ! {refusal.message}"] if refusal else [])]


def _page(name: str, page: "PageReading", colour: bool) -> list[str]:
    """Return what is said of several lines: each by itself, those to look at with their confidence."""
    doubtful = page.doubtful
    told = f"{len(page.lines)} lines, {len(doubtful) or 'none'} to look at"
    reasons: dict[Caution, list[int]] = {}
    for number, line in enumerate(page.lines, start=1):
        if line.refusal:
            reasons.setdefault(line.refusal, []).append(number)
    rows = [
        _line(line, colour, doubtful=number in doubtful) for number, line in enumerate(page.lines, start=1)
    ]
    return [f"{name}: {told}", *rows, *(_reason(why, numbers) for why, numbers in reasons.items())]


def _line(line: "WordReading", colour: bool, *, doubtful: bool) -> str:
    """Return one line of a page; nothing is added to one that is sure."""
    text = _coloured(line.text, colour, doubtful=doubtful)
    if not doubtful:
        return text
    share = f"{line.confidence:.1%}" if line.text else "nothing read"
    return f"{text}  ({share}{', refused' if line.refusal else ''})".lstrip()


def _reason(why: "Caution", numbers: Sequence[int]) -> str:
    """Return why some lines are not to be trusted."""
    which = ", ".join(map(str, numbers))
    return f"  ! {'line' if len(numbers) == 1 else 'lines'} {which}: {why.message}"


def _coloured(text: str, colour: bool, *, doubtful: bool) -> str:
    """Return a text in the colour of what is sure, or of what is not."""
    return typer.style(text, bold=True, fg="yellow" if doubtful else "green") if colour and text else text


def _as_json(found: Sequence[Words]) -> str:
    """Return a JSON list, one object a picture; one that was not read has `error` and `reason`."""
    told = [
        {"source": one.name, "error": complaint(one.name, one.answer), "reason": one.answer.reason}
        if isinstance(one.answer, ImageError)
        else {**one.answer.to_dict(), "source": one.name}
        for one in found
    ]
    return json.dumps(told, indent=2) + "\n"


def _as_csv(found: Sequence[Words], columns: Sequence[str]) -> str:
    """Return a CSV with a header: a row a picture, or a row a line where there is a column for its number."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for one in found:
        for row in _rows(one, by_line="line" in columns):
            writer.writerow({column: no_formula(cell) for column, cell in row.items()})
    return buffer.getvalue()


def _rows(one: Words, *, by_line: bool) -> list[dict[str, str | float]]:
    """Return the rows of a picture; one without a line, or that cannot be read, has a row as well."""
    name, answer = printable(one.name), one.answer
    if isinstance(answer, ImageError):
        return [{"source": name, "error": complaint(one.name, answer), "reason": answer.reason}]
    lines: Sequence[WordReading] = getattr(answer, "lines", ())
    warnings = " ".join(warning.code for warning in answer.trail.warnings)
    rows: list[dict[str, str | float]] = [
        {
            "source": name,
            "text": one.text,
            "confidence": f"{one.confidence:.6f}",
            "refusal": one.refusal.code if one.refusal else "",
            "warnings": warnings,
        }
        for one in lines or (answer,)
    ]
    if by_line and lines:
        rows = [{**row, "line": number} for number, row in enumerate(rows, start=1)]
    return rows
