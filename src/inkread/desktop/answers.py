"""Readings and kept entries as the plain records that the window shows."""

from typing import TYPE_CHECKING

from inkread.desktop.replies import Answer, Note, Past, Trouble
from inkread.errors import HistoryError, ImageError, InkreadError
from inkread.history.png import png_of

if TYPE_CHECKING:
    from inkread.history import Entry
    from inkread.predictions import GlyphReading
    from inkread.trail import Caution


def answer_of(reading: "GlyphReading") -> Answer:
    """Return a reading for the window."""
    return Answer(
        text=reading.text,
        confidence=reading.confidence,
        candidates=tuple((one.text, one.confidence) for one in reading.candidates),
        set=reading.set,
        refusal=None if reading.refusal is None else note_of(reading.refusal),
        warnings=tuple(note_of(one) for one in reading.warnings),
        glyph=None if reading.glyph is None else png_of(reading.glyph),
    )


def past_of(entry: "Entry") -> Past:
    """Return a kept reading for the window."""
    return Past(
        id=entry.id,
        made_at=entry.made_at,
        door=entry.door,
        text=entry.text,
        confidence=entry.confidence,
        correction=entry.correction,
        source=entry.source,
        glyph=entry.glyph,
        is_words=entry.glyphs is not None,
        is_refused=entry.refusal is not None and entry.refusal.code != "blank",
    )


def note_of(caution: "Caution") -> Note:
    """Return a caution for the window."""
    return Note(caution.code, caution.message)


def trouble_of(error: Exception) -> Trouble:
    """Return what went wrong, in words; what nobody foresaw is named with its kind."""
    if isinstance(error, ImageError):
        return Trouble(error.reason, str(error))
    if isinstance(error, HistoryError):
        return Trouble(error.code, str(error))
    if isinstance(error, InkreadError):
        return Trouble("refused", str(error))
    if isinstance(error, OSError):
        return Trouble("file", f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return Trouble("unexpected", f"expected no such failure, got {type(error).__name__}: {error}; try again")
