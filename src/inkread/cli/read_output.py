"""Readings as text for a person, as JSON for a script, as CSV for a spreadsheet."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import typer

from inkread.cli.image_paths import complaint
from inkread.errors import ImageError
from inkread.harmless import no_formula, printable

if TYPE_CHECKING:
    from inkread.predictions import GlyphReading
    from inkread.trail import GreyImage

Format = Literal["text", "json", "csv"]
FORMAT_OF_SUFFIX: dict[str, Format] = {".json": "json", ".csv": "csv", ".txt": "text"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one image.

    Attributes:
        name: what the person called it.
        answer: its reading, or the error that says why there is none.
        pixels: what was read, axes (height, width), uint8, grey; only where it is to be kept.
    """

    name: str
    answer: "GlyphReading | ImageError"
    pixels: "GreyImage | None" = field(default=None, repr=False, compare=False)

    @property
    def failed(self) -> bool:
        """Whether the image could not be read."""
        return isinstance(self.answer, ImageError)

    @property
    def complaint(self) -> str:
        """The error in one line that names the image; empty where there is none."""
        return complaint(self.name, self.answer) if isinstance(self.answer, ImageError) else ""


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Return a JSON list, one object an image; one that was not read has `error` and `reason`."""
    return json.dumps([_object(outcome) for outcome in outcomes], indent=2) + "\n"


def as_csv(outcomes: Sequence[Outcome], *, top_k: int) -> str:
    """Return a CSV with a header, one row an image, `top_k` pairs of text and confidence."""
    columns = ["source", "text", "confidence", "blank"]
    columns += [f"{what}_{place}" for place in range(2, top_k + 1) for what in ("text", "confidence")]
    columns += ["set", "refusal", "warnings", "error", "reason"]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {column: no_formula(cell) for column, cell in _row(outcome).items()} for outcome in outcomes
    )
    return buffer.getvalue()


def as_text(outcome: Outcome, *, colour: bool, quiet: bool) -> str:
    """Return an outcome for a person: its text, a bar a candidate, its warnings; or name, tab and text.

    In few words what is refused has no text, as a blank image has none: a guess would look like an answer.
    """
    answer, name = outcome.answer, printable(outcome.name)
    if isinstance(answer, ImageError):
        return ""  # said on standard error
    if quiet:
        return f"{name}\t{'' if answer.rejected else answer.text}\n"
    return "\n".join([f"{name}: {_headline(answer, colour=colour)}", *answer.lines()]) + "\n"


def _headline(answer: "GlyphReading", *, colour: bool) -> str:
    """Return an answer in a few words: the text with its confidence, and what else it may be."""
    if answer.blank:
        return "blank"
    sure = "yellow" if answer.refusal else "green"
    text = typer.style(answer.text, bold=True, fg=sure) if colour else answer.text
    if answer.refusal:
        return f"refused; at best {text}  ({answer.confidence:.1%})"
    return f"{text}  ({answer.confidence:.1%})  {answer.question}".rstrip()


def _object(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON-ready values."""
    answer = outcome.answer
    if isinstance(answer, ImageError):
        return {"source": outcome.name, "error": outcome.complaint, "reason": answer.reason}
    return {**answer.to_dict(), "source": outcome.name}


def _row(outcome: Outcome) -> dict[str, str | float]:
    """Return an outcome as the cells of its row, those of other columns left out."""
    answer = outcome.answer
    row: dict[str, str | float] = {"source": printable(outcome.name)}
    if isinstance(answer, ImageError):
        return {**row, "error": outcome.complaint, "reason": answer.reason}
    row |= {
        "text": answer.text,
        "confidence": round(answer.confidence, 6),
        "blank": str(answer.blank).lower(),
    }
    for place, candidate in enumerate(answer.candidates[1:], start=2):
        row |= {f"text_{place}": candidate.text, f"confidence_{place}": round(candidate.confidence, 6)}
    refusal = answer.refusal.code if answer.refusal else ""
    warnings = " ".join(warning.code for warning in answer.warnings)
    return {**row, "set": " ".join(answer.set), "refusal": refusal, "warnings": warnings}
