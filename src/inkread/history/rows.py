"""Entries as rows of the table, and back."""

import unicodedata
from datetime import datetime
from typing import Any
from uuid import uuid4

from inkread.errors import HistoryError
from inkread.harmless import printable
from inkread.history.entry import Door, Entry
from inkread.history.png import png_of
from inkread.predictions import Candidate, GlyphReading
from inkread.trail import Caution

LONGEST_SOURCE = 255  # characters of a file's name
LONGEST_CORRECTION = 100  # characters

Row = dict[str, Any]


def entry_of(reading: GlyphReading, *, owner: str, door: Door, now: datetime) -> Entry:
    """Return a new entry, under an id of its own, for a reading that is to be kept."""
    return Entry(
        id=uuid4().hex,
        made_at=now,
        door=door,
        owner=owner,
        text=reading.text,
        confidence=reading.confidence,
        candidates=reading.candidates,
        set=reading.set,
        refusal=reading.refusal,
        warnings=reading.warnings,
        bundle=reading.bundle,
        source=None if reading.source is None else printable(reading.source)[:LONGEST_SOURCE],
        glyph=None if reading.glyph is None else png_of(reading.glyph),
    )


def to_row(entry: Entry, *, image_bytes: int | None) -> Row:
    """Return the entry as a row."""
    return {
        "id": entry.id,
        "made_at": entry.made_at,
        "door": entry.door,
        "owner": entry.owner,
        "text": entry.text,
        "confidence": entry.confidence,
        "candidates": [[one.text, one.confidence] for one in entry.candidates],
        "answer_set": list(entry.set),
        "refusal": entry.refusal and entry.refusal.to_dict(),
        "warnings": [warning.to_dict() for warning in entry.warnings],
        "bundle": entry.bundle,
        "source": entry.source,
        "correction": entry.correction,
        "corrected_at": entry.corrected_at,
        "image_bytes": image_bytes,
        "strokes": entry.strokes,
        "glyph": entry.glyph,
    }


def from_row(row: Any) -> Entry:  # noqa: ANN401 - SQLAlchemy's rows have no types
    """Return the entry of a row."""
    return Entry(
        id=row.id,
        made_at=row.made_at,
        door=row.door,
        owner=row.owner,
        text=row.text,
        confidence=row.confidence,
        candidates=tuple(Candidate(text, confidence) for text, confidence in row.candidates),
        set=tuple(row.answer_set),
        refusal=None if row.refusal is None else Caution(**row.refusal),
        warnings=tuple(Caution(**warning) for warning in row.warnings),
        bundle=row.bundle,
        source=row.source,
        correction=row.correction,
        corrected_at=row.corrected_at,
        has_image=row.image_bytes is not None,
        strokes=row.strokes,
        glyph=row.glyph,
    )


def checked_correction(text: str) -> str:
    """Return what a person says that an image shows, as NFC text without spaces around it.

    Raises:
        HistoryError: with the code `bad_correction`, when it is no text that could be written by hand.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    if not plain or len(plain) > LONGEST_CORRECTION or plain != printable(plain):
        raise HistoryError(
            f"expected 1 to {LONGEST_CORRECTION} visible characters, got {text[:LONGEST_CORRECTION]!r};"
            " type what the image shows",
            code="bad_correction",
        )
    return plain
