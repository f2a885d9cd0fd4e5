"""What a reader answers: frozen records, with confidence defined once, here.

*Confidence of a glyph* is the calibrated probability of the top candidate given that the image
shows one glyph of the charset in force: softmax of the network's logits divided by the bundle's
temperature, summed over graphemes that the charset folds together, renormalised over the charset.

*Confidence of a word* is its posterior over the texts that the search ended with: its weight, divided by the
weight of all of them. Where a pattern or a list of words says what may come out, what else may be written
counts among them (`inkread.words.none_of_these`), so that the texts' confidences sum to less than 1. A text's
weight sums, over the ways to part the ink into its glyphs, the products of their odds and their characters'
probabilities (`inkread.words.beam`). That of a line is the product of its words'. The records of words are in
`inkread.word_reading`.
"""

import itertools
import math
import sys
from dataclasses import dataclass, field
from typing import Any

from inkread.trail import Caution, GreyImage, Trail

BAR_WIDTH = 30  # characters of the longest bar
SET_SHARE = 0.95  # of the probability, at least, that the graphemes of a set have together


@dataclass(frozen=True, slots=True)
class Candidate:
    """One grapheme the image may stand for.

    Attributes:
        text: the grapheme.
        confidence: its calibrated probability, 0 to 1.
    """

    text: str
    confidence: float

    def __post_init__(self) -> None:
        """Refuse a probability outside 0 to 1; rounding may overshoot 1 by a few ulps."""
        if not (math.isfinite(self.confidence) and 0.0 <= self.confidence <= 1.0 + 1e-6):
            raise ValueError(f"expected a confidence from 0 to 1, got {self.confidence!r}")


@dataclass(frozen=True, slots=True)
class GlyphReading:
    """One image read as one grapheme.

    Attributes:
        candidates: most probable first; their confidences sum to at most 1.
        trail: what preprocessing did, with its warnings.
        glyph: the image the network saw, axes (height, width), uint8, white ink on black.
        source: the file's name, or None for an array or bytes.
        bundle: name of the bundle that read it.
        refusal: why the answer should not be trusted as one character, or None: `blank`, `several_marks`,
            `no_character` (a scribble, a pattern, noise), `not_in_charset`, `not_sure` (below the confidence
            asked for); see `inkread.recognition.doubt`.
        plausible: the graphemes that calibration found plausible, the top candidate first, or None where the
            bundle was not calibrated for that; see `set`.

    Example:
        >>> from inkread.trail import Trail
        >>> GlyphReading((Candidate("7", 0.98),), Trail("inkread-28-v1", ()))
        GlyphReading(text='7', confidence=0.980)
    """

    candidates: tuple[Candidate, ...]
    trail: Trail
    glyph: GreyImage | None = field(default=None, repr=False, compare=False)
    source: str | None = None
    bundle: str | None = None
    refusal: Caution | None = None
    plausible: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        """The top candidate's grapheme; empty for a blank image."""
        return self.candidates[0].text if self.candidates else ""

    @property
    def confidence(self) -> float:
        """The top candidate's calibrated probability; 0 for a blank image."""
        return self.candidates[0].confidence if self.candidates else 0.0

    @property
    def set(self) -> tuple[str, ...]:
        """The characters of which one is almost surely right, most probable first.

        Each character has a limit of its own, chosen in calibration so that its images' sets hold it in 95
        of 100 cases, or as often as the reader's `coverage` says. Of a bundle without such limits: the fewest
        top candidates whose confidences sum to at least 0.95; all there are where none do.

        >>> GlyphReading((Candidate("0", 0.6), Candidate("O", 0.37)), Trail("inkread-28-v1", ())).set
        ('0', 'O')
        """
        if self.plausible is not None:
            return self.plausible
        sums = itertools.accumulate(candidate.confidence for candidate in self.candidates)
        enough = next((place for place, total in enumerate(sums, 1) if total >= SET_SHARE), None)
        return tuple(candidate.text for candidate in self.candidates[:enough])

    @property
    def question(self) -> str:
        """The set as a question, such as `0 or O?`; empty where there is no choice."""
        *others, last = self.set or ("",)
        return f"{', '.join(others)} or {last}?" if others else ""

    @property
    def rejected(self) -> bool:
        """Whether the answer should not be trusted as one character; `refusal` says why."""
        return self.refusal is not None

    @property
    def blank(self) -> bool:
        """Whether the image holds no ink, so that nothing was read."""
        return self.trail.blank

    @property
    def warnings(self) -> tuple[Caution, ...]:
        """What preprocessing found odd about the image."""
        return self.trail.warnings

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """The refusal, where there is one, and the warnings, each once."""
        said = (self.refusal,) if self.refusal else ()
        return (*said, *(warning for warning in self.warnings if warning not in said))

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as JSON-ready values."""
        return {
            "source": self.source,
            "text": self.text,
            "confidence": self.confidence,
            "blank": self.blank,
            "candidates": [{"text": c.text, "confidence": c.confidence} for c in self.candidates],
            "set": list(self.set),
            "refusal": self.refusal and self.refusal.to_dict(),
            "warnings": [warning.to_dict() for warning in self.warnings],
            "bundle": self.bundle,
            "trail": self.trail.to_dict(),
        }

    def lines(self) -> list[str]:
        """Return a bar for each candidate and a line for each caution, as `show` prints them."""
        bars = [
            f"  {c.text}  {'█' * round(c.confidence * BAR_WIDTH):<{BAR_WIDTH}} {c.confidence:6.1%}"
            for c in self.candidates
        ]
        return [*bars, *(f"  ! {caution.message}" for caution in self.cautions)]

    def show(self) -> None:
        """Print the reading: its text, a bar for each candidate, and what looked odd."""
        sys.stdout.write(f"{self}\n")

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the image, a bar for each candidate, and what looked odd."""
        from inkread.glyph_html import glyph_html  # a program that reads images never needs it

        return glyph_html(self)

    def __str__(self) -> str:
        """Return what `show` prints."""
        return "\n".join([f"{self.source}: {self!r}" if self.source else repr(self), *self.lines()])

    def __repr__(self) -> str:
        """Name the text and its confidence, nothing else."""
        refused = f", refusal={self.refusal.code!r}" if self.refusal else ""
        doubt = f", warnings={len(self.warnings)}" if self.warnings else ""
        return f"GlyphReading(text={self.text!r}, confidence={self.confidence:.3f}{refused}{doubt})"


class Blank(GlyphReading):
    """An image without ink: a clear answer of its own, never a letter."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Say that the image is blank."""
        return "Blank()"
