"""Entries as rows of the table, and back."""

import unicodedata
from datetime import datetime
from typing import Any, TypeAlias
from uuid import uuid4

from inkread.errors import ConfigError, HistoryError
from inkread.harmless import printable
from inkread.history.entry import DOORS, Door, Entry
from inkread.history.png import png_of
from inkread.predictions import Candidate, GlyphReading
from inkread.trail import Caution
from inkread.word_reading import PageReading, PlacedGlyph, WordReading

LONGEST_SOURCE = 255  # characters of a file's name
LONGEST_CORRECTION = 100  # characters
LONGEST_PAGE = 4000  # characters of a correction of words: a page of small writing
SHARE_DIGITS = 6  # of a glyph's candidate

Row = dict[str, Any]
Reading: TypeAlias = GlyphReading | WordReading | PageReading


def entry_of(reading: Reading, *, owner: str, door: Door, now: datetime) -> Entry:
    """Return a new entry, under an id of its own, for a reading that is to be kept.

    Raises:
        ConfigError: when there is no such door: no query would find it.
    """
    if door not in DOORS:
        raise ConfigError(f"expected a door, {', '.join(DOORS)}, got {door!r}; choose one of these")
    return Entry(
        id=uuid4().hex,
        made_at=now,
        door=door,
        owner=owner,
        text=reading.text,
        confidence=reading.confidence,
        refusal=reading.refusal,
        bundle=reading.bundle,
        source=None if reading.source is None else _told_source(reading.source),
        **(_of_character(reading) if isinstance(reading, GlyphReading) else _of_words(reading)),
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
        "glyphs": None if entry.glyphs is None else [_glyph_to_list(glyph) for glyph in entry.glyphs],
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
        glyphs=None if row.glyphs is None else tuple(map(_glyph_from_list, row.glyphs)),
    )


def checked_correction(text: str, *, words: bool = False) -> str:
    """Return what a person says that an image shows, as NFC text without spaces around it.

    Args:
        text: what was typed.
        words: whether the image shows words, of which there may be several lines.

    Raises:
        HistoryError: with the code `bad_correction`, when it is no text that could be written by hand.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    longest = LONGEST_PAGE if words else LONGEST_CORRECTION
    lines = plain.split("\n") if words else [plain]
    if not plain or len(plain) > longest or any(line != printable(line) for line in lines):
        raise HistoryError(
            f"expected 1 to {longest:,} visible characters, got {text[:LONGEST_CORRECTION]!r};"
            " type what the image shows",
            code="bad_correction",
        )
    return plain


def _told_source(name: str) -> str:
    """Return a file's name as it is kept: as NFC text, for macOS writes é as e and an accent."""
    return printable(unicodedata.normalize("NFC", name))[:LONGEST_SOURCE]


def _of_character(reading: GlyphReading) -> Row:
    """Return what only the reading of a single character has."""
    return {
        "candidates": reading.candidates,
        "set": reading.set,
        "warnings": reading.warnings,
        "glyph": None if reading.glyph is None else png_of(reading.glyph),
    }


def _of_words(reading: WordReading | PageReading) -> Row:
    """Return what only the reading of words has; of a page the one text is all that it can be."""
    whole = (Candidate(reading.text, reading.confidence),) if reading.text else ()
    return {
        "candidates": reading.candidates if isinstance(reading, WordReading) else whole,
        "warnings": reading.trail.warnings,
        "glyphs": reading.glyphs,
    }


def _glyph_to_list(glyph: PlacedGlyph) -> list[Any]:
    """Return a character of a word as it is kept: text, box, pairs of text and confidence."""
    shares = [[one.text, round(one.confidence, SHARE_DIGITS)] for one in glyph.candidates]
    return [glyph.text, list(glyph.box), shares]


def _glyph_from_list(kept: list[Any]) -> PlacedGlyph:
    """Return a character of a word as it was kept."""
    text, (top, left, height, width), shares = kept
    return PlacedGlyph(text, (top, left, height, width), tuple(Candidate(*share) for share in shares))
