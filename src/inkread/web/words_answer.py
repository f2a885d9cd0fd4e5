"""A reading of words as the interface tells it: text, lines, and each character with its box."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from inkread.trail import Caution
from inkread.web.keeping import Kept
from inkread.web.pictures import jpeg_url
from inkread.web.words_picture import WordsPicture
from inkread.word_reading import PageReading, PlacedGlyph, WordReading

if TYPE_CHECKING:
    from inkread.predictions import Candidate


def words_answer(
    reading: WordReading | PageReading, picture: WordsPicture, *, kept: Kept, top_k: int
) -> dict[str, Any]:
    """Return a reading as the interface tells it.

    Args:
        reading: of a picture.
        picture: in whose units boxes are told.
        kept: what became of it in the history.
        top_k: texts of a line.
    """
    lines = lines_of(reading)
    refusal = refusal_of_all(reading, lines)
    return {
        "id": kept.id,
        "name": reading.source,
        "text": reading.text,
        "confidence": reading.confidence,
        "blank": reading.trail.blank,
        "lines": [_line(line, picture, top_k) for line in lines],
        "refusal": refusal and refusal.to_dict(),
        "warnings": [warning.to_dict() for warning in (*reading.trail.warnings, *picture.warnings)],
        "page": picture.page,
        "pages": picture.pages,
        "width": picture.width,
        "height": picture.height,
        "bundle": reading.bundle,
        "not_kept": kept.trouble and kept.trouble.to_dict()["error"],
        "image": kept.image,
        "picture": jpeg_url(picture.grey) if picture.is_page and kept.id is None else None,
    }


def lines_of(reading: WordReading | PageReading) -> tuple[WordReading, ...]:
    """Return the lines of a reading; that of one line is its only one, where there is ink."""
    if isinstance(reading, PageReading):
        return reading.lines
    return () if reading.box is None else (reading,)


def refusal_of_all(reading: WordReading | PageReading, lines: Sequence[WordReading]) -> Caution | None:
    """Return why there is no text to trust: the first line's reason where no line is trusted."""
    if not lines:
        return reading.refusal
    reasons = [line.refusal for line in lines]
    return reasons[0] if all(reasons) else None


def _line(line: WordReading, picture: WordsPicture, top_k: int) -> dict[str, Any]:
    """Return one line."""
    return {
        "text": line.text,
        "confidence": line.confidence,
        "candidates": _told(line.candidates[:top_k]),
        "box": None if line.box is None else picture.told(line.box),
        "glyphs": [_glyph(glyph, picture) for glyph in line.glyphs],
        "refusal": line.refusal and line.refusal.to_dict(),
    }


def _glyph(glyph: PlacedGlyph, picture: WordsPicture) -> dict[str, Any]:
    """Return one character."""
    return {"text": glyph.text, "box": picture.told(glyph.box), "candidates": _told(glyph.candidates)}


def _told(candidates: "Sequence[Candidate]") -> list[dict[str, Any]]:
    """Return what something may be, most probable first."""
    return [{"text": one.text, "confidence": one.confidence} for one in candidates]
