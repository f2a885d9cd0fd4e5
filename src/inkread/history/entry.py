"""One kept reading, as the history hands it out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from inkread.predictions import Candidate
from inkread.trail import Caution
from inkread.word_reading import PlacedGlyph

Door = Literal["web", "desktop", "api", "cli"]
"""Where a reading came in."""
DOORS: tuple[Door, ...] = get_args(Door)


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading that was kept.

    Attributes:
        id: 32 hexadecimal digits, made by the history and never used twice.
        made_at: when it was kept, aware, in UTC.
        door: where it came in.
        owner: whose it is: a visitor, an API key, or the person at this computer.
        text: the answer that was given, of words with a line end between lines; empty for a blank image.
        confidence: the answer's calibrated probability, 0 to 1, as in `GlyphReading`.
        candidates: most probable first.
        set: the few characters of which one is almost surely right.
        refusal: why the answer should not be trusted as one character, or None.
        warnings: what was odd about the image.
        bundle: name of the bundle that read it.
        source: the file's name as its owner called it, or None.
        correction: what a person says that it shows, or None where nobody said anything.
        corrected_at: when that was said, aware, in UTC.
        has_image: whether the image is kept, so that `Store.image` returns it.
        strokes: the drawing as `Strokes.to_dict` writes it, or None.
        glyph: what the network saw, a PNG of 28 × 28 px, white ink on black, or None where it is gone.
        glyphs: of words, codes and lines the characters of the answer, in reading order, their boxes in
            pixels of the kept image; None for a reading of a single character.
    """

    id: str
    made_at: datetime
    door: Door
    owner: str
    text: str
    confidence: float
    candidates: tuple[Candidate, ...]
    set: tuple[str, ...] = ()
    refusal: Caution | None = None
    warnings: tuple[Caution, ...] = ()
    bundle: str | None = None
    source: str | None = None
    correction: str | None = None
    corrected_at: datetime | None = None
    has_image: bool = False
    strokes: dict[str, Any] | None = field(default=None, repr=False)
    glyph: bytes | None = field(default=None, repr=False)
    glyphs: tuple[PlacedGlyph, ...] | None = field(default=None, repr=False)

    @property
    def label(self) -> str:
        """What the image shows as far as is known: the correction, else the answer."""
        return self.text if self.correction is None else self.correction

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON-ready values; not its owner, whose name may be a secret, nor pictures."""
        return {
            "id": self.id,
            "made_at": self.made_at.isoformat(),
            "door": self.door,
            "text": self.text,
            "confidence": self.confidence,
            "candidates": [{"text": one.text, "confidence": one.confidence} for one in self.candidates],
            "set": list(self.set),
            "refusal": self.refusal and self.refusal.to_dict(),
            "warnings": [warning.to_dict() for warning in self.warnings],
            "bundle": self.bundle,
            "source": self.source,
            "correction": self.correction,
            "corrected_at": None if self.corrected_at is None else self.corrected_at.isoformat(),
            "has_image": self.has_image,
            "has_glyph": self.glyph is not None,
            "strokes": self.strokes,
            "glyphs": None if self.glyphs is None else [glyph.to_dict() for glyph in self.glyphs],
        }


@dataclass(frozen=True, slots=True)
class Page:
    """A part of what a query found.

    Attributes:
        entries: in the query's order, at most its limit.
        next: the query's `after` for the part that follows, or None at the end.
        total: how many entries the query finds in all its parts.
    """

    entries: tuple[Entry, ...]
    next: str | None
    total: int
