"""What a reader of words answers: frozen records of texts and of the glyphs that they were read from."""

import math
from dataclasses import dataclass, field
from typing import Any

from inkread.predictions import Candidate
from inkread.trail import Caution, Trail

SURE = 0.9
"""From this confidence on an answer is called very sure; a line of a page below it is worth a look."""

PixelBox = tuple[int, int, int, int]
"""Top, left, height and width in the source's pixels."""


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """One character of a word, and where it stands.

    Attributes:
        text: what it was read as in the word's best text.
        box: where its ink lies.
        candidates: what the glyph alone may be, most probable first; the word may have chosen another.
    """

    text: str
    box: PixelBox
    candidates: tuple[Candidate, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the glyph as JSON-ready values."""
        return {"text": self.text, "box": list(self.box), "candidates": _as_dicts(self.candidates)}


@dataclass(frozen=True, slots=True)
class WordReading:
    """One run of writing read as one text; wide gaps are spaces.

    Attributes:
        candidates: texts, most probable first. The confidence of a text is its share of the posterior over
            all texts that the search kept, and of what else may stand there (see `inkread.predictions`).
        glyphs: the characters of the best text as they were read, spaces left out, in reading order: a `u`
            where a list of words has `ü`.
        trail: what was decided on the way from picture to pieces, and what is odd, such as words of the list
            that never come out, `words_left_out`.
        box: where the writing lies, or None where there is none.
        source: the file's name, or None for an array or bytes.
        bundle: name of the bundle that read the glyphs.
        refusal: why there is no text to trust, or None: `blank`, `no_writing`, `no_text` where no text can be
            made of the ink, `breaks_pattern`, `not_in_lexicon`, `not_in_charset`, `not_sure`.

    Example:
        >>> WordReading((Candidate("AB-12", 0.97),), (), Trail("inkread-segments-v1", ()))
        WordReading(text='AB-12', confidence=0.970)
    """

    candidates: tuple[Candidate, ...]
    glyphs: tuple[PlacedGlyph, ...]
    trail: Trail = field(repr=False, compare=False)
    box: PixelBox | None = None
    source: str | None = None
    bundle: str | None = None
    refusal: Caution | None = None

    @property
    def text(self) -> str:
        """The most probable text; empty where nothing was read."""
        return self.candidates[0].text if self.candidates else ""

    @property
    def blank(self) -> bool:
        """Whether the picture holds no ink."""
        return self.trail.blank

    @property
    def confidence(self) -> float:
        """The posterior of the most probable text; 0 where nothing was read."""
        return self.candidates[0].confidence if self.candidates else 0.0

    @property
    def rejected(self) -> bool:
        """Whether there is no text to trust; `refusal` says why."""
        return self.refusal is not None

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as JSON-ready values."""
        return {
            "source": self.source,
            "text": self.text,
            "confidence": self.confidence,
            "candidates": _as_dicts(self.candidates),
            "box": self.box and list(self.box),
            "glyphs": [glyph.to_dict() for glyph in self.glyphs],
            "refusal": self.refusal and self.refusal.to_dict(),
            "bundle": self.bundle,
            "trail": self.trail.to_dict(),
        }

    def __repr__(self) -> str:
        """Name the text and its confidence, nothing else."""
        refused = f", refusal={self.refusal.code!r}" if self.refusal else ""
        return f"WordReading(text={self.text!r}, confidence={self.confidence:.3f}{refused})"


@dataclass(frozen=True, slots=True)
class PageReading:
    """Lines of writing, from top to bottom.

    Attributes:
        lines: each read as one text with spaces.
        trail: what was decided for the page.
        source: the file's name, or None for an array or bytes.
        bundle: name of the bundle that read the lines; of several, each once, with ` + ` between.
        refusal: `blank` where there is no ink, `left_out` where there is nothing but drawings or photographs,
            else that of the first line which has one, or None.
    """

    lines: tuple[WordReading, ...]
    trail: Trail = field(repr=False, compare=False)
    source: str | None = None
    bundle: str | None = None
    refusal: Caution | None = None

    @property
    def text(self) -> str:
        """The lines' texts, one a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """The probability that every line is right, lines taken as independent; 0 where there is none."""
        return math.prod(line.confidence for line in self.lines) if self.lines else 0.0

    @property
    def glyphs(self) -> tuple[PlacedGlyph, ...]:
        """The characters of all lines, in reading order."""
        return tuple(glyph for line in self.lines for glyph in line.glyphs)

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The numbers, from 1, of the lines to look at: refused, or not very sure."""
        return tuple(
            number
            for number, line in enumerate(self.lines, start=1)
            if line.rejected or line.confidence < SURE
        )

    @property
    def rejected(self) -> bool:
        """Whether some line is not to be trusted, or there is none."""
        return self.refusal is not None

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as JSON-ready values; the lines share the page's trail."""
        lines = [
            {key: value for key, value in line.to_dict().items() if key not in ("source", "bundle", "trail")}
            for line in self.lines
        ]
        return {
            "source": self.source,
            "text": self.text,
            "confidence": self.confidence,
            "lines": lines,
            "refusal": self.refusal and self.refusal.to_dict(),
            "bundle": self.bundle,
            "trail": self.trail.to_dict(),
        }


def _as_dicts(candidates: tuple[Candidate, ...]) -> list[dict[str, Any]]:
    """Return candidates as JSON-ready values."""
    return [{"text": one.text, "confidence": one.confidence} for one in candidates]
